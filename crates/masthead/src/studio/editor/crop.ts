// Cutting a picture: a frame is drawn over it, by finger or by four sliders. The server cuts; what the file says of
// its origin stays with it.
import { button, el, newId } from './dom';
import { say } from './words';

/** In pixels of the picture, from its upper left corner. */
export interface Part { x: number; y: number; width: number; height: number }

type Side = 'left' | 'top' | 'right' | 'bottom';
const SIDES: Side[] = ['left', 'top', 'right', 'bottom'];
const SAID: Record<Side, () => string> = {
  left: () => say('editor-crop-left'),
  top: () => say('editor-crop-top'),
  right: () => say('editor-crop-right'),
  bottom: () => say('editor-crop-bottom'),
};
const RATIOS: [string, number][] = [['16:9', 16 / 9], ['4:3', 4 / 3], ['1:1', 1]];
// Of a side, in per cent: less is a slip of the finger.
const LEAST = 5;

export interface Cropping { url: string; width: number; height: number; cut(part: Part): void; leave(): void }

/** The picture with the frame over it; `cut` is told which part is wanted, `leave` that none is. */
export function cropping({ url, width, height, cut, leave }: Cropping): HTMLElement {
  /** What goes on each side, in per cent. */
  const off: Record<Side, number> = { left: 0, top: 0, right: 0, bottom: 0 };
  const box = el('div', { class: 'crop-box' });
  const stage = el('div', { class: 'crop-stage' }, el('img', { src: url, alt: '', draggable: 'false' }), box);
  const across = (side: Side): Side => ({ left: 'right', right: 'left', top: 'bottom', bottom: 'top' } as const)[side];
  const sliders = SIDES.map((side) => {
    const input = el('input', { type: 'range', id: newId('crop'), min: 0, max: 100 - LEAST, step: 1 });
    input.addEventListener('input', () => set({ [side]: Math.min(Number(input.value), 100 - LEAST - off[across(side)]) }));
    return { side, input, dom: el('p', { class: 'bound' }, el('label', { for: input.id }, SAID[side]()), input) };
  });
  const part = (): Part => {
    const x = Math.round((off.left / 100) * width);
    const y = Math.round((off.top / 100) * height);
    return { x, y, width: Math.max(1, Math.round(width * (1 - off.right / 100)) - x), height: Math.max(1, Math.round(height * (1 - off.bottom / 100)) - y) };
  };
  const size = el('p', { class: 'crop-size', role: 'status' });

  function set(now: Partial<Record<Side, number>>): void {
    Object.assign(off, now);
    for (const { side, input } of sliders) {
      input.value = String(off[side]);
      box.style[side] = `${off[side]}%`;
    }
    const { width: wide, height: high } = part();
    size.textContent = `${wide} × ${high}`;
  }

  /** The largest part of this shape, in the middle. */
  function shape(ratio: number): void {
    const [wide, high] = width / height > ratio ? [height * ratio, height] : [width, width / ratio];
    const [across, down] = [50 * (1 - wide / width), 50 * (1 - high / height)];
    set({ left: across, right: across, top: down, bottom: down });
  }

  stage.addEventListener('pointerdown', (down) => {
    down.preventDefault();
    stage.setPointerCapture(down.pointerId);
    const at = (event: PointerEvent) => {
      const around = stage.getBoundingClientRect();
      const within = (value: number) => Math.min(100, Math.max(0, value * 100));
      return { x: within((event.clientX - around.left) / around.width), y: within((event.clientY - around.top) / around.height) };
    };
    const from = at(down);
    const draw = (event: PointerEvent) => {
      const to = at(event);
      if (Math.abs(to.x - from.x) < LEAST || Math.abs(to.y - from.y) < LEAST) return;
      set({ left: Math.min(from.x, to.x), right: 100 - Math.max(from.x, to.x), top: Math.min(from.y, to.y), bottom: 100 - Math.max(from.y, to.y) });
    };
    stage.addEventListener('pointermove', draw);
    stage.addEventListener('lostpointercapture', () => stage.removeEventListener('pointermove', draw), { once: true });
  });

  const shapes = RATIOS.map(([name, ratio]) => button(name, () => shape(ratio)));
  const acts = [button(say('editor-crop-go'), () => cut(part()), { class: 'main' }), button(say('editor-crop-leave'), leave)];
  const dom = el('div', { class: 'crop', role: 'group', 'aria-label': say('editor-crop') }, stage, size, ...sliders.map(({ dom }) => dom), el('div', { class: 'crop-acts' }, ...shapes, ...acts));
  set({});
  return dom;
}
