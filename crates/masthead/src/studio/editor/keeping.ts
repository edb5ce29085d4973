// Nothing is lost: each change goes into the browser's copy at once and to the server soon after.
import type { Editor, JSONContent } from '@tiptap/core';
import { Autosave, type State } from './autosave';
import { choose } from './conflict';
import { fromEditor, toEditor } from './convert';
import { button } from './dom';
import { labelOf, lockFields, readFields, shownValue, writeFields } from './fields';
import type { Copy, Local } from './local';
import type { Notices } from './notices';
import type { Page } from './page';
import { same } from './same';
import { Saying } from './saying';
import { save, saveLast, type Snapshot, type Theirs } from './server';
import { learnShown } from './shown';
import { clock, say } from './words';

export class Keeping {
  autosave: Autosave;
  /** A save was answered that somebody else writes now. */
  taken: (holder: string, since?: number) => void = () => undefined;
  private saying: Saying;
  private sent: Snapshot | undefined;
  private comparing = false;
  private toldLeftOut = false;

  constructor(private page: Page, private editor: Editor, private local: Local, private notices: Notices, private dom: HTMLElement) {
    this.saying = new Saying(page.state, page.seen, notices, page.form);
    this.autosave = new Autosave(
      {
        snapshot: () => this.snapshot(),
        send: (version, snapshot) => save(page.urls.save, { version, account: page.account, ...(this.sent = snapshot) }),
        say: (state) => this.entered(state),
        taken: (holder, since) => this.taken(holder, since),
        leftOut: (count) => this.leftOut(count),
        now: () => Date.now(),
        after: (ms, act) => {
          const timer = setTimeout(act, ms);
          return () => clearTimeout(timer);
        },
      },
      page.version,
    );
  }

  /** Before the first key: what the browser still has and the server does not. */
  async open(): Promise<void> {
    const server = this.snapshot();
    const copy = await this.local.get();
    if (copy) await this.restore(copy, server);
    else if (this.page.unsaved) this.local.put(this.copy());
    await this.offerKept();
  }

  /** Something was written, here or in a field. */
  changed(): void {
    this.local.put(this.copy());
    this.autosave.changed();
  }

  /** The page goes away. */
  leave(): void {
    const { kind } = this.autosave.state;
    if (!this.autosave.dirty) return;
    const free = !this.comparing && !['conflict', 'paused', 'login', 'closed'].includes(kind);
    if (free) saveLast(this.page.urls.save, { version: this.autosave.version, account: this.page.account, ...(this.sent = this.snapshot()) });
    this.local.putNow(this.copy());
  }

  /** Whether closing the page now would lose something. */
  get atRisk(): boolean {
    // A picture on its way is in no save yet: the browser's copy alone has it.
    return (this.autosave.dirty || this.pending) && !this.local.safe;
  }

  get pending(): boolean {
    let found = false;
    this.editor.state.doc.descendants((node) => void (found ||= node.type.name === 'pending'));
    return found;
  }

  snapshot(): Snapshot {
    return { document: fromEditor(this.editor.getJSON()), fields: readFields(this.page.form) };
  }

  lock(locked: boolean): void {
    this.editor.setEditable(!locked, false);
    lockFields(this.page.form, locked);
    // The toolbar and the blocks' own fields look at the editor when something happens to it.
    this.editor.view.dispatch(this.editor.state.tr.setMeta('locked', locked));
  }

  private copy(content: JSONContent = this.editor.getJSON()): Copy {
    return { content, fields: readFields(this.page.form), version: this.autosave.version, at: Date.now(), sent: this.sent };
  }

  /** Said once: what nobody sees stays in the text on this page, and is left out of every save. */
  private leftOut(count: number): void {
    if (this.toldLeftOut) return;
    this.toldLeftOut = true;
    const fine = button(say('editor-understood'), () => this.notices.hide('left-out'));
    this.notices.show('left-out', say('editor-left-out', { count }), [fine], false);
  }

  private entered(state: State): void {
    // After a conflict or a pause nothing may be called saved that is not.
    if (state.kind !== 'saved' || state.at || !this.autosave.dirty) this.saying.tell(state);
    if (state.kind === 'saved' && !this.autosave.dirty && !this.pending) void this.local.drop();
    if (state.kind === 'conflict') void this.conflict(state.theirs);
  }

  private async restore(copy: Copy, server: Snapshot): Promise<void> {
    const mine: Snapshot = { document: fromEditor(copy.content), fields: copy.fields };
    const waiting = JSON.stringify(copy.content).includes('"pending"');
    if (same(mine, server) && !waiting) return this.local.drop();
    const newest = copy.version >= this.page.version || (copy.sent !== undefined && same(copy.sent, server));
    if (!newest) {
      this.fill(copy.content, copy.fields);
      return this.conflict({ ...server, version: this.page.version, by: '', saved_at: 0 });
    }
    this.fill(copy.content, copy.fields);
    const back = button(say('editor-restored-undo'), () => void this.undoRestore(server));
    const fine = button(say('editor-understood'), () => this.notices.hide('restored'));
    this.notices.show('restored', say('editor-restored', { time: clock(copy.at) }), [fine, back]);
    this.changed();
  }

  /** What was restored is set aside, not thrown away. */
  private async undoRestore(server: Snapshot): Promise<void> {
    this.notices.hide('restored');
    await this.setAside();
    this.fill(toEditor(server.document), server.fields);
    this.changed();
  }

  private fill(content: JSONContent, fields: Snapshot['fields']): void {
    this.editor.commands.setContent(content);
    writeFields(this.page.form, fields);
  }

  private async conflict(theirs: Theirs): Promise<void> {
    if (this.comparing) return;
    const mine = this.snapshot();
    learnShown(theirs.shown ?? {});
    // An answer was lost on its way: what the server has is what we sent.
    if (same(mine, theirs)) return this.autosave.settle(theirs.version, true);
    if (this.sent && same(this.sent, theirs)) {
      this.autosave.settle(theirs.version, false);
      return this.autosave.changed();
    }
    this.comparing = true;
    this.lock(true);
    this.dom.hidden = true;
    const by = theirs.by || say('editor-somebody');
    const form = this.page.form;
    const { side, chosen } = await choose(this.dom, this.editor.schema, {
      mine,
      theirs,
      by,
      labelOf: (name) => labelOf(form, name),
      shownValue: (name, value) => shownValue(form, name, value),
    });
    if (side === 'theirs') await this.setAside();
    this.dom.hidden = false;
    this.comparing = false;
    this.lock(false);
    // Untouched, it keeps its pictures that are still on their way.
    if (!same(chosen, mine)) this.fill(toEditor(chosen.document), chosen.fields);
    this.sent = undefined;
    this.autosave.settle(theirs.version, same(chosen, theirs));
    this.changed();
    void this.autosave.flush();
    this.editor.commands.focus('start');
  }

  /** Keeps what stands here in the browser, to be brought back. */
  private async setAside(): Promise<void> {
    await this.local.keep(this.copy());
    await this.offerKept();
  }

  private async offerKept(): Promise<void> {
    const kept = await this.local.getKept();
    if (!kept) return;
    const back = button(say('editor-kept-back'), async () => {
      const now = this.copy();
      this.fill(kept.content, kept.fields);
      this.changed();
      await this.local.keep(now);
      await this.offerKept();
    });
    const forget = button(say('editor-kept-forget'), async () => {
      await this.local.keep(undefined);
      this.notices.hide('kept');
    });
    this.notices.show('kept', say('editor-kept', { time: clock(kept.at) }), [back, forget], false);
  }
}
