// The cover: one of the text's pictures, or one of its own, in place of the field for a picture's name.
import type { Editor } from '@tiptap/core';
import { button, el } from './dom';
import { shownUrl, learnShown } from './shown';
import type { Send } from './uploads';
import { say } from './words';

interface Choice { src: string; alt: string }

/** Puts the choices before the field, which keeps the name of the chosen picture and is sent. */
export function cover(form: HTMLFormElement, editor: Editor, send: Send): void {
  const field = form.querySelector<HTMLInputElement>('input[name=cover]');
  const around = field?.closest<HTMLElement>('.field');
  if (!field || !around) return;
  const name = around.querySelector('label')?.textContent ?? '';
  const told = [...around.querySelectorAll('#cover-trouble')];
  const list = el('div', { class: 'covers', role: 'group', 'aria-label': name });
  const trouble = el('p', { class: 'trouble', role: 'alert' });
  const choose = (src: string) => {
    field.value = src;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    show();
  };
  const upload = button(say('editor-cover-own'), () => void pick());
  const none = button(say('editor-cover-none'), () => choose(''));
  around.replaceChildren(el('p', { class: 'editor-name' }, name), ...told, list, el('p', { class: 'cover-acts' }, upload, none), trouble, field);
  field.type = 'hidden';

  let own: Choice | undefined;
  async function pick(): Promise<void> {
    const file = await fromDevice();
    if (!file) return;
    trouble.textContent = '';
    upload.disabled = true;
    const sent = await send({ file }, () => undefined);
    upload.disabled = false;
    if ('failed' in sent) return void (trouble.textContent = sent.failed || say('editor-sending-cut'));
    learnShown({ [sent.hash]: sent });
    own = { src: sent.hash, alt: file.name };
    choose(sent.hash);
  }

  function show(): void {
    const locked = !editor.isEditable;
    const choices = picturesOf(editor);
    const chosen = field?.value ?? '';
    if (own && !choices.some(({ src }) => src === own?.src)) choices.push(own);
    // One from before that stands in the text no more is still the cover.
    if (chosen && !choices.some(({ src }) => src === chosen)) choices.push({ src: chosen, alt: '' });
    list.replaceChildren(
      ...choices.map(({ src, alt }, at) => {
        const label = say('editor-cover-take', { name: alt || String(at + 1) });
        const picture = el('img', { src: shownUrl(src) ?? '', alt: '' });
        const one = el('button', { type: 'button', 'aria-pressed': String(src === chosen), 'aria-label': label, disabled: locked, onclick: () => choose(src) }, picture);
        return one;
      }),
    );
    none.hidden = !chosen;
    none.disabled = upload.disabled = locked;
  }
  editor.on('transaction', ({ transaction }) => (transaction.docChanged || transaction.getMeta('locked') !== undefined) && show());
  field.addEventListener('masthead:filled', show);
  show();
}

function picturesOf(editor: Editor): Choice[] {
  const found = new Map<string, Choice>();
  editor.state.doc.descendants((node) => {
    if (node.type.name === 'picture' && node.attrs.src) found.set(node.attrs.src, { src: node.attrs.src, alt: node.attrs.alt || node.attrs.caption });
  });
  return [...found.values()];
}

const fromDevice = (): Promise<File | undefined> =>
  new Promise((done) => {
    const files = el('input', { type: 'file', accept: 'image/*' });
    files.addEventListener('change', () => done(files.files?.[0]));
    files.addEventListener('cancel', () => done(undefined));
    files.click();
  });
