// Tables: the nodes, and what the keys do in them.
import { Extension, Node, type Editor } from '@tiptap/core';
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, goToNextCell, isInTable, selectedRect, tableEditing } from '@tiptap/pm/tables';
import { insertBlocks } from './place';
import { attribute } from './schema';
import { tableView } from './views/table';

const ROLES: Record<string, string> = { table: 'table', row: 'row', cell: 'cell', headerCell: 'header_cell' };
// Our cells span nothing; the table plugin wants to read it.
const spans = { colspan: { default: 1, rendered: false }, rowspan: { default: 1, rendered: false }, colwidth: { default: null, rendered: false } };

const Table = Node.create({
  name: 'table',
  group: 'block',
  content: 'row+',
  isolating: true,
  addAttributes: () => attribute('caption', ''),
  parseHTML: () => [{ tag: 'table' }],
  renderHTML: ({ HTMLAttributes }) => ['table', HTMLAttributes, ['tbody', 0]],
  extendNodeSchema: (extension) => (ROLES[extension.name] ? { tableRole: ROLES[extension.name] } : {}),
  addNodeView: () => tableView,
});

const Row = Node.create({
  name: 'row',
  content: '(cell | headerCell)+',
  addAttributes: () => attribute('head', false),
  parseHTML: () => [{ tag: 'tr' }],
  renderHTML: ({ HTMLAttributes }) => ['tr', HTMLAttributes, 0],
});

const Cell = Node.create({
  name: 'cell',
  content: 'paragraph',
  isolating: true,
  addAttributes: () => spans,
  parseHTML: () => [{ tag: 'td' }],
  renderHTML: () => ['td', 0],
});

const HeaderCell = Node.create({
  name: 'headerCell',
  content: 'paragraph',
  isolating: true,
  addAttributes: () => spans,
  parseHTML: () => [{ tag: 'th' }],
  renderHTML: () => ['th', 0],
});

const Keys = Extension.create({
  name: 'tableKeys',
  priority: 900,
  addProseMirrorPlugins: () => [tableEditing()],
  addKeyboardShortcuts() {
    return {
      Tab: ({ editor }) => step(editor, 1),
      'Shift-Tab': ({ editor }) => step(editor, -1),
      // A cell is one paragraph: a new line in it is a break.
      Enter: ({ editor }) => isInTable(editor.state) && editor.commands.insertContent({ type: 'break' }),
    };
  },
});

export const TABLE = [Table, Row, Cell, HeaderCell, Keys];

/** To the next cell, and from the last one into a new row. */
function step(editor: Editor, by: 1 | -1): boolean {
  const { state, view } = editor;
  if (!isInTable(state)) return false;
  if (goToNextCell(by)(state, view.dispatch)) return true;
  return by === 1 && addRowAfter(state, view.dispatch) && goToNextCell(1)(view.state, view.dispatch);
}

/** A table of `rows` × `columns` with a head, where the cursor is. */
export function insertTable(editor: Editor, rows = 3, columns = 3): void {
  const row = (type: string, head: boolean) => ({
    type: 'row',
    attrs: { head },
    content: Array.from({ length: columns }, () => ({ type, content: [{ type: 'paragraph' }] })),
  });
  const content = [row('headerCell', true), ...Array.from({ length: rows - 1 }, () => row('cell', false))];
  insertBlocks(editor, [{ type: 'table', content }], 'first');
}

/** Makes the first row the table's head, or a row like the others. */
export function toggleHead(editor: Editor): void {
  const { state, view } = editor;
  if (!isInTable(state)) return;
  const { table, tableStart } = selectedRect(state);
  const row = table.child(0);
  const head = !row.attrs.head;
  const type = state.schema.nodes[head ? 'headerCell' : 'cell'];
  const tr = state.tr.setNodeMarkup(tableStart, undefined, { head });
  row.forEach((_, offset) => tr.setNodeMarkup(tableStart + 1 + offset, type));
  view.dispatch(tr);
}

export const hasHead = (editor: Editor): boolean => isInTable(editor.state) && selectedRect(editor.state).table.child(0).attrs.head;

export const tableActs = {
  addRow: (editor: Editor) => addRowAfter(editor.state, editor.view.dispatch),
  addColumn: (editor: Editor) => addColumnAfter(editor.state, editor.view.dispatch),
  removeRow: (editor: Editor) => deleteRow(editor.state, editor.view.dispatch),
  removeColumn: (editor: Editor) => deleteColumn(editor.state, editor.view.dispatch),
  removeTable: (editor: Editor) => deleteTable(editor.state, editor.view.dispatch),
};
