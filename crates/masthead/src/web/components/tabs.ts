/** Makes links to panels into tabs: roles, arrow keys, and the mark follows the strip when it is scrolled. */
export function enhanceTabs(block: HTMLElement): void {
  const strip = block.querySelector<HTMLElement>('.panels');
  const list = block.querySelector('ul');
  const tabs = [...block.querySelectorAll<HTMLAnchorElement>('li a')];
  const panels = tabs.map((tab) => document.getElementById(tab.hash.slice(1)));
  if (!strip || !list || tabs.length === 0 || panels.includes(null) || strip.scrollWidth <= strip.clientWidth) return;
  block.classList.add('scripted');
  list.setAttribute('role', 'tablist');
  list.setAttribute('aria-labelledby', strip.getAttribute('aria-labelledby') ?? '');
  tabs.forEach((tab, at) => {
    const panel = panels[at] as HTMLElement;
    tab.parentElement?.setAttribute('role', 'presentation');
    tab.setAttribute('role', 'tab');
    tab.id = `${panel.id}-tab`;
    tab.setAttribute('aria-controls', panel.id);
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', tab.id);
  });
  const mark = (chosen: number) =>
    tabs.forEach((tab, at) => {
      tab.setAttribute('aria-selected', String(at === chosen));
      tab.tabIndex = at === chosen ? 0 : -1;
    });
  const turn = (chosen: number) => {
    strip.scrollTo({ left: (panels[chosen] as HTMLElement).offsetLeft - (panels[0] as HTMLElement).offsetLeft });
    mark(chosen);
  };
  list.addEventListener('click', (event) => {
    const chosen = tabs.indexOf((event.target as HTMLElement).closest('a') as HTMLAnchorElement);
    if (chosen < 0) return;
    event.preventDefault();
    turn(chosen);
  });
  list.addEventListener('keydown', (event) => {
    const from = tabs.indexOf(document.activeElement as HTMLAnchorElement);
    const to = { ArrowRight: from + 1, ArrowLeft: from - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (from < 0 || to === undefined) return;
    event.preventDefault();
    const chosen = (to + tabs.length) % tabs.length;
    turn(chosen);
    tabs[chosen].focus();
  });
  strip.addEventListener('scroll', () => mark(Math.round(strip.scrollLeft / strip.clientWidth)), { passive: true });
  mark(Math.max(0, panels.findIndex((panel) => `#${panel?.id}` === location.hash)));
}
