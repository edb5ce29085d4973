// Whether two versions say the same to a reader, whatever the order of their keys.
import { keyOf } from './compare';
import type { Fields } from './document';
import type { Snapshot } from './server';

export const same = (one: Snapshot, other: Snapshot): boolean => keyOf(said(one)) === keyOf(said(other));

/** The server trims fields, and leaves empty ones out. */
function said({ document, fields }: Snapshot): unknown {
  const filled: Fields = {};
  for (const [name, value] of Object.entries(fields)) {
    const values = ([] as string[]).concat(value).map((one) => one.replace(/\r\n/g, '\n').trim()).filter(Boolean);
    if (values.length > 0) filled[name] = values;
  }
  return { blocks: document.blocks, fields: filled };
}
