// What is said of saving: one announcement for each state, however often it is entered.
import type { State } from './autosave';
import { el } from './dom';
import type { Notices } from './notices';
import { clock, say } from './words';

// A state that passes sooner is not worth a word: most saves do.
const PATIENCE_MS = 1_500;

export class Saying {
  private last = '';
  private timer = 0;

  constructor(private line: HTMLElement, private seen: HTMLElement, private notices: Notices, private form: HTMLFormElement) {}

  tell(state: State): void {
    clearTimeout(this.timer);
    if (state.kind !== 'saving' && state.kind !== 'changed') {
      for (const kind of ['login', 'refused', 'closed']) if (kind !== state.kind) this.notices.hide(kind);
    }
    switch (state.kind) {
      case 'saved':
        if (state.at) this.write('saved', say('editor-saved', { time: clock(state.at) }));
        else if (this.last && this.last !== 'saved') this.write('saved', say('editor-saved-all'));
        return;
      case 'saving':
        this.timer = window.setTimeout(() => this.write('saving', say('editor-saving')), PATIENCE_MS);
        return;
      case 'offline':
        return this.write('offline', say('editor-offline'));
      case 'later':
        return this.write('later', [say('editor-later'), state.text].filter(Boolean).join(' '));
      case 'login':
        this.write('login', say('editor-login'));
        return this.login(state.url);
      case 'refused':
        this.write('refused', say('editor-refused'));
        return this.refused(state);
      case 'closed':
        this.write('closed', say('editor-closed'));
        // Nothing that is done on this page makes the server take it: it is asked again when the window is come back to.
        return void this.notices.show('closed', state.text || say('editor-refused-why'));
      case 'conflict':
        return this.write('conflict', say('editor-conflict'));
      case 'paused':
        return this.write('paused', say('editor-paused'));
      default:
    }
  }

  private write(kind: string, text: string): void {
    this.line.dataset.state = this.seen.dataset.state = kind;
    // The time in "saved at" moves on in silence: a reader is told when the state changes.
    this.line.setAttribute('aria-live', kind === this.last ? 'off' : 'polite');
    this.last = kind;
    if (this.line.textContent !== text) this.line.textContent = this.seen.textContent = text;
  }

  private login(url: string): void {
    const link = el('a', { href: url, target: '_blank', rel: 'opener' }, say('editor-login-go'));
    this.notices.show('login', say('editor-login-why'), [link]);
  }

  private refused({ text, troubles }: Extract<State, { kind: 'refused' }>): void {
    const list = el('ul', {}, ...troubles.map(({ field, text: why }) => el('li', {}, this.leading(field, why))));
    // What is changed is saved by itself; the same again would be refused again.
    this.notices.show('refused', text || say('editor-refused-why'), troubles.length > 0 ? [list] : []);
  }

  /** A trouble that leads to its field. */
  private leading(field: string, why: string): HTMLElement {
    const control = this.form.elements.namedItem(field);
    if (!(control instanceof HTMLElement)) return el('span', {}, why);
    if (!control.id) control.id = `field-${field}`;
    return el('a', { href: `#${control.id}` }, why);
  }
}
