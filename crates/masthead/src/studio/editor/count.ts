// How long a text is to a reader: the same rules as masthead-document's count.rs.
import type { Block, Cell, Document, Inline } from './document';

// English words and Chinese characters a minute.
const WORDS_A_MINUTE = 238;
const CHARACTERS_A_MINUTE = 400;
const IDEOGRAPH = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
const LETTER = /[\p{Alphabetic}\p{N}]/u;

/** CJK characters and words of other scripts together, and whole minutes of reading. */
export function measure(document: Document): { words: number; minutes: number } {
  const { characters, words } = count(document.blocks.map(textOf).filter(Boolean).join('\n\n'));
  const parts = characters * WORDS_A_MINUTE + words * CHARACTERS_A_MINUTE;
  return { words: characters + words, minutes: Math.ceil(parts / (WORDS_A_MINUTE * CHARACTERS_A_MINUTE)) };
}

function count(text: string): { characters: number; words: number } {
  let characters = 0;
  let words = 0;
  let inWord = false;
  for (const c of text) {
    if (IDEOGRAPH.test(c)) {
      characters += 1;
      inWord = false;
    } else if (LETTER.test(c)) {
      words += inWord ? 0 : 1;
      inWord = true;
    } else if (!"'’-.,".includes(c)) {
      inWord = false;
    }
  }
  return { characters, words };
}

const lines = (...parts: unknown[]): string => parts.filter(Boolean).join('\n');
const runs = (content: Inline[]): string => content.map((inline) => (inline.type === 'break' ? '\n' : inline.text)).join('');

function textOf(block: Block): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return runs(block.content);
    case 'picture':
      return lines(block.alt, block.caption, block.credit);
    case 'quote':
      return lines(block.blocks.map(textOf).filter(Boolean).join('\n\n'), block.cite);
    case 'list':
      return block.items.map((item, at) => `${block.ordered ? `${(block.start ?? 1) + at}. ` : '• '}${item.map(textOf).join('\n\n')}`).join('\n');
    case 'table': {
      const row = (cells: Cell[]) => cells.map((cell) => runs(cell.content)).join('\t');
      return lines(block.caption, ...(block.header ? [block.header] : []).concat(block.rows).map(row));
    }
    case 'code':
      return block.text;
    case 'embed':
      return lines(block.title, block.url);
    case 'divider':
      return '';
    default:
      return lines(block.title, block.caption);
  }
}
