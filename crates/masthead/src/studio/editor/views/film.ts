// A film or a sound with its name, its caption, its captions and its poster.
import type { NodeViewRenderer, NodeViewRendererProps } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import type { Film, Track } from '../document';
import { button, el, newId } from '../dom';
import { choose, type Extras } from '../films';
import { shownUrl } from '../shown';
import { say } from '../words';
import { backToText, setAttribute, stopsAtFields, whenLocked } from './field';
import { frameButtons } from './frame';

export const filmView = (extras: Extras): NodeViewRenderer => (props) => {
  const view = new FilmView(props, extras);
  return {
    dom: view.dom,
    stopEvent: stopsAtFields,
    ignoreMutation: () => true,
    destroy: whenLocked(props.editor, () => view.show()),
    update: (node) => view.update(node),
    selectNode: () => view.dom.classList.add('frame-chosen'),
    deselectNode: () => view.dom.classList.remove('frame-chosen'),
  };
};

class FilmView {
  dom: HTMLElement;
  private film: Film;
  private player: HTMLVideoElement | HTMLAudioElement;
  private status = el('p', { class: 'hush', role: 'status' });
  private tracks = el('ul', { class: 'film-tracks' });
  private wanted = el('p', { class: 'wanted' }, say('editor-film-wanted'));
  private noPoster = button(say('editor-film-poster-remove'), () => this.set({ poster: '' }));
  private inputs: { name: 'title' | 'caption'; input: HTMLInputElement }[] = [];

  constructor(private props: NodeViewRendererProps, private extras: Extras) {
    this.film = props.node.attrs.block;
    const isVideo = this.film.type === 'video';
    const kind = say(isVideo ? 'editor-video' : 'editor-audio');
    this.player = el(isVideo ? 'video' : 'audio', { controls: true, preload: 'metadata', playsinline: isVideo });
    this.player.addEventListener('error', () => this.say(say('editor-film-unseen')));
    const fields = el('div', { class: 'frame-fields' }, this.field('title', say('editor-film-title')), this.field('caption', say('editor-caption')));
    if (isVideo) fields.append(this.wanted, this.tracks, this.buttons());
    fields.append(this.status);
    this.dom = el('figure', { class: 'frame frame-film', role: 'group', contenteditable: 'false' }, this.player, frameButtons(props, kind), fields);
    this.show();
  }

  update(node: Node): boolean {
    if (node.type !== this.props.node.type || node.attrs.block?.type !== this.film.type) return false;
    this.film = node.attrs.block;
    this.show();
    return true;
  }

  show(): void {
    const { film, player } = this;
    const url = shownUrl(film.src) ?? '';
    if (player.getAttribute('src') !== url) player.src = url;
    if (player instanceof HTMLVideoElement) player.poster = (film.poster && shownUrl(film.poster)) || '';
    for (const { name, input } of this.inputs) {
      if (input.value !== (film[name] ?? '')) input.value = film[name] ?? '';
      input.readOnly = !this.props.editor.isEditable;
    }
    this.noPoster.hidden = !film.poster;
    this.wanted.hidden = Boolean(film.captions?.length);
    const written = this.tracks.querySelectorAll('li').length;
    if (written !== (film.captions?.length ?? 0)) this.tracks.replaceChildren(...(film.captions ?? []).map((track, at) => this.track(track, at)));
    this.dom.setAttribute('aria-label', `${say(film.type === 'video' ? 'editor-video' : 'editor-audio')} ${film.title ?? ''}`.trim());
  }

  private field(name: 'title' | 'caption', label: string): HTMLElement {
    const id = newId(name);
    const input = el('input', { id, type: 'text', autocomplete: 'off' });
    input.addEventListener('input', () => this.set({ [name]: input.value }));
    this.leaves(input);
    this.inputs.push({ name, input });
    return el('p', { class: 'bound' }, el('label', { for: id }, label), input);
  }

  /** Enter would send the form. */
  private leaves(input: HTMLInputElement): void {
    input.addEventListener('keydown', (event) => {
      if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
      event.preventDefault();
      backToText(this.props.editor, this.props.getPos);
    });
  }

  private buttons(): HTMLElement {
    return el(
      'p',
      { class: 'film-buttons' },
      button(say('editor-film-captions-add'), () => choose('.vtt,.srt,text/vtt', (files) => void this.addTrack(files[0]))),
      button(say('editor-film-poster'), () => choose('image/*', (files) => void this.poster(files[0]))),
      button(say('editor-film-frame'), () => void this.frame()),
      this.noPoster,
    );
  }

  private track(track: Track, at: number): HTMLElement {
    const id = newId('lang');
    const input = el('input', { id, type: 'text', autocomplete: 'off', maxlength: 35, value: track.lang ?? '' });
    const change = (to?: Partial<Track>) => {
      const all = (this.film.captions ?? []).slice();
      if (to) all[at] = { ...all[at], ...to };
      else all.splice(at, 1);
      this.set({ captions: all });
    };
    input.addEventListener('change', () => change({ lang: input.value.trim(), label: nameOf(input.value.trim()) }));
    this.leaves(input);
    const remove = say('editor-film-captions-remove', { name: track.label || track.lang || String(at + 1) });
    return el('li', { class: 'bound' }, el('label', { for: id }, say('editor-film-captions')), input, button(remove, () => change()));
  }

  private async addTrack(file: File | undefined): Promise<void> {
    const sent = file && (await this.sent(file, this.extras.captions));
    if (!sent) return;
    const lang = document.documentElement.lang || 'zh-CN';
    this.set({ captions: [...(this.film.captions ?? []), { src: sent.hash, lang, label: nameOf(lang) }] });
  }

  private async poster(file: File | undefined): Promise<void> {
    const sent = file && (await this.sent(file, this.extras.poster));
    if (sent) this.set({ poster: sent.hash });
  }

  /** The picture that the player shows now. */
  private async frame(): Promise<void> {
    const player = this.player as HTMLVideoElement;
    const canvas = el('canvas', { width: player.videoWidth, height: player.videoHeight });
    if (player.videoWidth > 0) canvas.getContext('2d')?.drawImage(player, 0, 0);
    const blob = player.videoWidth > 0 ? await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.9)) : null;
    if (blob) await this.poster(new File([blob], 'poster.jpg', { type: blob.type }));
    else this.say(say('editor-film-unseen'));
  }

  private async sent(file: File, send: (file: File) => ReturnType<Extras['poster']>) {
    this.say(say('editor-sending', { name: file.name }));
    const sent = await send(file);
    if ('failed' in sent) {
      this.say(say('editor-sending-failed', { name: file.name, why: sent.failed || say('editor-sending-cut') }));
      return undefined;
    }
    this.say('');
    return sent;
  }

  private say(words: string): void {
    this.status.textContent = words;
  }

  /** What is empty is left out, as the server writes it. */
  private set(change: Partial<Film>): void {
    const all = Object.entries({ ...this.film, ...change });
    const block = Object.fromEntries(all.filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value)));
    setAttribute(this.props.editor, this.props.getPos, 'block', block);
  }
}

/** What a language calls itself. */
function nameOf(lang: string): string {
  try {
    return new Intl.DisplayNames([lang], { type: 'language' }).of(lang) ?? lang;
  } catch {
    return lang;
  }
}
