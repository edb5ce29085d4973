// Two versions of one draft, both readable, each to be kept; parts go from one into the other.
import type { Schema } from '@tiptap/pm/model';
import { DOMSerializer } from '@tiptap/pm/model';
import { compare, keyOf, shared, sideOf, type Line } from './compare';
import { nodeOf } from './convert';
import type { Block, Fields } from './document';
import { filled } from './same';
import { button, el, newId } from './dom';
import { icon } from './icons';
import type { Snapshot } from './server';
import { say } from './words';

type Side = 'mine' | 'theirs';

export interface Versions {
  mine: Snapshot;
  theirs: Snapshot;
  /** Who wrote the other version, and when, in words. */
  by: string;
  /** None for what no reader of the form sees: it goes with the side that is chosen. */
  labelOf(name: string): string | undefined;
  shownValue(name: string, value: string | string[] | undefined): string;
}

/** Puts both versions before `place` and waits for the choice: the side, with what was copied into it. */
export function choose(place: Element, schema: Schema, versions: Versions): Promise<{ side: Side; chosen: Snapshot }> {
  return new Promise((done) => {
    const view = new Comparison(schema, versions, (side, chosen) => {
      view.dom.remove();
      done({ side, chosen });
    });
    place.before(view.dom);
    view.dom.scrollIntoView({ block: 'start' });
    view.heading.focus();
  });
}

class Comparison {
  heading = el('h2', { id: newId('conflict'), tabindex: '-1' }, say('editor-conflict'));
  dom = el('section', { class: 'conflict', 'aria-labelledby': this.heading.id });
  private columns: Record<Side, HTMLElement> = { mine: el('div'), theirs: el('div') };
  private lines: Line[];
  private fields: Record<Side, Fields>;
  private status = el('p', { class: 'hush', role: 'status' });

  constructor(private schema: Schema, private versions: Versions, private done: (side: Side, chosen: Snapshot) => void) {
    const { mine, theirs, by } = versions;
    this.lines = compare(mine.document.blocks, theirs.document.blocks);
    this.fields = { mine: { ...mine.fields }, theirs: { ...theirs.fields } };
    const columns = el('div', { class: 'versions' }, this.column('mine', say('editor-mine')), this.column('theirs', say('editor-theirs', { by })));
    this.dom.append(this.heading, el('p', {}, say('editor-conflict-why', { by })), this.status, columns);
    this.draw();
  }

  private column(side: Side, title: string): HTMLElement {
    const id = newId('version');
    const keep = button(say(side === 'mine' ? 'editor-keep-mine' : 'editor-take-theirs'), () => this.choose(side), { class: 'main' });
    return el('section', { class: `version version-${side}`, 'aria-labelledby': id }, el('header', {}, el('h3', { id }, title), keep), this.columns[side]);
  }

  private choose(side: Side): void {
    this.done(side, { document: { version: 1, blocks: sideOf(this.lines, side) }, fields: this.fields[side] });
  }

  private draw(): void {
    for (const side of ['mine', 'theirs'] as const) {
      const body = el('div', { class: 'body' }, ...this.lines.flatMap((line, at) => this.block(line, at, side)));
      this.columns[side].replaceChildren(this.fieldList(side), body);
    }
  }

  private block(line: Line, at: number, side: Side): Node[] {
    if (line.side !== 'both' && line.side !== side) return [];
    const shown = this.render(line.block);
    if (line.side === 'both') return [shown];
    return [el('div', { class: 'differs' }, el('p', { class: 'differs-note' }, say('editor-only-here'), this.copier(side, () => (this.lines = shared(this.lines, at)))), shown)];
  }

  private render(block: Block): Node {
    return DOMSerializer.fromSchema(this.schema).serializeNode(this.schema.nodeFromJSON(nodeOf(block)));
  }

  /** The fields that differ, with what each side says. */
  private fieldList(side: Side): HTMLElement {
    const names = [...new Set([...Object.keys(this.versions.mine.fields), ...Object.keys(this.versions.theirs.fields)])];
    const [mine, theirs] = [filled(this.fields.mine), filled(this.fields.theirs)];
    const differing = names.filter((name) => this.versions.labelOf(name) && keyOf(mine[name]) !== keyOf(theirs[name]));
    const list = el('dl', { class: 'differs', hidden: differing.length === 0 });
    for (const name of differing) {
      const copy = this.copier(side, () => this.copyField(name, side));
      list.append(el('dt', {}, this.versions.labelOf(name) ?? '', copy), el('dd', {}, this.versions.shownValue(name, this.fields[side][name])));
    }
    return list;
  }

  private copyField(name: string, from: Side): void {
    const to = from === 'mine' ? 'theirs' : 'mine';
    const value = this.fields[from][name];
    if (value === undefined) delete this.fields[to][name];
    else this.fields[to][name] = value;
  }

  private copier(side: Side, act: () => void): HTMLElement {
    const words = say(side === 'mine' ? 'editor-copy-to-theirs' : 'editor-copy-to-mine');
    const copy = button(words, () => {
      act();
      this.draw();
      this.status.textContent = say('editor-copied');
      // The button is gone with its difference: on to the next one, or to the choice.
      const next = this.columns[side].querySelector<HTMLElement>('button') ?? this.columns[side].parentElement?.querySelector<HTMLElement>('.main');
      next?.focus();
    });
    copy.prepend(icon('copy'));
    return copy;
  }
}
