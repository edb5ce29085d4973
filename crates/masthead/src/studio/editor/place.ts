// Where a new block goes: behind the one with the cursor, never instead of something.
import type { Editor, JSONContent } from '@tiptap/core';
import { Selection } from '@tiptap/pm/state';

/** Inserts whole blocks behind the outermost block of the cursor, in its place where it is an empty line. */
export function insertBlocks(editor: Editor, blocks: JSONContent[], into: 'first' | 'behind' = 'behind'): void {
  const { state, view } = editor;
  const { $from, to } = state.selection;
  const outer = $from.depth > 0 ? $from.node(1) : undefined;
  const empty = outer?.type.name === 'paragraph' && outer.content.size === 0;
  const end = outer ? $from.after(1) : to;
  const start = empty ? $from.before(1) : end;
  const nodes = blocks.map((block) => state.schema.nodeFromJSON(block));
  const tr = state.tr.replaceWith(start, end, nodes);
  const behind = start + nodes.reduce((size, node) => size + node.nodeSize, 0);
  // A line to go on with, so that the next key does not fall upon the new block.
  if (behind === tr.doc.content.size) tr.insert(behind, state.schema.nodes.paragraph.create());
  tr.setSelection(Selection.near(tr.doc.resolve(into === 'first' ? start + 1 : behind), 1));
  view.dispatch(tr.scrollIntoView());
  view.focus();
}
