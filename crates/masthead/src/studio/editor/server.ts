// What is asked of the server, and its answers as facts. No answer is an exception.
import type { Document, Fields, Shown } from './document';

export interface Snapshot { document: Document; fields: Fields }
export interface Theirs extends Snapshot { version: number; by: string; saved_at: number; shown?: Record<string, Shown> }
export interface Trouble { field: string; text: string }

export type Answer =
  | { kind: 'saved'; version: number; savedAt: number; leftOut?: number }
  | { kind: 'conflict'; theirs: Theirs }
  | { kind: 'taken'; holder: string; since?: number }
  | { kind: 'login'; url: string }
  | { kind: 'refused'; text: string; troubles: Trouble[] }
  | { kind: 'closed'; text: string }
  | { kind: 'later'; afterMs?: number; text?: string }
  | { kind: 'cut' };

// A browser takes no more than 64 KiB in requests that outlive their page.
const KEEPALIVE_BYTES = 60_000;
const LIMIT_MS = 30_000;

/** What is saved, upon which version, and by whom: the account that opened the page, whoever is logged in by now. */
export interface Saving extends Snapshot { version: number; account: number }

export async function save(url: string, saving: Saving): Promise<Answer> {
  const answer = await post(url, saving);
  return answer ? read(answer) : { kind: 'cut' };
}

/** The last word of a page that goes away. Whether it arrived is seen when the article is opened again. */
export function saveLast(url: string, saving: Saving): void {
  const body = JSON.stringify(saving);
  if (new Blob([body]).size > KEEPALIVE_BYTES) return;
  fetch(url, { method: 'POST', headers: HEADERS, body, keepalive: true }).catch(() => undefined);
}

/** Who holds the draft: `undefined` where the server cannot be asked, `null` where it is ours. */
export async function hold(url: string, account: number, take: boolean): Promise<{ holder: string | null; since?: number } | undefined> {
  const answer = await post(url, { take, account });
  return answer?.ok ? answer.json().catch(() => undefined) : undefined;
}

const HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

async function post(url: string, body: unknown): Promise<Response | undefined> {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), LIMIT_MS);
  try {
    return await fetch(url, { method: 'POST', headers: HEADERS, body: JSON.stringify(body), signal: stop.signal });
  } catch {
    return undefined;
  } finally {
    clearTimeout(late);
  }
}

async function read(answer: Response): Promise<Answer> {
  const said = await answer.json().catch(() => undefined);
  switch (answer.status) {
    case 200:
      return said ? { kind: 'saved', version: said.version, savedAt: said.saved_at, leftOut: said.left_out || undefined } : { kind: 'later' };
    case 401:
      return { kind: 'login', url: said?.login ?? '/login' };
    case 409:
      return said ? { kind: 'conflict', theirs: said } : { kind: 'later' };
    case 423:
      return { kind: 'taken', holder: said?.holder ?? '', since: said?.since ?? undefined };
    // Nothing that is changed in the text makes the server take it.
    case 403:
    case 404:
      return { kind: 'closed', text: said?.text ?? '' };
    case 400:
    case 413:
    case 422:
      return { kind: 'refused', text: said?.text ?? '', troubles: said?.troubles ?? [] };
    default:
      return { kind: 'later', afterMs: (Number(answer.headers.get('retry-after')) || 0) * 1000 || undefined, text: said?.text };
  }
}
