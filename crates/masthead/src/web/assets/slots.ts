// The order of a place's fillings, by dragging and by arrow keys. Without this file the buttons of each filling do the same.

const list = document.querySelector<HTMLElement>('[data-order]');
const save = document.querySelector<HTMLFormElement>('[data-save-order]');
const said = document.querySelector<HTMLElement>('[data-said]');
const rows = () => [...(list?.querySelectorAll<HTMLElement>('[data-slot]') ?? [])];

if (list && save && said && rows().length > 1) enhance(list, save, said);

function enhance(list: HTMLElement, save: HTMLFormElement, said: HTMLElement): void {
  const before = rows();
  const field = save.elements.namedItem('order') as HTMLInputElement;
  const tell = (row: HTMLElement) => {
    const place = String(rows().indexOf(row) + 1);
    const title = row.dataset.title ?? '';
    said.textContent = (said.dataset.words ?? '').replace('%p', () => place).replace('%t', () => title);
    field.value = rows().map((each) => each.dataset.slot).join(',');
    save.hidden = rows().every((each, at) => each === before[at]);
    rows().forEach((each, at, all) => {
      for (const [step, ends] of [['up', 0], ['down', all.length - 1]] as const) {
        const button = each.querySelector<HTMLButtonElement>(`button[name=step][value=${step}]`);
        if (button) button.disabled = at === ends;
      }
    });
  };
  const move = (row: HTMLElement, to: number) => {
    const others = rows().filter((each) => each !== row);
    if (to < 0 || to > others.length) return;
    if (to < others.length) others[to].before(row);
    else others[others.length - 1].after(row);
    tell(row);
  };
  before.forEach((row) => {
    const handle = row.querySelector<HTMLElement>('[data-handle]');
    if (!handle) return;
    handle.hidden = false;
    handle.addEventListener('keydown', (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (event.key === 'Enter' && !save.hidden) {
        event.preventDefault();
        save.requestSubmit();
      }
      if (step === undefined) return;
      event.preventDefault();
      move(row, rows().indexOf(row) + step);
      handle.focus();
    });
    // Until the order is saved the buttons go on from what is seen: the server knows the old one.
    row.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button[name=step]') : null;
      if (!button || save.hidden) return;
      event.preventDefault();
      move(row, rows().indexOf(row) + (button.value === 'up' ? -1 : 1));
      (button.disabled ? handle : button).focus();
    });
    dragging(handle, row, (y) => {
      const others = rows().filter((each) => each !== row);
      const below = others.findIndex((each) => y < middle(each));
      const to = below < 0 ? others.length : below;
      if (to !== rows().indexOf(row)) move(row, to);
    });
  });
  save.querySelector('[data-undo]')?.addEventListener('click', () => {
    list.append(...before);
    tell(before[0]);
    before[0].querySelector<HTMLElement>('[data-handle]')?.focus();
  });
}

function middle(row: HTMLElement): number {
  const box = row.getBoundingClientRect();
  return box.top + box.height / 2;
}

/** Calls `to` with the pointer's height while the handle is held: mouse, pen and finger alike. */
function dragging(handle: HTMLElement, row: HTMLElement, to: (y: number) => void): void {
  handle.addEventListener('pointerdown', (start) => {
    if (start.button !== 0) return;
    start.preventDefault();
    handle.focus();
    row.classList.add('dragged');
    const over = new AbortController();
    const { signal } = over;
    // On the document: the row leaves its place meanwhile, and a capture would end with it.
    document.addEventListener('pointermove', (event) => to(event.clientY), { signal });
    for (const end of ['pointerup', 'pointercancel'] as const) {
      document.addEventListener(end, () => (over.abort(), row.classList.remove('dragged')), { signal });
    }
  });
}
