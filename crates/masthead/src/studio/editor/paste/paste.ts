// Paste and drop: files become pictures, foreign HTML becomes ours, and what came from here goes through as it is.
import { Extension, type Editor, type JSONContent } from '@tiptap/core';
import { Fragment, Slice, type Node } from '@tiptap/pm/model';
import { Plugin, Selection } from '@tiptap/pm/state';
import { isInTable } from '@tiptap/pm/tables';
import { nodeOf } from '../convert';
import { cleanHref } from '../href';
import type { Block } from '../document';
import { isFilm } from '../films';
import { isPicture, type Pictures } from '../pictures';
import { clean } from './clean';

export const paste = (pictures: () => Pictures) =>
  Extension.create({
    name: 'foreignPaste',
    addProseMirrorPlugins() {
      const { editor } = this;
      return [
        new Plugin({
          props: {
            // The editor's own reading is for what came from it.
            transformPastedHTML: (html) => (isOurs(html) ? html : ''),
            handlePaste: (_, event) => take(editor, pictures(), event.clipboardData),
            handleDrop(view, event, slice, moved) {
              if (moved) return false;
              const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
              if (at !== undefined && !ours(event.dataTransfer)) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at))));
              return take(editor, pictures(), event.dataTransfer);
            },
          },
        }),
      ];
    },
  });

const isOurs = (html: string): boolean => html.includes('data-pm-slice');
const ours = (data: DataTransfer | null): boolean => isOurs(data?.getData('text/html') ?? '');

/** `true` where it was taken; everything else is the editor's own way. */
function take(editor: Editor, pictures: Pictures, data: DataTransfer | null): boolean {
  if (!data || !editor.isEditable || editor.isActive('codeBlock')) return false;
  const html = data.getData('text/html');
  const files = [...data.files].filter((file) => isPicture(file) || isFilm(file));
  // Word and spreadsheets add a picture of the text to the text; a picture copied from a page brings its tag.
  const text = html.replace(/<!--[\s\S]*?-->|<(style|head)[\s\S]*?<\/\1>|<[^>]*>/g, '').trim();
  if (files.length > 0 && !text) {
    pictures.insert(pictures.fromFiles(files));
    return true;
  }
  if (!html) return pasteLink(editor, data.getData('text/plain'));
  if (ours(data)) return false;
  const blocks = clean(html);
  if (blocks.length > 0) insert(editor, blocks, pictures);
  else editor.view.pasteText(data.getData('text/plain'));
  return true;
}

/** An address pasted over words links them. */
function pasteLink(editor: Editor, text: string): boolean {
  const href = /^https?:\/\/\S+$/.test(text.trim()) ? cleanHref(text) : undefined;
  if (!href || editor.state.selection.empty) return false;
  return editor.chain().setMark('link', { href }).run();
}

function insert(editor: Editor, blocks: Block[], pictures: Pictures): void {
  const { state, view } = editor;
  const nodes = blocks.map((block) => state.schema.nodeFromJSON(withPlaces(nodeOf(block), pictures)));
  const slice = isInTable(state) ? inCell(nodes) : new Slice(Fragment.from(nodes), openAt(nodes[0]), openAt(nodes[nodes.length - 1]));
  view.dispatch(state.tr.replaceSelection(slice).scrollIntoView().setMeta('paste', true));
}

/** A paragraph at the edge flows into the text around it. */
const openAt = (node: Node): number => (node.type.name === 'paragraph' ? 1 : 0);

/** Into a cell goes text alone, its paragraphs as lines. */
function inCell(nodes: Node[]): Slice {
  const runs: Node[] = [];
  for (const node of nodes) {
    node.descendants((block) => (block.isTextblock ? line(block, runs) : true));
    if (node.isTextblock) line(node, runs);
  }
  return new Slice(Fragment.from(runs), 0, 0);
}

function line(block: Node, runs: Node[]): false {
  if (runs.length > 0) runs.push(block.type.schema.nodes.break.create());
  block.forEach((inline) => runs.push(inline));
  return false;
}

/** Foreign pictures are fetched by the server; those that came as data are sent as files. */
function withPlaces(node: JSONContent, pictures: Pictures): JSONContent {
  if (node.type !== 'picture') return node.content ? { ...node, content: node.content.map((child) => withPlaces(child, pictures)) } : node;
  const { src, alt, caption } = node.attrs as Record<string, string>;
  if (!src.startsWith('data:')) return pictures.fromLink(src, { alt, caption });
  const place = pictures.fromFiles([fileOf(src)])[0];
  return { ...place, attrs: { ...place.attrs, alt: alt ?? '', caption: caption ?? '' } };
}

function fileOf(data: string): File {
  const [, type, coded, body] = /^data:(image\/[\w.+-]+)[^,]*?(;base64)?,(.*)$/is.exec(data) ?? [];
  const bytes = type ? bytesOf(body, Boolean(coded)) : new Uint8Array();
  return new File([bytes], `picture.${(type ?? 'image/png').split('/')[1].replace(/\+.*/, '')}`, { type: type ?? 'image/png' });
}

function bytesOf(body: string, coded: boolean): Uint8Array<ArrayBuffer> {
  try {
    return coded ? Uint8Array.from(atob(body.replace(/\s/g, '')), (c) => c.charCodeAt(0)) : new TextEncoder().encode(decodeURIComponent(body));
  } catch {
    return new Uint8Array();
  }
}
