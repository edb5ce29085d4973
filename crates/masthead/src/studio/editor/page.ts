// What the server wrote on the page for the editor.
import type { Document, Shown } from './document';
import { el } from './dom';
import { learnShown } from './shown';
import { learn } from './words';

export interface Page {
  form: HTMLFormElement;
  plain: HTMLElement;
  state: HTMLElement;
  /** The same words once more, where the line itself stands below the text: seen, not read out. */
  seen: HTMLElement;
  document: Document;
  version: number;
  limits: Record<string, number>;
  /** The browser's copy belongs to this user and this article. */
  key: string;
  /** Who opened the page: nothing of it is saved under another account. */
  account: number;
  /** What stands here was sent and not saved. */
  unsaved: boolean;
  urls: { piece: string; save: string; pictures: string; hold: string; uploads?: string; files?: string };
}

/** `undefined` where there is nothing to edit, or a document of a later time than this script. */
export function readPage(): Page | undefined {
  const form = document.querySelector<HTMLFormElement>('form#piece');
  const plain = document.getElementById('body-plain');
  const state = document.getElementById('save-state');
  if (!form || !plain || !state) return undefined;
  const said = form.dataset as Record<string, string>;
  const written: Document = JSON.parse(said.document);
  if (written.version !== 1) return undefined;
  learn(JSON.parse(said.words), said.zone);
  learnShown(JSON.parse(said.shown ?? '{}') as Record<string, Shown>);
  return {
    form,
    plain,
    state,
    seen: el('p', { class: 'save-seen', 'aria-hidden': 'true' }, state.textContent ?? ''),
    document: written,
    version: Number(said.version),
    limits: JSON.parse(said.limits ?? '{}'),
    key: `${said.user}${said.save}`,
    account: Number(said.user),
    unsaved: said.unsaved === 'true',
    urls: { piece: said.save.replace(/\/draft$/, ''), save: said.save, pictures: said.pictures, hold: said.hold, uploads: said.uploads, files: said.files },
  };
}
