// What the server found wrong goes as soon as its field is touched again: the next hand-in looks anew.
import type { Editor } from '@tiptap/core';
import { say } from './words';

export function clearing(form: HTMLFormElement, editor: Editor): void {
  const touched = (event: Event) => {
    const { name } = event.target as HTMLInputElement;
    if (name) clear(form, name);
  };
  for (const kind of ['input', 'change']) form.addEventListener(kind, touched);
  // A line that the editor adds by itself, behind a picture at the end, is not the writer's.
  editor.on('update', ({ transaction }) => transaction.docChanged && clear(form, 'body'));
  // The plain field of the text is hidden.
  document.querySelectorAll('.troubles a[href="#body"]').forEach((link) => link.addEventListener('click', (event) => lead(event, editor)));
}

/** To the first picture without a description, else to the text. */
function lead(event: Event, editor: Editor): void {
  event.preventDefault();
  const field = editor.view.dom.querySelector<HTMLElement>('.frame-wrong .bound-alt input');
  if (field) field.focus();
  else editor.commands.focus();
}

function clear(form: HTMLFormElement, name: string): void {
  document.getElementById(`${name}-trouble`)?.replaceChildren();
  form.querySelectorAll(`[name="${CSS.escape(name)}"]`).forEach((field) => field.setAttribute('aria-invalid', 'false'));
  const box = document.querySelector('.troubles:has(li)');
  const gone = [...(box?.querySelectorAll(`a[href="#${CSS.escape(name)}"]`) ?? [])];
  if (!box || gone.length === 0) return;
  gone.forEach((link) => link.closest('li')?.remove());
  const count = box.querySelectorAll('li').length;
  if (count === 0) return box.remove();
  // It was told when the page came: what is left is not told at every field.
  box.removeAttribute('role');
  const head = box.querySelector('h2');
  if (head) head.textContent = say('editor-troubles', { count });
}
