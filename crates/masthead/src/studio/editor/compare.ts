// Two versions of a text, block by block. Pure.
import type { Block } from './document';

/** A block that both have, or that one of them has alone. */
export interface Line { side: 'both' | 'mine' | 'theirs'; block: Block }

// Above this a table of all pairs costs more than the answer is worth: what differs in the middle is shown whole.
const MOST_PAIRS = 4_000_000;

/** The longest common sequence of blocks, with what each side has besides, in reading order. */
export function compare(mine: Block[], theirs: Block[]): Line[] {
  const [a, b] = [mine.map(keyOf), theirs.map(keyOf)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const both = (block: Block): Line => ({ side: 'both', block });
  const middle = between(mine.slice(head, mine.length - tail), theirs.slice(head, theirs.length - tail));
  return [...mine.slice(0, head).map(both), ...middle, ...mine.slice(mine.length - tail).map(both)];
}

function between(mine: Block[], theirs: Block[]): Line[] {
  const [a, b] = [mine.map(keyOf), theirs.map(keyOf)];
  if (a.length * b.length > MOST_PAIRS) return [...mine.map(only('mine')), ...theirs.map(only('theirs'))];
  const longest = a.map(() => new Uint32Array(b.length + 1)).concat(new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) longest[i][j] = a[i] === b[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
  }
  const out: Line[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push({ side: 'both', block: mine[i] });
      [i, j] = [i + 1, j + 1];
    } else if (j >= b.length || (i < a.length && longest[i + 1][j] >= longest[i][j + 1])) out.push(only('mine')(mine[i++]));
    else out.push(only('theirs')(theirs[j++]));
  }
  return out;
}

const only = (side: 'mine' | 'theirs') => (block: Block): Line => ({ side, block });

/** The same block whatever the order of its keys: the server writes them in its own. */
export function keyOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  if (!value || typeof value !== 'object') return JSON.stringify(value) ?? '';
  const parts = Object.entries(value).filter(([, part]) => part !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${parts.map(([name, part]) => `${JSON.stringify(name)}:${keyOf(part)}`).join()}}`;
}

/** One side's whole text. */
export const sideOf = (lines: Line[], side: 'mine' | 'theirs'): Block[] => lines.filter((line) => line.side === side || line.side === 'both').map((line) => line.block);

/** The line at `at` now stands in both. */
export const shared = (lines: Line[], at: number): Line[] => lines.map((line, index) => (index === at ? { ...line, side: 'both' } : line));
