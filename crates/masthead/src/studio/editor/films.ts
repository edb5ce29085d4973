// Films and sounds in the text: what may be chosen, and short files that go with them.
import { learnShown } from './shown';
import { sendTo, type Send, type Sent } from './uploads';
import { sendFilm } from './tus';
import type { Page } from './page';

/** What may be chosen; the server looks at the bytes themselves. */
export const isFilm = (file: File): boolean => /^(video|audio)\//.test(file.type);

/** Films go in pieces, pictures and links as a whole. */
export function sendEither({ urls, limits }: Page): Send {
  const picture = sendTo(urls.pictures, limits.picture_bytes);
  if (!urls.uploads) return picture;
  const film = sendFilm(urls.uploads, limits.video_bytes ?? Infinity);
  return (source, ...way) => ('file' in source && isFilm(source.file) ? film : picture)(source, ...way);
}

export interface Extras {
  /** Sends captions, or says why they were not taken. */
  captions(file: File): Promise<Sent | { failed: string }>;
  poster(file: File): Promise<Sent | { failed: string }>;
}

export const extras = ({ urls }: Page): Extras => ({
  captions: (file) => post(urls.files ?? '', 'file', file),
  async poster(file) {
    const sent = await post(urls.pictures, 'picture', file);
    if ('hash' in sent) learnShown({ [sent.hash]: sent });
    return sent;
  },
});

async function post(url: string, field: string, file: File): Promise<Sent | { failed: string }> {
  const body = new FormData();
  body.set(field, file, file.name);
  try {
    const answer = await fetch(url, { method: 'POST', headers: { accept: 'application/json' }, body });
    const said = await answer.json();
    return answer.status === 201 ? said : { failed: said.text ?? '' };
  } catch {
    return { failed: '' };
  }
}

/** Lets somebody choose one file of this device. */
export function choose(accept: string, taken: (files: File[]) => void): void {
  const field = document.createElement('input');
  Object.assign(field, { type: 'file', accept });
  field.addEventListener('change', () => taken([...(field.files ?? [])]));
  field.click();
}
