// Whether two versions say the same to a reader, whatever the order of their keys.
import { keyOf } from './compare';
import type { Fields } from './document';
import type { Snapshot } from './server';

export const same = (one: Snapshot, other: Snapshot): boolean => keyOf(said(one)) === keyOf(said(other));

const said = ({ document, fields }: Snapshot): unknown => ({ blocks: document.blocks, fields: filled(fields) });

/** The fields that say something, each as a list: the server trims them, and may leave empty ones out. */
export function filled(fields: Fields): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(fields)) {
    const values = ([] as string[]).concat(value).map((one) => one.replace(/\r\n/g, '\n').trim()).filter(Boolean);
    if (values.length > 0) found[name] = values;
  }
  return found;
}
