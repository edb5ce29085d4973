// Blocks that are no text: pictures, pictures on their way, and what the editor keeps as it is.
import { Node } from '@tiptap/core';
import { attribute } from './schema';
import { shownUrl } from './shown';
import type { Uploads } from './uploads';
import type { Extras } from './films';
import { filmView } from './views/film';
import { opaqueView } from './views/opaque';
import { pendingView } from './views/pending';
import { pictureView } from './views/picture';

const PICTURE = { src: '', alt: '', decorative: false, caption: '', credit: '', width: null, height: null };

const picture = (uploads: Uploads) => Node.create({
  name: 'picture',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => Object.assign({}, ...Object.entries(PICTURE).map(([name, initial]) => attribute(name, initial))),
  parseHTML: () => [{ tag: 'figure[data-src]' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'figure',
    HTMLAttributes,
    ['img', { src: shownUrl(node.attrs.src) ?? '', alt: node.attrs.alt }],
    ['figcaption', [node.attrs.caption, node.attrs.credit].filter(Boolean).join(' · ')],
  ],
  addNodeView: () => pictureView(uploads),
});

/** A picture that is being sent: `upload` names it among the uploads, `link` is where it comes from. */
const pending = (uploads: Uploads) => Node.create({
  name: 'pending',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({ ...attribute('upload', ''), ...attribute('label', ''), ...attribute('link', ''), ...attribute('alt', ''), ...attribute('caption', '') }),
  parseHTML: () => [{ tag: 'figure[data-upload]' }],
  renderHTML: ({ HTMLAttributes }) => ['figure', HTMLAttributes],
  addNodeView: () => pendingView(uploads),
});

const opaque = (extras: Extras) => Node.create({
  name: 'opaque',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => attribute('block', null),
  parseHTML: () => [{ tag: 'div[data-block]' }],
  renderHTML: ({ node, HTMLAttributes }) => ['div', HTMLAttributes, String(node.attrs.block?.title || node.attrs.block?.url || node.attrs.block?.src || '')],
  addNodeView: () => (props) => (/^(video|audio)$/.test(props.node.attrs.block?.type) ? filmView(extras) : opaqueView)(props),
});

export const media = (uploads: Uploads, extras: Extras) => [picture(uploads), pending(uploads), opaque(extras)];
