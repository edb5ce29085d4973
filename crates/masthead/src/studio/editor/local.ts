// The browser's own copy of what is being written: IndexedDB, one record for each user and article.
import type { JSONContent } from '@tiptap/core';
import type { Fields } from './document';
import type { Snapshot } from './server';

export interface Copy {
  /** The editor's own content: it knows pictures that are still on their way. */
  content: JSONContent;
  fields: Fields;
  /** The server's version that this was written upon. */
  version: number;
  at: number;
  /** What was sent last: its answer may have been lost. */
  sent?: Snapshot;
}

export const BASE = 'masthead-studio';
/** Where an upload goes on: `localStorage` has its place on the server. */
export const UPLOAD = 'masthead-upload-';
export const COPIES = 'copies';
export const FILES = 'files';

export class Local {
  private base: Promise<IDBDatabase> | undefined;
  private wanted: Copy | undefined;
  private writing = false;
  private written = true;
  /** Files on their way into the base. */
  private storing = 0;

  constructor(private key: string) {}

  /** Whether everything that was given is written. */
  get safe(): boolean {
    return this.written && this.storing === 0;
  }

  /** The newest copy: the one in the base, or the last word of a page that went away. */
  async get(): Promise<Copy | undefined> {
    const copy = await this.ask<Copy | undefined>(COPIES, 'readonly', (store) => store.get(this.key));
    const last = readLast(this.key);
    return last && last.at > (copy?.at ?? 0) ? last : copy;
  }

  /** Writes at once, or as soon as the last writing is done: the newest wins, none waits for a timer. */
  put(copy: Copy): void {
    this.wanted = copy;
    this.written = false;
    if (!this.writing) void this.write();
  }

  /** Writes before it returns: a page that goes away may not live to see the base answer. */
  putNow(copy: Copy): void {
    this.put(copy);
    writeLast(this.key, copy);
  }

  /** The server has it. What was put since stays. */
  async drop(): Promise<void> {
    if (this.wanted) return;
    writeLast(this.key, undefined);
    await this.ask(COPIES, 'readwrite', (store) => store.delete(this.key));
  }

  /** The version that was set aside in a conflict. */
  getKept(): Promise<Copy | undefined> {
    return this.ask(COPIES, 'readonly', (store) => store.get(`${this.key}/kept`));
  }

  async keep(copy: Copy | undefined): Promise<boolean> {
    const done = await this.ask(COPIES, 'readwrite', (store) => (copy ? store.put(copy, `${this.key}/kept`) : store.delete(`${this.key}/kept`)));
    return !copy || done !== undefined;
  }

  getFile(id: string): Promise<File | undefined> {
    return this.ask(FILES, 'readonly', (store) => store.get(`${this.key}/${id}`));
  }

  async putFile(id: string, file: File): Promise<void> {
    this.storing += 1;
    await this.ask(FILES, 'readwrite', (store) => store.put(file, `${this.key}/${id}`));
    this.storing -= 1;
  }

  dropFile(id: string): Promise<unknown> {
    return this.ask(FILES, 'readwrite', (store) => store.delete(`${this.key}/${id}`));
  }

  private async write(): Promise<void> {
    this.writing = true;
    let written = true;
    while (this.wanted) {
      const copy = this.wanted;
      this.wanted = undefined;
      written = (await this.ask(COPIES, 'readwrite', (store) => store.put(copy, this.key))) !== undefined;
    }
    this.writing = false;
    this.written = written;
  }

  /** `undefined` where the browser refuses: private windows, a full disk. Writing goes on without it. */
  private async ask<T>(name: string, mode: IDBTransactionMode, what: (store: IDBObjectStore) => IDBRequest): Promise<T | undefined> {
    try {
      const base = await (this.base ??= openBase());
      return await new Promise<T>((done, fail) => {
        const transaction = base.transaction(name, mode);
        const request = what(transaction.objectStore(name));
        transaction.oncomplete = () => done(request.result);
        transaction.onabort = transaction.onerror = () => fail(transaction.error);
      });
    } catch {
      return undefined;
    }
  }
}

function readLast(key: string): Copy | undefined {
  try {
    return JSON.parse(localStorage.getItem(`${BASE}${key}`) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

function writeLast(key: string, copy: Copy | undefined): void {
  try {
    if (copy) localStorage.setItem(`${BASE}${key}`, JSON.stringify(copy));
    else localStorage.removeItem(`${BASE}${key}`);
  } catch {
    // Full or refused: the base has all but the last keys.
  }
}

export function openBase(): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const request = indexedDB.open(BASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(COPIES);
      request.result.createObjectStore(FILES);
    };
    request.onsuccess = () => {
      // Whoever logs out removes it, also where a page has it open.
      request.result.onversionchange = () => request.result.close();
      done(request.result);
    };
    request.onerror = () => fail(request.error);
  });
}
