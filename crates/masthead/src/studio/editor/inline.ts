// Running text as it is gathered: blanks folded as a browser shows them, equal neighbours joined.
import type { Inline, Mark } from './document';

/** Adds text under `marks`; blanks of HTML fold into one, which is a line feed until `trimmed` where it holds the end of a line. */
export function pushText(run: Inline[], raw: string, marks: Mark[]): void {
  const text = raw.replace(/[\u200b\ufeff]/g, '').replace(/\u00a0/g, ' ').replace(/[ \t\n\r\f]+/g, (blank) => (/[\n\r]/.test(blank) ? '\n' : ' '));
  const last = run[run.length - 1];
  const open = !last || last.type === 'break' || /[ \n]$/.test(last.text);
  const added = open ? text.replace(/^[ \n]/, '') : text;
  if (open && last?.type === 'text' && text.startsWith('\n')) last.text = last.text.replace(/ $/, '\n');
  if (!added) return;
  const kept = added.trim() ? marks : [];
  if (last?.type === 'text' && JSON.stringify(last.marks ?? []) === JSON.stringify(kept)) last.text += added;
  else run.push(kept.length > 0 ? { type: 'text', text: added, marks: kept } : { type: 'text', text: added });
}

/** Without blanks at the ends of lines, and without breaks at the ends of the whole. */
export function trimmed(run: Inline[]): Inline[] {
  const out = run.map((inline) => ({ ...inline }));
  out.forEach((inline, at) => {
    const [before, next] = [out[at - 1], out[at + 1]];
    if (inline.type === 'text' && (!before || before.type === 'break')) inline.text = inline.text.replace(/^[ \n]+/, '');
    if (inline.type === 'text' && (!next || next.type === 'break')) inline.text = inline.text.replace(/[ \n]+$/, '');
  });
  joinLines(out);
  const full = out.filter((inline) => inline.type === 'break' || inline.text !== '');
  while (full[0]?.type === 'break') full.shift();
  while (full[full.length - 1]?.type === 'break') full.pop();
  return full.some((inline) => inline.type === 'text' && inline.text.trim()) ? full : [];
}

// As masthead-document's `script.rs`: Korean parts its words, and quotation marks are those of English too.
const SURE = /[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60\u{20000}-\u{3ffff}]/u;
const SHARED = /[“”‘’…—]/;

const takeNoBlank = (before: string, after: string): boolean =>
  (SURE.test(before) && (SURE.test(after) || SHARED.test(after))) || (SHARED.test(before) && SURE.test(after));

/** Between two Chinese lines the end of a line is nothing, elsewhere a blank. */
function joinLines(run: Inline[]): void {
  const all = run.map((inline) => (inline.type === 'text' ? inline.text : '\v')).join('');
  let from = 0;
  for (const inline of run) {
    if (inline.type !== 'text') {
      from += 1;
      continue;
    }
    const start = from;
    from += inline.text.length;
    inline.text = inline.text.replace(/\n/g, (_, at: number) => {
      const before = [...all.slice(Math.max(0, start + at - 2), start + at)].pop() ?? '';
      const after = String.fromCodePoint(all.codePointAt(start + at + 1) ?? 0);
      return takeNoBlank(before, after) ? '' : ' ';
    });
  }
}
