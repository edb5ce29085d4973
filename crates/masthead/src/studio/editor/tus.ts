// A large file by the tus protocol 1.0 (tus.io): in pieces, going on after a cut where the server says that it ended.
import { UPLOAD } from './local';
import type { Control, Send, Sent } from './uploads';
import { say } from './words';

const PIECE_BYTES = 4 * 1024 * 1024;
const LONGEST_WAIT_MS = 15_000;
const TUS = { 'tus-resumable': '1.0.0', accept: 'application/json' };

/** Something that trying again does not change. */
class Refused extends Error {}

/** Sends films to `url`, at most `most` bytes each. */
export const sendFilm = (url: string, most: number): Send => async (source, progress, control) => {
  if (!('file' in source) || !control) return { failed: '' };
  const { file } = source;
  const tooLarge = { failed: say('editor-file-large', { size: Math.floor(most / 1_048_576) }), final: true };
  if (file.size > most) return tooLarge;
  control.pausable();
  for (let cuts = 0; !control.signal.aborted; ) {
    try {
      const before = kept(control.id);
      const place = before ?? (await begin(url, file, control));
      const offset = await ended(place, control);
      if (offset === undefined) {
        // Its time was over, or it was somebody else's: from the beginning, once.
        keep(control.id);
        if (!before) return { failed: '' };
        continue;
      }
      control.waits(false);
      if (await pieces({ place, file, offset }, progress, control.signal)) cuts = 0;
      const sent = await complete(place);
      keep(control.id);
      return sent;
    } catch (fault) {
      if (fault instanceof Refused) return fault.message === '413' ? tooLarge : { failed: fault.message };
      if (control.signal.aborted) break;
      control.waits(true);
      await pause(Math.min(1000 * 2 ** cuts, LONGEST_WAIT_MS), control.signal);
      cuts += 1;
    }
  }
  return { failed: '', paused: true };
};

async function begin(url: string, file: File, { id, signal }: Control): Promise<string> {
  const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
  const headers = { ...TUS, 'upload-length': String(file.size), 'upload-metadata': `filename ${name}` };
  const answer = told(await fetch(url, { method: 'POST', headers, signal }));
  const place = answer.headers.get('location');
  if (answer.status !== 201 || !place) throw new Error('no place');
  keep(id, place);
  return place;
}

/** Where the file ends on the server; nothing where it is not known there. */
async function ended(place: string, { signal }: Control): Promise<number | undefined> {
  const answer = told(await fetch(place, { method: 'HEAD', headers: TUS, signal }));
  if (answer.status === 404 || answer.status === 410) return undefined;
  if (!answer.ok) throw new Error('no answer');
  return Number(answer.headers.get('upload-offset'));
}

/** Sends what is missing, and gives whether anything was. */
async function pieces({ place, file, offset: from }: { place: string; file: File; offset: number }, progress: (percent: number) => void, signal: AbortSignal): Promise<boolean> {
  const told = (bytes: number) => progress(Math.floor((bytes / file.size) * 100));
  for (let offset = from; offset < file.size; ) {
    const begin = offset;
    offset = await piece(place, file.slice(begin, begin + PIECE_BYTES), begin, (sent) => told(begin + sent), signal);
  }
  told(file.size);
  return from < file.size;
}

/** One request; it tells how far it is, which fetch cannot. */
const piece = (place: string, bytes: Blob, offset: number, progress: (sent: number) => void, signal: AbortSignal): Promise<number> =>
  new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal.addEventListener('abort', stop, { once: true });
    request.open('PATCH', place);
    for (const [name, value] of Object.entries(TUS)) request.setRequestHeader(name, value);
    request.setRequestHeader('upload-offset', String(offset));
    request.setRequestHeader('content-type', 'application/offset+octet-stream');
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onloadend = () => {
      signal.removeEventListener('abort', stop);
      const end = Number(request.getResponseHeader('upload-offset'));
      if (request.status === 204 && end > offset) done(end);
      else if (request.status === 401) fail(new Refused(say('editor-login-short')));
      else if (request.status === 413) fail(new Refused('413'));
      else fail(new Error(`answered ${request.status}`));
    };
    request.send(bytes);
  });

/** All of it is there: the server looks at what it is. */
async function complete(place: string): Promise<Sent | { failed: string }> {
  const answer = told(await fetch(`${place}/completion`, { method: 'POST', headers: TUS }));
  if (answer.status === 201) return answer.json();
  if (answer.status !== 422) throw new Error('no answer');
  return { failed: (await answer.json()).text };
}

function told(answer: Response): Response {
  if (answer.status === 401) throw new Refused(say('editor-login-short'));
  if (answer.status === 413) throw new Refused('413');
  if (answer.status === 507) throw new Refused(say('editor-film-day'));
  if (answer.status === 429) throw new Refused(say('editor-film-many'));
  return answer;
}

/** Until the time is over, the network is back, or nobody waits any more. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener('online', go);
      done();
    };
    const timer = setTimeout(go, ms);
    addEventListener('online', go);
    signal.addEventListener('abort', go, { once: true });
  });

const nameOf = (id: string): string => `${UPLOAD}${id}`;

/** The place on the server outlives the page, as the file in the browser does. */
function keep(id: string, place?: string): void {
  try {
    if (place) localStorage.setItem(nameOf(id), place);
    else localStorage.removeItem(nameOf(id));
  } catch {
    // Refused: then a page that was left begins anew.
  }
}

function kept(id: string): string | undefined {
  try {
    return localStorage.getItem(nameOf(id)) ?? undefined;
  } catch {
    return undefined;
  }
}
