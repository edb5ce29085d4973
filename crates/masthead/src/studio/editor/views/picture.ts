// A picture with what is said of it: alt text or "decorative", caption, credit.
import type { NodeViewRenderer } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { el, newId } from '../dom';
import { shownUrl } from '../shown';
import { say } from '../words';
import { boundField, setAttribute, stopsAtFields } from './field';
import { frameButtons } from './frame';

export const pictureView: NodeViewRenderer = (props) => {
  const { editor, getPos } = props;
  const type = props.node.type;
  const image = el('img', { draggable: 'false' });
  const alt = boundField('alt', say('editor-alt'), props);
  const caption = boundField('caption', say('editor-caption'), props);
  const credit = boundField('credit', say('editor-credit'), props);
  const wanted = el('p', { class: 'wanted', id: newId('wanted') }, say('editor-alt-missing'));
  const id = newId('decorative');
  const box = el('input', { type: 'checkbox', id, onchange: () => setAttribute(editor, getPos, 'decorative', box.checked) });
  // Enter in a box would send the form.
  box.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault());
  const decorative = el('p', { class: 'bound-check' }, box, el('label', { for: id }, say('editor-decorative')));
  const fields = el('div', { class: 'frame-fields' }, alt.dom, wanted, decorative, caption.dom, credit.dom);
  const dom = el('figure', { class: 'frame', role: 'group', contenteditable: 'false' }, image, frameButtons(props, say('editor-picture')), fields);

  const show = (node: Node) => {
    const { src, width, height } = node.attrs;
    const url = shownUrl(src) ?? '';
    if (image.getAttribute('src') !== url) image.src = url;
    if (width && height) Object.assign(image, { width, height });
    image.alt = node.attrs.alt;
    [alt, caption, credit].forEach((field) => field.show(node));
    const missing = !node.attrs.alt && !node.attrs.decorative;
    wanted.hidden = !missing;
    dom.classList.toggle('frame-wrong', missing);
    if (missing) alt.input.setAttribute('aria-describedby', wanted.id);
    else alt.input.removeAttribute('aria-describedby');
    box.checked = node.attrs.decorative && !node.attrs.alt;
    box.disabled = Boolean(node.attrs.alt) || !editor.isEditable;
    alt.input.disabled = box.checked;
    dom.setAttribute('aria-label', `${say('editor-picture')} ${node.attrs.alt || node.attrs.caption}`.trim());
  };
  show(props.node);
  return {
    dom,
    stopEvent: stopsAtFields,
    ignoreMutation: () => true,
    selectNode: () => dom.classList.add('frame-chosen'),
    deselectNode: () => dom.classList.remove('frame-chosen'),
    update(node) {
      if (node.type !== type) return false;
      show(node);
      return true;
    },
  };
};
