// The toolbar: one stop of the Tab key, arrows within, Alt+F10 to come and Escape to go back.
import type { Editor } from '@tiptap/core';
import { isInTable } from '@tiptap/pm/tables';
import { button, el } from './dom';
import { icon } from './icons';
import type { Tool } from './tools';
import { TABLE_TOOLS } from './tools';
import { say } from './words';

export class Toolbar {
  dom = el('div', { class: 'toolbar', role: 'toolbar', 'aria-label': say('editor-toolbar') });
  private shown: { tool: Tool; made: HTMLButtonElement }[] = [];
  private table = el('div', { class: 'tool-group tool-table', role: 'group', 'aria-label': say('editor-table'), hidden: true });

  constructor(private editor: Editor, groups: Tool[][]) {
    for (const group of groups) this.dom.append(el('div', { class: 'tool-group' }, ...group.map((tool) => this.button(tool))));
    this.table.append(...TABLE_TOOLS.map((tool) => this.button(tool)));
    this.dom.append(this.table);
    this.dom.addEventListener('keydown', (event) => this.key(event));
    this.dom.addEventListener('focusin', (event) => this.stop(event.target as HTMLElement));
    // A press does not take the cursor out of the text: on a phone the keyboard would go.
    this.dom.addEventListener('mousedown', (event) => event.preventDefault());
    editor.view.dom.addEventListener('keydown', (event) => {
      if (event.altKey && event.key === 'F10') {
        event.preventDefault();
        this.focus();
      }
    });
    editor.on('transaction', () => this.refresh());
    this.refresh();
    this.stop(this.shown[0].made);
  }

  focus(): void {
    (this.buttons().find((made) => made.tabIndex === 0) ?? this.buttons()[0])?.focus();
  }

  refresh(): void {
    this.table.hidden = !isInTable(this.editor.state);
    for (const { tool, made } of this.shown) {
      if (tool.on) made.setAttribute('aria-pressed', String(tool.on(this.editor)));
      // Not `disabled`: the focus would fall out of the toolbar.
      made.setAttribute('aria-disabled', String(!this.editor.isEditable || Boolean(tool.off?.(this.editor))));
    }
    if (!this.buttons().some((made) => made.tabIndex === 0)) this.stop(this.shown[0].made);
  }

  private button(tool: Tool): HTMLButtonElement {
    const words = say(tool.word);
    const act = () => {
      if (made.getAttribute('aria-disabled') === 'true') return;
      // At once, not with the next frame: what is typed meanwhile would go astray.
      this.editor.view.focus();
      tool.act(this.editor);
    };
    const made = button('', act, { class: 'tool', title: tool.keys ? `${words} (${tool.keys})` : words, 'aria-label': words, 'aria-keyshortcuts': tool.keys?.replace('Ctrl', 'Control'), tabindex: '-1' });
    made.append(tool.icon ? icon(tool.icon) : words);
    this.shown.push({ tool, made });
    return made;
  }

  /** Those that are seen, in their order. */
  private buttons(): HTMLButtonElement[] {
    return this.shown.map(({ made }) => made).filter((made) => !made.closest('[hidden]'));
  }

  private stop(at: HTMLElement): void {
    if (at instanceof HTMLButtonElement) for (const { made } of this.shown) made.tabIndex = made === at ? 0 : -1;
  }

  private key(event: KeyboardEvent): void {
    const buttons = this.buttons();
    const from = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === 'Escape') {
      event.preventDefault();
      this.editor.view.focus();
    }
    const to = { ArrowRight: from + 1, ArrowLeft: from - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (from < 0 || to === undefined) return;
    event.preventDefault();
    buttons[(to + buttons.length) % buttons.length].focus();
  }
}
