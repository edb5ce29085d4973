// Order of blocks by keys and buttons.
import { Extension, type Editor } from '@tiptap/core';
import { NodeSelection, TextSelection } from '@tiptap/pm/state';

/** Moves the outermost block that holds the selection past its neighbour. */
export function moveBlock(editor: Editor, by: 1 | -1): boolean {
  const { state, view } = editor;
  const { $from, from } = state.selection;
  const at = $from.index(0);
  const other = at + by;
  if (!editor.isEditable || at >= state.doc.childCount || other < 0 || other >= state.doc.childCount) return false;
  const start = $from.posAtIndex(at, 0);
  const [block, neighbour] = [state.doc.child(at), state.doc.child(other)];
  const first = by === 1 ? start : start - neighbour.nodeSize;
  const order = by === 1 ? [neighbour, block] : [block, neighbour];
  const tr = state.tr.replaceWith(first, first + block.nodeSize + neighbour.nodeSize, order);
  const inside = from + by * neighbour.nodeSize;
  const whole = state.selection instanceof NodeSelection;
  tr.setSelection(whole ? NodeSelection.create(tr.doc, inside) : TextSelection.near(tr.doc.resolve(inside)));
  view.dispatch(tr.scrollIntoView());
  return true;
}

export const Move = Extension.create({
  name: 'move',
  addKeyboardShortcuts() {
    return {
      'Alt-Shift-ArrowUp': () => moveBlock(this.editor, -1),
      'Alt-Shift-ArrowDown': () => moveBlock(this.editor, 1),
    };
  },
});
