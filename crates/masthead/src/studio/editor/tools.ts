// The buttons above the text: what each is called, whether it is on, and what it does.
import type { Editor } from '@tiptap/core';
import { redo, redoDepth, undo, undoDepth } from '@tiptap/pm/history';
import { isInTable } from '@tiptap/pm/tables';
import { typedHref } from './href';
import type { Asking } from './asking';
import { insertBlocks } from './place';
import { hasHead, insertTable, tableActs, toggleHead } from './tables';
import { say } from './words';

export interface Tool {
  word: string;
  icon?: string;
  keys?: string;
  act(editor: Editor): void;
  /** On or off: a button that is pressed. Without it, one that only does something. */
  on?(editor: Editor): boolean;
  off?(editor: Editor): boolean;
}

const mark = (word: string, name: string, keys: string): Tool => ({
  word,
  icon: name,
  keys,
  act: (editor) => editor.chain().toggleMark(name).run(),
  on: (editor) => editor.isActive(name),
  off: (editor) => editor.isActive('codeBlock'),
});

const heading = (word: string, level: number): Tool => ({
  word,
  icon: `h${level}`,
  keys: `Ctrl+Alt+${level}`,
  act: (editor) => editor.chain().toggleNode('heading', 'paragraph', { level }).run(),
  on: (editor) => editor.isActive('heading', { level }),
});

const list = (word: string, name: string, keys: string): Tool => ({
  word,
  icon: name,
  keys,
  act: (editor) => editor.chain().toggleList(name, 'item').run(),
  on: (editor) => editor.isActive(name),
});

interface Step { run: typeof undo; depth: typeof undoDepth }
const step = (word: string, icon: string, { run, depth }: Step, keys: string): Tool => ({
  word,
  icon,
  keys,
  act: (editor) => void run(editor.state, editor.view.dispatch),
  off: (editor) => depth(editor.state) === 0,
});

/** The groups of the first row, in order. */
export const tools = (asking: Asking, picture: () => void, film: () => void): Tool[][] => [
  [heading('editor-heading-2', 2), heading('editor-heading-3', 3), heading('editor-heading-4', 4)],
  [mark('editor-strong', 'strong', 'Ctrl+B'), mark('editor-emphasis', 'emphasis', 'Ctrl+I'), mark('editor-strike', 'strike', 'Ctrl+Shift+X'), mark('editor-code', 'code', 'Ctrl+E')],
  [{ word: 'editor-link', icon: 'link', keys: 'Ctrl+K', act: (editor) => askLink(editor, asking), on: (editor) => editor.isActive('link'), off: (editor) => editor.isActive('codeBlock') }],
  [
    list('editor-bullets', 'bullets', 'Ctrl+Shift+8'),
    list('editor-numbers', 'numbers', 'Ctrl+Shift+7'),
    { word: 'editor-quote', icon: 'quote', keys: 'Ctrl+Shift+9', act: (editor) => editor.chain().toggleWrap('quote').run(), on: (editor) => editor.isActive('quote') },
  ],
  [
    { word: 'editor-picture', icon: 'picture', act: picture },
    { word: 'editor-film', icon: 'film', act: film },
    { word: 'editor-table', icon: 'table', act: (editor) => insertTable(editor), off: (editor) => isInTable(editor.state) },
    { word: 'editor-code-block', icon: 'codeBlock', keys: 'Ctrl+Alt+C', act: (editor) => editor.chain().toggleNode('codeBlock', 'paragraph').run(), on: (editor) => editor.isActive('codeBlock') },
    { word: 'editor-divider', icon: 'divider', act: (editor) => insertBlocks(editor, [{ type: 'divider' }]) },
  ],
  [step('editor-undo', 'undo', { run: undo, depth: undoDepth }, 'Ctrl+Z'), step('editor-redo', 'redo', { run: redo, depth: redoDepth }, 'Ctrl+Y')],
];

/** Shown while the cursor is in a table. */
export const TABLE_TOOLS: Tool[] = [
  { word: 'editor-row-add', act: tableActs.addRow },
  { word: 'editor-column-add', act: tableActs.addColumn },
  { word: 'editor-row-remove', act: tableActs.removeRow },
  { word: 'editor-column-remove', act: tableActs.removeColumn },
  { word: 'editor-table-head', act: toggleHead, on: hasHead },
  { word: 'editor-table-remove', act: tableActs.removeTable },
];

/** Asks where the chosen words, or new ones, lead. An empty address takes the link away. */
export function askLink(editor: Editor, asking: Asking): void {
  if (!editor.isEditable || editor.isActive('codeBlock')) return;
  asking.open({
    label: say('editor-link-to'),
    value: editor.getAttributes('link').href ?? '',
    go: say('editor-link-set'),
    taken: (typed) => {
      const chain = editor.chain().extendMarkRange('link');
      if (!typed.trim()) return void chain.unsetMark('link').run();
      const href = typedHref(typed);
      if (!href) return say('editor-link-wrong');
      if (editor.state.selection.empty && !editor.isActive('link')) editor.commands.insertContent({ type: 'text', text: typed.trim(), marks: [{ type: 'link', attrs: { href } }] });
      else chain.setMark('link', { href }).run();
    },
    others: editor.isActive('link') ? [[say('editor-link-remove'), () => editor.chain().extendMarkRange('link').unsetMark('link').run()]] : [],
  });
}
