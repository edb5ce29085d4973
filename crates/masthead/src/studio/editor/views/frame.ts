// What stands over each block that is no text: move up, move down, remove.
import type { NodeViewRendererProps } from '@tiptap/core';
import { NodeSelection } from '@tiptap/pm/state';
import { button, el } from '../dom';
import { icon } from '../icons';
import { moveBlock } from '../move';
import { say } from '../words';

/** The row of buttons; `name` says in words which block they belong to. */
export function frameButtons({ editor, getPos }: NodeViewRendererProps, name: string, more: HTMLElement[] = []): HTMLElement {
  const act = (key: string, sign: string, run: () => void) => {
    const made = button('', run, { 'aria-label': say(key, { name }), title: say(key, { name }) });
    made.append(icon(sign));
    return made;
  };
  const row = el('div', { class: 'frame-buttons' });
  const move = (by: 1 | -1, at: number) => {
    select();
    moveBlock(editor, by);
    // The block is drawn anew at its new place; the finger stays on the same button.
    const moved = editor.view.nodeDOM(editor.state.selection.from);
    if (moved instanceof HTMLElement) moved.querySelectorAll<HTMLElement>('.frame-buttons button')[at]?.focus();
  };
  const select = () => {
    const at = getPos();
    if (at !== undefined) editor.view.dispatch(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, at)));
  };
  const remove = () => {
    select();
    editor.chain().deleteSelection().focus().run();
  };
  row.append(
    ...more,
    act('editor-move-up', 'up', () => move(-1, more.length)),
    act('editor-move-down', 'down', () => move(1, more.length + 1)),
    act('editor-remove', 'remove', remove),
  );
  return row;
}
