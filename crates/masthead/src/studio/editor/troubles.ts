// What the server found wrong goes as soon as its field is touched again: the next hand-in looks anew.
import type { Editor } from '@tiptap/core';

export function clearing(form: HTMLFormElement, editor: Editor): void {
  const touched = (event: Event) => {
    const { name } = event.target as HTMLInputElement;
    if (name) clear(form, name);
  };
  for (const kind of ['input', 'change']) form.addEventListener(kind, touched);
  editor.on('update', () => clear(form, 'body'));
}

function clear(form: HTMLFormElement, name: string): void {
  document.getElementById(`${name}-trouble`)?.replaceChildren();
  form.querySelectorAll(`[name="${CSS.escape(name)}"]`).forEach((field) => field.setAttribute('aria-invalid', 'false'));
  const box = document.querySelector('.troubles:has(a)');
  box?.querySelector(`a[href="#${CSS.escape(name)}"]`)?.closest('li')?.remove();
  if (box && !box.querySelector('li')) box.remove();
}
