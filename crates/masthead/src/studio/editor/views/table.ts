// A table that scrolls by itself where it is wide, with its caption.
import type { NodeViewRenderer } from '@tiptap/core';
import { el } from '../dom';
import { say } from '../words';
import { boundField, stopsAtFields, whenLocked } from './field';

export const tableView: NodeViewRenderer = (props) => {
  const type = props.node.type;
  let current = props.node;
  const contentDOM = el('tbody');
  const caption = boundField('caption', say('editor-table-caption'), props);
  const foot = el('div', { contenteditable: 'false' }, caption.dom);
  const dom = el('div', { class: 'table' }, el('div', { class: 'table-scroll' }, el('table', {}, contentDOM)), foot);
  return {
    dom,
    contentDOM,
    stopEvent: stopsAtFields,
    ignoreMutation: (change) => !contentDOM.contains(change.target as Node),
    destroy: whenLocked(props.editor, () => caption.show(current)),
    update(node) {
      if (node.type !== type) return false;
      current = node;
      caption.show(node);
      return true;
    },
  };
};
