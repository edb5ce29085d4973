const KEY = 'theme';

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // Storage may be forbidden; the system's choice then stands.
  }
}

/** A button that turns to the other theme and, from then on, remembers it. The style sheet says which of its two words is seen. */
export function enhanceTheme(): void {
  const root = document.documentElement;
  const choice = stored();
  if (choice === 'dark' || choice === 'light') root.dataset.theme = choice;
  const button = document.querySelector<HTMLElement>('[data-theme-choice]');
  if (!button) return;
  const dark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  button.addEventListener('click', () => {
    root.dataset.theme = dark() ? 'light' : 'dark';
    try {
      localStorage.setItem(KEY, root.dataset.theme);
    } catch {
      // The choice holds for this page.
    }
  });
  button.hidden = false;
}
