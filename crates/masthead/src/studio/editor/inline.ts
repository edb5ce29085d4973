// Running text as it is gathered: blanks folded as a browser shows them, equal neighbours joined.
import type { Inline, Mark } from './document';

/** Adds text under `marks`; blanks of HTML fold into one. */
export function pushText(run: Inline[], raw: string, marks: Mark[]): void {
  const text = raw.replace(/[ \t\n\r\f]+/g, ' ').replace(/[\u200b\ufeff]/g, '').replace(/\u00a0/g, ' ');
  const last = run[run.length - 1];
  const open = !last || last.type === 'break' || last.text.endsWith(' ');
  const added = open ? text.replace(/^ +/, '') : text;
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
    if (inline.type === 'text' && (!before || before.type === 'break')) inline.text = inline.text.replace(/^ +/, '');
    if (inline.type === 'text' && (!next || next.type === 'break')) inline.text = inline.text.replace(/ +$/, '');
  });
  const full = out.filter((inline) => inline.type === 'break' || inline.text !== '');
  while (full[0]?.type === 'break') full.shift();
  while (full[full.length - 1]?.type === 'break') full.pop();
  return full.some((inline) => inline.type === 'text' && inline.text.trim()) ? full : [];
}
