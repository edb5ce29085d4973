// Tables of other pages: every cell one run of text, spans filled up with empty cells.
import type { Block, Cell, Inline } from '../document';

// A page may claim any span; more columns than this nobody reads.
const WIDEST = 50;

export function tableOf(table: Element, runOf: (cell: Element) => Inline[]): Block[] {
  const rows = [...table.querySelectorAll('tr')].filter((row) => row.closest('table') === table);
  const cells = rows.map((row) => ({ head: row.parentElement?.localName === 'thead', cells: cellsOf(row, runOf) }));
  const full = cells.filter((row) => row.cells.some((cell) => cell.content.length > 0));
  if (full.length === 0) return [];
  const width = Math.max(...full.map((row) => row.cells.length));
  // One column is no table: people lay pages out with them.
  if (width === 1) return full.map((row): Block => ({ type: 'paragraph', content: row.cells[0].content }));
  for (const row of full) while (row.cells.length < width) row.cells.push({ content: [] });
  const headed = full[0].head || full[0].cells.every((cell) => cell.header);
  const header = headed ? full.shift()?.cells.map((cell) => ({ content: cell.content })) : undefined;
  const caption = (table.querySelector('caption')?.textContent ?? '').replace(/\s+/g, ' ').trim();
  return [{ type: 'table', ...(header ? { header } : {}), rows: full.map((row) => row.cells), ...(caption ? { caption } : {}) }];
}

function cellsOf(row: Element, runOf: (cell: Element) => Inline[]): Cell[] {
  const out: Cell[] = [];
  for (const cell of row.children) {
    if (!/^t[dh]$/.test(cell.localName)) continue;
    const content = runOf(cell);
    out.push(cell.localName === 'th' && content.length > 0 ? { content, header: true } : { content });
    const span = Math.min(Number(cell.getAttribute('colspan')) || 1, WIDEST);
    for (let more = 1; more < span; more += 1) out.push({ content: [] });
  }
  return out.slice(0, WIDEST);
}
