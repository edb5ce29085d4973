// Computer text, and above it the name of its language.
import type { NodeViewRenderer } from '@tiptap/core';
import { el } from '../dom';
import { say } from '../words';
import { boundField, stopsAtFields, whenLocked } from './field';

export const codeView: NodeViewRenderer = (props) => {
  const type = props.node.type;
  let current = props.node;
  const contentDOM = el('code', { spellcheck: 'false' });
  const language = boundField('language', say('editor-language'), props, { maxlength: '32', pattern: '[A-Za-z0-9+#._\\-]*', spellcheck: 'false' });
  const head = el('header', { contenteditable: 'false' }, language.dom);
  const dom = el('div', { class: 'code' }, head, el('pre', {}, contentDOM));
  return {
    dom,
    contentDOM,
    stopEvent: stopsAtFields,
    ignoreMutation: (change) => head.contains(change.target as Node),
    destroy: whenLocked(props.editor, () => language.show(current)),
    update(node) {
      if (node.type !== type) return false;
      current = node;
      language.show(node);
      return true;
    },
  };
};
