// A picture or a film on its way: how far it is, or why it did not come and what can be done.
import type { NodeViewRenderer } from '@tiptap/core';
import { button, el } from '../dom';
import type { Upload, Uploads } from '../uploads';
import { say } from '../words';
import { stopsAtFields } from './field';
import { frameButtons } from './frame';

export const pendingView = (uploads: Uploads): NodeViewRenderer => (props) => {
  const { node } = props;
  const name = node.attrs.label || say('editor-picture');
  const text = el('p', { role: 'status' });
  const bar = el('progress', { max: 100, 'aria-label': say('editor-sending', { name }) });
  const again = button(say('editor-again'), () => uploads.again(node.attrs.upload));
  const pause = button(say('editor-pause'), () => uploads.pause(node.attrs.upload));
  const dom = el('figure', { class: 'frame frame-pending', role: 'group', 'aria-label': name, contenteditable: 'false' }, text, bar, again, pause, frameButtons(props, name));
  const show = (upload: Upload | undefined) => {
    const failed = !upload || upload.state === 'failed';
    const paused = upload?.state === 'paused';
    const way = paused ? 'editor-sending-paused' : upload?.cut ? 'editor-sending-waits' : 'editor-sending';
    const words = failed ? say('editor-sending-failed', { name, why: upload?.why ?? say('editor-file-gone') }) : say(way, { name });
    if (text.textContent !== words) text.textContent = words;
    bar.hidden = failed;
    if (upload?.progress === undefined) bar.removeAttribute('value');
    else bar.value = upload.progress;
    again.hidden = !upload || upload.final === true || (!failed && !paused);
    again.textContent = say(paused ? 'editor-go-on' : 'editor-again');
    pause.hidden = upload?.state !== 'sending' || !upload.pausable;
    dom.classList.toggle('frame-wrong', failed);
  };
  const stop = uploads.watch(node.attrs.upload, show);
  return { dom, stopEvent: stopsAtFields, ignoreMutation: () => true, destroy: stop };
};
