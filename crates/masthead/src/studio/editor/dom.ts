// Building pieces of the page. Text is always text: nothing here reads HTML.

type Props = Record<string, string | boolean | number | undefined | ((event: Event) => void)>;

/** An element with attributes, listeners (`onclick: …`) and children. False and undefined attributes are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
}

/** A button that does not send the form. */
export function button(label: string, act: () => void, props: Props = {}): HTMLButtonElement {
  return el('button', { type: 'button', onclick: act, ...props }, label);
}

let made = 0;
/** An id that stands nowhere else on the page. */
export const newId = (stem: string): string => `editor-${stem}-${(made += 1)}`;
