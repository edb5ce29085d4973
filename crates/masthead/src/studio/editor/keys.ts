// Undo, the place behind the last block, and the cursor between blocks.
import { Extension } from '@tiptap/core';
import { dropCursor } from '@tiptap/pm/dropcursor';
import { gapCursor } from '@tiptap/pm/gapcursor';
import { history, redo, undo } from '@tiptap/pm/history';
import { Plugin } from '@tiptap/pm/state';

/** There is always a line to write on behind a picture or a table. */
const lastLine = () =>
  new Plugin({
    appendTransaction(_, __, { doc, schema, tr }) {
      return doc.lastChild?.type.name === 'paragraph' ? null : tr.insert(doc.content.size, schema.nodes.paragraph.create()).setMeta('addToHistory', false);
    },
  });

export const Keys = Extension.create({
  name: 'keys',
  addProseMirrorPlugins: () => [history(), lastLine(), gapCursor(), dropCursor({ color: false, class: 'drop-line', width: 3 })],
  addKeyboardShortcuts() {
    const undoNow = () => undo(this.editor.state, this.editor.view.dispatch);
    const redoNow = () => redo(this.editor.state, this.editor.view.dispatch);
    return { 'Mod-z': undoNow, 'Mod-y': redoNow, 'Mod-Shift-z': redoNow };
  },
});
