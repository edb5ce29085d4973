// Word writes lists as paragraphs with a sign in front. Here they become lists again, before the rest is read.

const LEVEL = /mso-list:\s*(l\d+)\s+level(\d+)/i;

/** Whether Word (or a program that writes as Word does) made this. */
export const isWord = (html: string): boolean => /urn:schemas-microsoft-com:office|mso-|class="?Mso/i.test(html);

export function mendWord(body: Element): void {
  const document = body.ownerDocument;
  for (const first of [...body.querySelectorAll('p')]) {
    if (!first.parentElement || !levelOf(first)) continue;
    const run: Element[] = [first];
    for (let next = first.nextElementSibling; next && levelOf(next); next = next.nextElementSibling) run.push(next);
    const parent = first.parentElement;
    const anchor = document.createComment('');
    parent.insertBefore(anchor, first);
    for (const list of listsOf(run, document)) parent.insertBefore(list, anchor);
    anchor.remove();
  }
  for (const title of body.querySelectorAll('p.MsoTitle')) rename(title, 'h2');
  for (const title of body.querySelectorAll('p.MsoSubtitle')) rename(title, 'h3');
  for (const quote of body.querySelectorAll('p.MsoQuote, p.MsoIntenseQuote')) rename(quote, 'blockquote');
}

/** None of a heading: one that Word numbers stays a heading, with its number. */
const levelOf = (paragraph: Element): number => (paragraph.localName === 'p' ? Number(LEVEL.exec(paragraph.getAttribute('data-style') ?? '')?.[2] ?? 0) : 0);

/** The paragraphs as nested lists; they are moved into their items. */
function listsOf(paragraphs: Element[], document: Document): Element[] {
  const out: Element[] = [];
  const open: { level: number; list: Element }[] = [];
  for (const paragraph of paragraphs) {
    const level = levelOf(paragraph);
    const { ordered, start } = takeSign(paragraph);
    while (open.length > 0 && open[open.length - 1].level > level) open.pop();
    let top = open[open.length - 1];
    const kind = ordered ? 'ol' : 'ul';
    if (!top || top.level < level || top.list.localName !== kind) {
      const list = document.createElement(kind);
      if (start > 1) list.setAttribute('start', String(start));
      if (top && top.level === level) open.pop();
      const parent = open[open.length - 1]?.list.lastElementChild;
      if (parent) parent.append(list);
      else out.push(list);
      open.push((top = { level, list }));
    }
    const item = document.createElement('li');
    item.append(...paragraph.childNodes);
    paragraph.remove();
    top.list.append(item);
  }
  return out;
}

// More than a bullet, which a font may draw in the place of one letter.
const SAID = /[\p{N}\p{Script=Han}]|[\p{L}\p{N}].*[\p{L}\p{N}]/u;

/** Removes the sign that Word wrote before the text, and says what it was. What no list of ours says again stays: `第一条`. */
function takeSign(paragraph: Element): { ordered: boolean; start: number } {
  const sign = [...paragraph.querySelectorAll('[data-style]')].find((part) => /mso-list:\s*ignore/i.test(part.getAttribute('data-style') ?? ''));
  const text = (sign?.textContent ?? '').trim();
  const number = /^[(（]?(\d+|[a-z]{1,4}|[一二三四五六七八九十]+)[.)、．）]$/i.exec(text);
  if (!number && SAID.test(text)) sign?.replaceWith(paragraph.ownerDocument.createTextNode(`${text} `));
  else sign?.remove();
  return { ordered: Boolean(number), start: number ? Number(number[1]) || 1 : 1 };
}

function rename(element: Element, name: string): void {
  const named = element.ownerDocument.createElement(name);
  named.append(...element.childNodes);
  element.replaceWith(named);
}
