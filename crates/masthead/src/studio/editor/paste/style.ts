// What an element's style and name say that our marks can say too.
import { cleanHref } from '../href';
import type { Mark } from '../document';

/** The declarations of an element's style, by name; `clean.ts` says why the attribute is called so. */
export function styleOf(element: Element): Record<string, string> {
  const found: Record<string, string> = {};
  for (const part of (element.getAttribute('data-style') ?? '').split(';')) {
    const at = part.indexOf(':');
    if (at > 0) found[part.slice(0, at).trim().toLowerCase()] = part.slice(at + 1).replace(/!.*/s, '').trim().toLowerCase();
  }
  return found;
}

export const isHidden = (element: Element): boolean => {
  const style = styleOf(element);
  return style.display === 'none' || style['mso-hide'] === 'all' || element.hasAttribute('hidden');
};

const NAMED: Record<string, Mark> = {
  b: 'strong', strong: 'strong', i: 'emphasis', em: 'emphasis', cite: 'emphasis', dfn: 'emphasis',
  s: 'strike', strike: 'strike', del: 'strike', code: 'code', kbd: 'code', samp: 'code', tt: 'code',
};

/** The marks within `element`, given those around it. A style weighs more than a name: Google Docs wraps all in a light `b`. */
export function marksWithin(element: Element, around: Mark[]): Mark[] {
  const name = element.localName;
  const style = styleOf(element);
  let marks = NAMED[name] ? having(around, NAMED[name]) : around;
  // Of what is inherited, or a variable, nothing is said.
  const weight = style['font-weight'] ?? '';
  if (/^(bold|normal|lighter|initial|\d+$)/.test(weight)) marks = setTo(marks, 'strong', /^bold/.test(weight) || Number(weight) >= 600);
  const slant = style['font-style'] ?? '';
  if (/^(italic|oblique|normal|initial)/.test(slant)) marks = setTo(marks, 'emphasis', /italic|oblique/.test(slant));
  if (/line-through/.test(style['text-decoration'] ?? style['text-decoration-line'] ?? '')) marks = having(marks, 'strike');
  const href = name === 'a' ? cleanHref(element.getAttribute('href') ?? '') : undefined;
  // A place within the page that it came from leads nowhere here.
  if (href && !href.startsWith('#')) marks = [...marks.filter((mark) => typeof mark === 'string'), { link: { href } }];
  return marks;
}

const ORDER: Mark[] = ['strong', 'emphasis', 'strike', 'code'];

function having(marks: Mark[], mark: Mark): Mark[] {
  if (marks.includes(mark)) return marks;
  const place = (one: Mark) => (typeof one === 'string' ? ORDER.indexOf(one) : ORDER.length);
  return [...marks, mark].sort((one, other) => place(one) - place(other));
}

const setTo = (marks: Mark[], mark: Mark, on: boolean): Mark[] => (on ? having(marks, mark) : marks.filter((one) => one !== mark));
