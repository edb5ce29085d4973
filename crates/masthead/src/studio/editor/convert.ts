// Between the editor's JSON and our document. Pure; what one says, the other says back.
import type { JSONContent } from '@tiptap/core';
import { trimmed } from './inline';
import type { Block, Cell, Document, Inline, Mark, Opaque, Picture } from './document';

const MARKS = ['strong', 'emphasis', 'strike', 'code', 'link'];

/** The document for the editor, which needs at least one block. */
export function toEditor(document: Document): JSONContent {
  return { type: 'doc', content: filled(document.blocks.map(nodeOf)) };
}

/** The editor's content as a document, without what is empty and without pictures that have not arrived. */
export function fromEditor(doc: JSONContent): Document {
  return { version: 1, blocks: blocksOf(doc.content) };
}

export function nodeOf(block: Block): JSONContent {
  switch (block.type) {
    case 'paragraph':
      return { type: 'paragraph', content: block.content.map(runOf) };
    case 'heading':
      return { type: 'heading', attrs: { level: block.level }, content: block.content.map(runOf) };
    case 'picture':
      return { type: 'picture', attrs: { ...block, type: undefined } };
    case 'quote':
      return { type: 'quote', attrs: { cite: block.cite }, content: filled(block.blocks.map(nodeOf)) };
    case 'list':
      return {
        type: block.ordered ? 'numbers' : 'bullets',
        attrs: block.ordered ? { start: block.start ?? 1 } : {},
        content: block.items.map((item) => ({ type: 'item', content: filled(item.map(nodeOf)) })),
      };
    case 'table':
      return tableNode(block);
    case 'code':
      return { type: 'codeBlock', attrs: { language: block.language ?? '' }, content: block.text ? [{ type: 'text', text: block.text }] : [] };
    case 'divider':
      return { type: 'divider' };
    default:
      return { type: 'opaque', attrs: { block } };
  }
}

function tableNode(table: Extract<Block, { type: 'table' }>): JSONContent {
  const row = (cells: Cell[], head: boolean): JSONContent => ({
    type: 'row',
    attrs: { head },
    content: cells.map((cell) => ({
      type: head || cell.header ? 'headerCell' : 'cell',
      content: [{ type: 'paragraph', content: cell.content.map(runOf) }],
    })),
  });
  const head = table.header?.length ? [row(table.header, true)] : [];
  return { type: 'table', attrs: { caption: table.caption ?? '' }, content: [...head, ...table.rows.map((cells) => row(cells, false))] };
}

function runOf(inline: Inline): JSONContent {
  if (inline.type === 'break') return { type: 'break' };
  const marks = inline.marks?.map((mark) => (typeof mark === 'string' ? { type: mark } : { type: 'link', attrs: mark.link }));
  return marks ? { type: 'text', text: inline.text, marks } : { type: 'text', text: inline.text };
}

function filled(nodes: JSONContent[]): JSONContent[] {
  return nodes.length > 0 ? nodes : [{ type: 'paragraph' }];
}

const blocksOf = (nodes: JSONContent[] = []): Block[] => nodes.flatMap(blockOf);

function blockOf(node: JSONContent): Block[] {
  const attrs = node.attrs ?? {};
  switch (node.type) {
    case 'paragraph':
    case 'heading': {
      const content = inlines(node.content);
      if (content.length === 0) return [];
      return [node.type === 'heading' ? { type: 'heading', level: attrs.level, content } : { type: 'paragraph', content }];
    }
    case 'picture':
      return [pictureOf(attrs)];
    case 'quote': {
      const blocks = blocksOf(node.content);
      return blocks.length > 0 ? [{ type: 'quote', blocks, cite: attrs.cite ?? '' }] : [];
    }
    case 'bullets':
    case 'numbers':
      return listOf(node);
    case 'table':
      return tableOf(node);
    case 'codeBlock':
      return codeOf(node);
    case 'opaque':
      return [attrs.block as Opaque];
    case 'divider':
      return [{ type: 'divider' }];
    default:
      return [];
  }
}

/** Empty words and false flags are left out, as the server writes them. */
function pictureOf(attrs: Record<string, unknown>): Picture {
  const kept = ['src', 'alt', 'decorative', 'caption', 'credit', 'width', 'height'].filter((name) => name === 'src' || attrs[name]);
  const picture = Object.fromEntries(kept.map((name) => [name, attrs[name]]));
  if (picture.alt) delete picture.decorative;
  return { type: 'picture', ...picture } as unknown as Picture;
}

function listOf(node: JSONContent): Block[] {
  const items = (node.content ?? []).map((item) => blocksOf(item.content)).filter((item) => item.length > 0);
  if (items.length === 0) return [];
  const start: number = node.attrs?.start ?? 1;
  const ordered = node.type === 'numbers';
  return [{ type: 'list', ordered, ...(ordered && start !== 1 ? { start } : {}), items }];
}

function tableOf(node: JSONContent): Block[] {
  const rows = node.content ?? [];
  const heads = rows[0]?.attrs?.head ? 1 : 0;
  const cells = (row: JSONContent, head: boolean): Cell[] =>
    (row.content ?? []).map((cell) => {
      const content = inlines(cell.content?.[0]?.content);
      return !head && cell.type === 'headerCell' && content.length > 0 ? { content, header: true } : { content };
    });
  const said = (row: Cell[]) => row.some((cell) => cell.content.length > 0);
  const header = rows.slice(0, heads).map((row) => cells(row, true)).filter(said)[0];
  const body = rows.slice(heads).map((row) => cells(row, false)).filter(said);
  if (!header && body.length === 0) return [];
  const caption: string = node.attrs?.caption ?? '';
  return [{ type: 'table', ...(header ? { header } : {}), rows: body, ...(caption ? { caption } : {}) }];
}

function codeOf(node: JSONContent): Block[] {
  const text = (node.content ?? []).map((part) => part.text ?? '').join('').replace(/\n+$/, '');
  const language: string = node.attrs?.language ?? '';
  return text.trim() ? [{ type: 'code', ...(language ? { language } : {}), text }] : [];
}

function inlines(nodes: JSONContent[] = []): Inline[] {
  const runs = nodes.map((node): Inline => (node.type === 'break' ? { type: 'break' } : textOf(node)));
  return trimmed(runs);
}

function textOf(node: JSONContent): Inline {
  const text = node.text ?? '';
  const marks = (node.marks ?? [])
    .slice()
    .sort((one, other) => MARKS.indexOf(one.type) - MARKS.indexOf(other.type))
    .map((mark): Mark => (mark.type === 'link' ? { link: { href: mark.attrs?.href } } : (mark.type as Mark)));
  return marks.length > 0 ? { type: 'text', text, marks } : { type: 'text', text };
}
