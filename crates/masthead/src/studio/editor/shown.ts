// Where the pictures of the document can be seen: the server says it on the page and with each upload.
import type { Shown } from './document';

const known = new Map<string, Shown>();

export function learnShown(pictures: Record<string, Shown>): void {
  for (const [src, shown] of Object.entries(pictures)) known.set(src, shown);
}

export const shownUrl = (src: string): string | undefined => known.get(src)?.url;
