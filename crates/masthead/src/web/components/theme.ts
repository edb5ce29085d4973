const KEY = 'theme';

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // Storage may be forbidden; the system's choice then stands.
  }
}

/** A button that turns to the other theme and, from then on, remembers it. */
export function enhanceTheme(): void {
  const root = document.documentElement;
  const choice = stored();
  if (choice === 'dark' || choice === 'light') root.dataset.theme = choice;
  const place = document.querySelector<HTMLElement>('[data-theme-choice]');
  const button = place?.querySelector('button');
  if (!place || !button) return;
  const dark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const name = () => (button.textContent = (dark() ? place.dataset.light : place.dataset.dark) ?? '');
  button.addEventListener('click', () => {
    root.dataset.theme = dark() ? 'light' : 'dark';
    try {
      localStorage.setItem(KEY, root.dataset.theme);
    } catch {
      // The choice holds for this page.
    }
    name();
  });
  name();
  place.hidden = false;
}
