// An embed, or what is not known: shown by its name, moved and removed, kept to the letter.
import type { NodeViewRenderer } from '@tiptap/core';
import { el } from '../dom';
import { say } from '../words';
import { stopsAtFields } from './field';
import { frameButtons } from './frame';

const KINDS: Record<string, string> = { video: 'editor-video', audio: 'editor-audio', embed: 'editor-embed' };

export const opaqueView: NodeViewRenderer = (props) => {
  const block = props.node.attrs.block ?? {};
  const kind = say(KINDS[block.type] ?? 'editor-embed');
  const name = [block.title || block.caption || block.url || block.src].filter(Boolean).join('');
  const dom = el(
    'figure',
    { class: 'frame frame-opaque', role: 'group', 'aria-label': `${kind} ${name}`, contenteditable: 'false' },
    el('p', {}, el('b', {}, kind), ' ', name),
    frameButtons(props, kind),
  );
  return { dom, stopEvent: stopsAtFields, ignoreMutation: () => true };
};
