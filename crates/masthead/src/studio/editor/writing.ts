// The text itself: the editor with its toolbar, its pictures and the line that asks for addresses.
import { Editor, Extension, getSchema } from '@tiptap/core';
import { Asking } from './asking';
import { toEditor, fromEditor } from './convert';
import { counts } from './counts';
import { el } from './dom';
import { choose, extras, isFilm, sendEither } from './films';
import { typedHref } from './href';
import { Keys } from './keys';
import type { Local } from './local';
import { media } from './media';
import { Move } from './move';
import type { Page } from './page';
import { paste } from './paste/paste';
import { isPicture, pictures, type Pictures } from './pictures';
import { TEXT } from './schema';
import { TABLE } from './tables';
import { Toolbar } from './toolbar';
import { askLink, tools } from './tools';
import { Uploads } from './uploads';
import { say } from './words';

export interface Writing { dom: HTMLElement; editor: Editor; uploads: Uploads }

/** Builds the editor in place of the plain field. Throws where the document does not fit: then the plain field stays. */
export function writing(page: Page, local: Local): Writing {
  const uploads = new Uploads(sendEither(page), say('editor-sending-cut'));
  // The editor is made from the extensions, and they need what is made from the editor.
  const late: { pictures?: Pictures; asking?: Asking } = {};
  const linkKey = Extension.create({
    name: 'linkKey',
    addKeyboardShortcuts() {
      return { 'Mod-k': () => (late.asking && askLink(this.editor, late.asking), true) };
    },
  });
  const extensions = [...TEXT, ...TABLE, ...media(uploads, extras(page)), Keys, Move, linkKey, paste(() => late.pictures as Pictures)];
  const content = toEditor(page.document);
  getSchema(extensions).nodeFromJSON(content).check();

  const name = page.plain.querySelector('label')?.textContent?.trim() || say('editor-text');
  const hint = el('p', { class: 'hush', id: 'editor-hint' }, say('editor-hint'));
  const sheet = el('div', { class: 'editor-sheet' });
  const bar = el('div', { class: 'editor-bar' });
  // What is written stays clear of the bar, which stays while the page scrolls and grows with what it says.
  const clear = { get top() { return Math.max(120, bar.offsetHeight + 48); }, bottom: 60, left: 0, right: 0 };
  const editor = new Editor({
    element: sheet,
    injectCSS: false,
    editable: false,
    extensions,
    content,
    editorProps: {
      scrollThreshold: clear,
      scrollMargin: clear,
      attributes: { class: 'body', role: 'textbox', 'aria-multiline': 'true', 'aria-label': name, 'aria-describedby': `${hint.id} body-trouble` } },
  });
  late.asking = new Asking(() => editor.view.focus());
  late.pictures = pictures(editor, uploads, local);
  const ask = () => askPicture(late.asking as Asking, late.pictures as Pictures);
  const into = late.pictures;
  const film = () => choose('video/*,audio/*', (files) => into.insert(into.fromFiles(files.filter(isFilm))));
  const toolbar = new Toolbar(editor, tools(late.asking, ask, film));
  const measure = counts(() => fromEditor(editor.getJSON()));
  editor.on('update', () => measure.refresh());
  bar.append(page.seen, toolbar.dom, late.asking.dom);
  const dom = el('div', { class: 'editor' }, el('p', { class: 'editor-name' }, name), hint, bar, sheet, measure.dom);
  return { dom, editor, uploads };
}

/** Pictures from this device, several at once, or one from an address. */
function askPicture(asking: Asking, into: Pictures): void {
  const choose = () => {
    const files = el('input', { type: 'file', accept: 'image/*', multiple: true });
    files.addEventListener('change', () => into.insert(into.fromFiles([...(files.files ?? [])].filter(isPicture))));
    files.click();
  };
  asking.open({
    label: say('editor-picture-from'),
    value: '',
    go: say('editor-picture-fetch'),
    taken: (typed) => {
      const link = typedHref(typed);
      if (!link || !/^https?:/.test(link)) return say('editor-link-wrong');
      into.insert([into.fromLink(link)]);
    },
    others: [[say('editor-picture-choose'), choose]],
  });
}
