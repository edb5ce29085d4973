// Pictures and films into the text: from files, from links, from what is pasted.
import type { Editor, JSONContent } from '@tiptap/core';
import { insertBlocks } from './place';
import { learnShown } from './shown';
import type { Local } from './local';
import type { Sent, Uploads } from './uploads';

export interface Pictures {
  /** Places for these files, and their sending begins. */
  fromFiles(files: File[]): JSONContent[];
  fromLink(link: string, said?: { alt?: string; caption?: string }): JSONContent;
  insert(nodes: JSONContent[]): void;
}

/** What may be chosen; the server looks at the bytes themselves. */
export const isPicture = (file: File): boolean => file.type.startsWith('image/');

export function pictures(editor: Editor, uploads: Uploads, local: Local): Pictures {
  uploads.arrived = (id, sent) => {
    replace(editor, id, sent);
    void local.dropFile(id);
  };
  const place = (id: string, attrs: Record<string, string>): JSONContent => ({ type: 'pending', attrs: { upload: id, ...attrs } });
  return {
    fromFiles: (files) =>
      files.map((file) => {
        const id = randomName();
        // In the browser first: a picture that was pasted exists nowhere else.
        void local.putFile(id, file);
        uploads.add(id, { file });
        return place(id, { label: file.name });
      }),
    fromLink(link, said = {}) {
      const id = randomName();
      uploads.add(id, { link });
      return place(id, { link, label: shortName(link), alt: said.alt ?? '', caption: said.caption ?? '' });
    },
    insert(nodes) {
      if (nodes.length > 0) insertBlocks(editor, nodes);
    },
  };
}

/** Goes on with the pictures that stood in the browser's copy when the page was left. */
export async function resume(editor: Editor, uploads: Uploads, local: Local): Promise<void> {
  const found: { upload: string; link: string }[] = [];
  editor.state.doc.descendants((node) => {
    if (node.type.name === 'pending' && !uploads.has(node.attrs.upload)) found.push(node.attrs as { upload: string; link: string });
  });
  for (const { upload, link } of found) {
    const file = link ? undefined : await local.getFile(upload);
    if (link || file) uploads.add(upload, file ? { file } : { link });
  }
}

const randomName = (): string => [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(36)).join('');

const shortName = (link: string): string => decodeURIComponentSafely(link.split(/[?#]/)[0].split('/').pop() ?? '') || link;

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The picture takes the place that was held for it. Undo passes over it: a place without a picture helps nobody. */
function replace(editor: Editor, id: string, sent: Sent): void {
  learnShown({ [sent.hash]: sent });
  const { tr, doc, schema } = editor.state;
  doc.descendants((node, at) => {
    if (node.type.name !== 'pending' || node.attrs.upload !== id) return true;
    const { alt, caption } = node.attrs;
    const film = sent.kind && schema.nodes.opaque.create({ block: { type: sent.kind, src: sent.hash } });
    const picture = film ?? schema.nodes.picture.create({ src: sent.hash, width: sent.width, height: sent.height, alt, caption });
    tr.replaceWith(tr.mapping.map(at), tr.mapping.map(at + node.nodeSize), picture);
    return false;
  });
  if (tr.docChanged) editor.view.dispatch(tr.setMeta('addToHistory', false));
}
