// A picture with what is said of it: alt text or "decorative", caption, credit.
import type { NodeViewRenderer } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { cropping, type Part } from '../crop';
import { button, el, newId } from '../dom';
import { icon } from '../icons';
import { learnShown, shownUrl } from '../shown';
import type { Uploads } from '../uploads';
import { say } from '../words';
import { boundField, setAttribute, stopsAtFields, whenLocked } from './field';
import { frameButtons } from './frame';

export const pictureView = (uploads: Uploads): NodeViewRenderer => (props) => {
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
  const trouble = el('p', { class: 'wanted', role: 'alert' });
  let cutting: HTMLElement | undefined;
  const crops = button('', () => begin(), { 'aria-label': say('editor-crop'), title: say('editor-crop') });
  crops.append(icon('crop'));
  const dom = el('figure', { class: 'frame', role: 'group', contenteditable: 'false' }, image, trouble, frameButtons(props, say('editor-picture'), [crops]), fields);

  const end = () => {
    cutting?.remove();
    cutting = undefined;
    image.hidden = false;
  };
  const begin = () => {
    if (cutting || !editor.isEditable) return;
    const { naturalWidth: wide, naturalHeight: high } = image;
    const { width, height } = current.attrs;
    cutting = cropping({ url: image.src, width: width ?? wide, height: height ?? high, leave: () => (end(), crops.focus()), cut: (part) => void cut(part) });
    image.hidden = true;
    image.after(cutting);
    cutting.querySelector('input')?.focus();
  };
  const cut = async (part: Part) => {
    const src = current.attrs.src;
    trouble.textContent = '';
    const sent = await uploads.now({ crop: { src, part } });
    if ('failed' in sent) return void (trouble.textContent = sent.failed || say('editor-sending-cut'));
    learnShown({ [sent.hash]: sent });
    const at = getPos();
    // Somebody may have put another picture here meanwhile.
    if (at === undefined || current.attrs.src !== src) return end();
    end();
    const { tr } = editor.state;
    editor.view.dispatch(tr.setNodeMarkup(at, undefined, { ...current.attrs, src: sent.hash, width: sent.width, height: sent.height }));
    crops.focus();
  };
  let current = props.node;

  const show = (node: Node) => {
    current = node;
    crops.disabled = !editor.isEditable;
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
    destroy: whenLocked(editor, () => show(current)),
    selectNode: () => dom.classList.add('frame-chosen'),
    deselectNode: () => dom.classList.remove('frame-chosen'),
    update(node) {
      if (node.type !== type) return false;
      show(node);
      return true;
    },
  };
};
