// A foreign page as blocks of ours. What our document cannot say is dropped; its words stay.
import type { Block, Inline, Mark } from '../document';
import { pushText, trimmed } from '../inline';
import { isHidden, marksWithin } from './style';
import { tableOf } from './table';

// Never words of the article.
const DROPPED = new Set(['script', 'style', 'head', 'title', 'meta', 'link', 'noscript', 'template', 'svg', 'canvas', 'iframe', 'object', 'embed', 'video', 'audio', 'button', 'input', 'select', 'textarea', 'xml', 'nav', 'rp']);
// Running text goes on through these.
const INLINE = new Set('a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q rb rtc ruby s samp small span strike strong sub sup time tt u var wbr'.split(' '));
// As deep as a document may be, and room for the wrappers of pages.
const DEEPEST = 200;

/** The blocks of a page's body. Pictures carry the address they had there. */
export function blocksOf(body: Element): Block[] {
  const reader = new Reader();
  reader.children(body, [], 0);
  return reader.end();
}

class Reader {
  private out: Block[] = [];
  private run: Inline[] = [];

  end(): Block[] {
    this.close();
    return this.out;
  }

  children(parent: Element, marks: Mark[], depth: number): void {
    if (depth > DEEPEST) return;
    for (const node of parent.childNodes) {
      if (node.nodeType === 3) pushText(this.run, node.nodeValue ?? '', marks);
      else if (node.nodeType === 1) this.element(node as Element, marks, depth + 1);
    }
  }

  private element(element: Element, marks: Mark[], depth: number): void {
    const name = element.localName;
    if (DROPPED.has(name) || isHidden(element)) return;
    if (name === 'br') return void this.run.push({ type: 'break' });
    if (name === 'img') return this.picture(element, '');
    const within = marksWithin(element, marks);
    if (name === 'rt') return this.reading(element, within, depth);
    if (INLINE.has(name) || name.includes(':')) return this.children(element, within, depth);
    this.close();
    this.block(element, name, within, depth);
    this.close();
  }

  /** Our document has no ruby: a reading stands in brackets behind its word. */
  private reading(element: Element, marks: Mark[], depth: number): void {
    if (!(element.textContent ?? '').trim()) return;
    pushText(this.run, '（', marks);
    this.children(element, marks, depth);
    pushText(this.run, '）', marks);
  }

  private block(element: Element, name: string, marks: Mark[], depth: number): void {
    if (/^h[1-6]$/.test(name)) return this.heading(element, Number(name[1]));
    if (name === 'hr') return void this.out.push({ type: 'divider' });
    if (name === 'pre') return this.code(element);
    if (name === 'table') return void this.out.push(...tableOf(element, flat));
    if (name === 'figure') return this.figure(element, marks, depth);
    if (name === 'ul' || name === 'ol') return this.list(element, name === 'ol');
    if (name === 'blockquote') {
      const blocks = blocksOf(element);
      if (blocks.length > 0) this.out.push({ type: 'quote', blocks, cite: '' });
      return;
    }
    this.children(element, marks, depth);
  }

  /** The article's title is the only heading of the first level: theirs begin at the second. */
  private heading(element: Element, level: number): void {
    const content = flat(element).map((inline): Inline => plainWeight(inline));
    if (content.length > 0) this.out.push({ type: 'heading', level: Math.min(4, Math.max(2, level)), content });
    for (const image of element.querySelectorAll('img')) this.picture(image, '');
  }

  private code(element: Element): void {
    const text = (element.textContent ?? '').replace(/\r\n?/g, '\n').replace(/^\n|\n+$/g, '');
    const language = /\b(?:language|lang|highlight-source)-([\w+#.-]{1,32})/.exec(`${element.className} ${element.firstElementChild?.className ?? ''}`)?.[1];
    if (text.trim()) this.out.push({ type: 'code', ...(language ? { language } : {}), text });
  }

  private figure(element: Element, marks: Mark[], depth: number): void {
    const image = element.querySelector('img');
    if (!image || element.querySelector('table, pre, blockquote')) return this.children(element, marks, depth);
    this.picture(image, (element.querySelector('figcaption')?.textContent ?? '').replace(/\s+/g, ' ').trim());
  }

  private list(element: Element, ordered: boolean): void {
    const items: Block[][] = [];
    for (const child of element.children) {
      const blocks = child.localName === 'li' ? blocksOf(child) : nestedIn(child);
      // Some programs put the inner list beside its item, not into it.
      if (child.localName !== 'li' && items.length > 0) items[items.length - 1].push(...blocks);
      else if (blocks.length > 0) items.push(blocks);
    }
    const start = Number(element.getAttribute('start') ?? 1);
    const number = ordered && Number.isInteger(start) && start >= 0 && start !== 1 && start <= 999_999_999 ? { start } : {};
    if (items.length > 0) this.out.push({ type: 'list', ordered, ...number, items });
  }

  private picture(image: Element, caption: string): void {
    const src = (image.getAttribute('src') ?? '').trim();
    const [width, height] = [Number(image.getAttribute('width')), Number(image.getAttribute('height'))];
    // Counting pixels and emoji are no pictures of the article.
    const tiny = (width > 0 && width <= 2) || (height > 0 && height <= 2);
    if (tiny || !/^(https?:|data:image\/)/i.test(src)) return;
    this.close();
    const alt = (image.getAttribute('alt') ?? '').replace(/\s+/g, ' ').trim();
    this.out.push({ type: 'picture', src, ...(alt ? { alt } : {}), ...(caption ? { caption } : {}) });
  }

  private close(): void {
    const content = trimmed(this.run);
    this.run = [];
    if (content.length > 0) this.out.push({ type: 'paragraph', content });
  }
}

function nestedIn(child: Element): Block[] {
  const holder = child.ownerDocument.createElement('div');
  holder.append(child.cloneNode(true));
  return blocksOf(holder);
}

/** One run of text of whatever stands inside: paragraphs become lines. */
function flat(element: Element): Inline[] {
  const runs = blocksOf(unheaded(element)).map(runOf).filter((run) => run.length > 0);
  return runs.flatMap((run, at) => (at === 0 ? run : [{ type: 'break' } as Inline, ...run]));
}

function runOf(block: Block): Inline[] {
  if (block.type === 'paragraph' || block.type === 'heading') return block.content;
  if (block.type === 'quote') return block.blocks.flatMap(runOf);
  if (block.type === 'list') return block.items.flatMap((item, at) => [...(at > 0 ? [{ type: 'break' } as Inline] : []), ...item.flatMap(runOf)]);
  return block.type === 'code' ? [{ type: 'text', text: block.text.replace(/\s+/g, ' ') }] : [];
}

/** The inside of an element under a name that means nothing. */
function unheaded(element: Element): Element {
  const holder = element.ownerDocument.createElement('div');
  for (const node of element.childNodes) holder.append(node.cloneNode(true));
  return holder;
}

/** Headings are bold by themselves. */
function plainWeight(inline: Inline): Inline {
  if (inline.type === 'break' || !inline.marks) return inline;
  const marks = inline.marks.filter((mark) => mark !== 'strong');
  return marks.length > 0 ? { ...inline, marks } : { type: 'text', text: inline.text };
}
