// A quote, and under it who said it.
import type { NodeViewRenderer } from '@tiptap/core';
import { el } from '../dom';
import { say } from '../words';
import { boundField, stopsAtFields, whenLocked } from './field';

export const citeView: NodeViewRenderer = (props) => {
  const type = props.node.type;
  let current = props.node;
  const contentDOM = el('div');
  const cite = boundField('cite', say('editor-cite'), props);
  const foot = el('footer', { contenteditable: 'false' }, cite.dom);
  const dom = el('blockquote', {}, contentDOM, foot);
  return {
    dom,
    contentDOM,
    stopEvent: stopsAtFields,
    ignoreMutation: (change) => foot.contains(change.target as Node),
    destroy: whenLocked(props.editor, () => cite.show(current)),
    update(node) {
      if (node.type !== type) return false;
      current = node;
      cite.show(node);
      return true;
    },
  };
};
