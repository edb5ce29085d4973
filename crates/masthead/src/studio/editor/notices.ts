// What has to be told above the text, with the way out. One notice of each kind at a time.
import { el } from './dom';

export class Notices {
  dom = el('div', { class: 'editor-notices' });
  private shown = new Map<string, HTMLElement>();

  /** Shows `text` and its actions under `kind`, instead of what stood there. Urgent ones are read out at once. */
  show(kind: string, text: string, actions: HTMLElement[] = [], urgent = true): HTMLElement {
    this.hide(kind);
    const notice = el('div', { class: `editor-notice editor-notice-${kind}` }, el('p', { role: urgent ? 'alert' : 'status' }, text), ...actions);
    this.shown.set(kind, notice);
    this.dom.append(notice);
    return notice;
  }

  hide(kind: string): void {
    this.shown.get(kind)?.remove();
    this.shown.delete(kind);
  }
}
