/** Shows the browser's own share sheet and a copy button where the browser has them. */
export function enhanceShare(block: HTMLElement): void {
  const { title = '', url = '' } = block.dataset;
  const status = block.querySelector<HTMLElement>('[role="status"]');
  const say = (key: 'done' | 'failed') => {
    if (status) status.textContent = status.dataset[key] ?? '';
  };
  reveal(block, '[data-share-sheet]', typeof navigator.share === 'function', () => {
    // Turning back from the sheet is no error.
    navigator.share({ title, url }).catch(() => undefined);
  });
  reveal(block, '[data-share-copy]', Boolean(navigator.clipboard), (button) => {
    navigator.clipboard.writeText(url).then(
      () => {
        say('done');
        button.textContent = status?.textContent ?? '';
      },
      () => say('failed'),
    );
  });
}

function reveal(block: HTMLElement, place: string, able: boolean, act: (button: HTMLButtonElement) => void): void {
  const found = block.querySelector<HTMLElement>(place);
  const button = found?.querySelector('button');
  if (!able || !found || !button) return;
  found.hidden = false;
  button.addEventListener('click', () => act(button));
}
