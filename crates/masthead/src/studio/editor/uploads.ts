// Pictures on their way to the server. The text holds a place for each; here is how far it is.

import type { Part } from './crop';
import { say } from './words';

/** `kind` is that of a film; a picture has none. */
export interface Sent { hash: string; width: number; height: number; url: string; kind?: 'video' | 'audio' | 'captions' }

/** What is sent: a file, the address of a picture that the server fetches, or a part of one that it has. */
export type Source = { file: File } | { link: string } | { crop: { src: string; part: Part } };

export interface Upload {
  source: Source;
  state: 'waiting' | 'sending' | 'failed' | 'paused';
  /** Per cent, where it is known. */
  progress?: number;
  why?: string;
  /** Sent again it would be refused again. */
  final?: boolean;
  /** The network is gone, and it goes on by itself. */
  cut?: boolean;
  stop?: AbortController;
  /** It goes on where it stopped. */
  pausable?: boolean;
}

/** What a way to the server is told, and tells, that can stop and go on. */
export interface Control {
  id: string;
  signal: AbortSignal;
  waits(cut: boolean): void;
  /** From now on it can be stopped and goes on later. */
  pausable(): void;
}

/** Sends one file; `failed` is told why in the user's words, empty where nobody knows. */
export type Send = (source: Source, progress: (percent: number) => void, control?: Control) => Promise<Sent | { failed: string; paused?: boolean; final?: boolean }>;

type Watch = (upload: Upload | undefined) => void;
const AT_ONCE = 2;

export class Uploads {
  private all = new Map<string, Upload>();
  private watching = new Map<string, Set<Watch>>();
  /** Told of each picture that has arrived. */
  arrived: (id: string, sent: Sent) => void = () => undefined;

  constructor(private send: Send, private failedText: string) {}

  /** Takes a picture and gives the name that stands in the text for it. */
  add(id: string, source: Source): void {
    this.all.set(id, { source, state: 'waiting' });
    this.next();
  }

  /** Sends one that has no place of its own in the text. */
  now(source: Source): ReturnType<Send> {
    return this.send(source, () => undefined);
  }

  has(id: string): boolean {
    return this.all.has(id);
  }

  again(id: string): void {
    const upload = this.all.get(id);
    if (upload?.state !== 'failed' && upload?.state !== 'paused') return;
    Object.assign(upload, { state: 'waiting' });
    this.tell(id);
    this.next();
  }

  pause(id: string): void {
    this.all.get(id)?.stop?.abort();
  }

  /** Calls `watch` now and at every change, until the function that it gives is called. */
  watch(id: string, watch: Watch): () => void {
    const group = this.watching.get(id) ?? new Set();
    this.watching.set(id, group.add(watch));
    watch(this.all.get(id));
    return () => group.delete(watch);
  }

  private next(): void {
    const sending = [...this.all.values()].filter((upload) => upload.state === 'sending').length;
    const waiting = [...this.all].filter(([, upload]) => upload.state === 'waiting');
    for (const [id, upload] of waiting.slice(0, Math.max(0, AT_ONCE - sending))) void this.run(id, upload);
  }

  private async run(id: string, upload: Upload): Promise<void> {
    upload.state = 'sending';
    this.tell(id);
    upload.stop = new AbortController();
    const control: Control = {
      id,
      signal: upload.stop.signal,
      waits: (cut) => this.change(id, upload, { cut }),
      pausable: () => this.change(id, upload, { pausable: true }),
    };
    const result = await this.send(upload.source, (progress) => this.change(id, upload, { progress }), control);
    upload.cut = false;
    if ('failed' in result && result.paused) {
      this.change(id, upload, { state: 'paused' });
    } else if ('failed' in result) {
      Object.assign(upload, { state: 'failed', why: result.failed || this.failedText, final: result.final });
      this.tell(id);
    } else {
      this.all.delete(id);
      this.arrived(id, result);
    }
    this.next();
  }

  private change(id: string, upload: Upload, change: Partial<Upload>): void {
    Object.assign(upload, change);
    this.tell(id);
  }

  private tell(id: string): void {
    this.watching.get(id)?.forEach((watch) => watch(this.all.get(id)));
  }
}

/** The way to the server that tells how far a file is: fetch cannot say. `most` is the limit of a file in bytes. */
export const sendTo = (url: string, most = Infinity): Send => (source, progress) =>
  new Promise((done) => {
    const tooLarge = { failed: say('editor-file-large', { size: Math.floor(most / 1_048_576) }), final: true };
    if ('file' in source && source.file.size > most) return done(tooLarge);
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('accept', 'application/json');
    request.responseType = 'json';
    request.upload.onprogress = (event) => event.lengthComputable && progress(Math.round((event.loaded / event.total) * 100));
    request.onload = () => {
      const said = request.response;
      if (request.status === 201 && said) done(said);
      else if (request.status === 413) done(said?.text ? { failed: said.text, final: true } : tooLarge);
      else done({ failed: request.status === 401 ? say('editor-login-short') : said?.text ?? '', final: [403, 404, 422].includes(request.status) && !said?.again });
    };
    request.onerror = request.ontimeout = () => done({ failed: '' });
    request.send(bodyOf(source));
  });

function bodyOf(source: Source): FormData | URLSearchParams {
  if ('link' in source) return new URLSearchParams({ link: source.link });
  if ('crop' in source) {
    const { x, y, width, height } = source.crop.part;
    return new URLSearchParams(Object.entries({ crop: source.crop.src, x, y, width, height }).map(([name, value]) => [name, String(value)]));
  }
  const body = new FormData();
  body.set('picture', source.file, source.file.name || 'picture');
  return body;
}
