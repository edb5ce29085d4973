// Foreign HTML into blocks. It is parsed into a document that runs nothing and loads nothing.
import type { Block } from '../document';
import { blocksOf } from './blocks';
import { isWechat, mendWechat } from './wechat';
import { isWord, mendWord } from './word';

export function clean(html: string, parser: Pick<DOMParser, 'parseFromString'> = new DOMParser()): Block[] {
  const page = parser.parseFromString(wrapped(quiet(fragment(html))), 'text/html');
  if (isWord(html)) mendWord(page.body);
  if (isWechat(html)) mendWechat(page.body);
  return blocksOf(page.body);
}

/**
 * Styles are read, never applied: under their own name a browser would report each of them against the page's policy.
 * Nothing rests on this for safety; a document that is only parsed runs nothing.
 */
const quiet = (html: string): string =>
  html
    .replace(/<style[\s>][\s\S]*?<\/style>/gi, '')
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, ' data-style=').replace(/\son[a-z]+\s*=/gi, ' data-off='));

/** What was chosen on the page, where the browser marks it. */
function fragment(html: string): string {
  const chosen = /<!--\s*StartFragment\s*-->([\s\S]*?)<!--\s*EndFragment\s*-->/i.exec(html)?.[1];
  return chosen ?? html;
}

const wrapped = (html: string): string => (/<body[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`);
