// Words and reading time below the text. They are there to be looked at, not to be read out.
import type { Document } from './document';
import { measure } from './count';
import { el } from './dom';
import { say } from './words';

const REST_MS = 300;

export function counts(document: () => Document): { dom: HTMLElement; refresh(): void } {
  const dom = el('p', { class: 'editor-count' });
  let timer = 0;
  const show = () => {
    const { words, minutes } = measure(document());
    dom.textContent = words > 0 ? say('editor-measure', { words, minutes }) : say('editor-measure-none');
  };
  show();
  return {
    dom,
    refresh() {
      clearTimeout(timer);
      timer = window.setTimeout(show, REST_MS);
    },
  };
}
