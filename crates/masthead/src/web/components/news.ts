// What a page that is the same for everybody cannot hold: what is unread of this reader, and whether they follow its
// creator. Asked once, and of nobody who is not logged in.

type Standing = { unread: number; follows: boolean; studio: boolean; desk: boolean };
const json = { accept: 'application/json' };
const isKnown = () => document.cookie.split('; ').includes('known=1');

export function enhanceNews(): void {
  const badge = document.querySelector<HTMLElement>('[data-unread]');
  const form = document.querySelector<HTMLFormElement>('form[data-follow]');
  if (form) enhanceFollow(form);
  document.querySelectorAll<HTMLElement>('[data-told]').forEach(enhanceTold);
  if (!isKnown() || (badge && !badge.hidden && !form)) return;
  fetch(`/account/now?creator=${form?.dataset.follow ?? 0}`, { headers: json })
    .then((answer) => (answer.status === 200 ? (answer.json() as Promise<Standing>) : undefined))
    .then((standing) => {
      if (!standing) return;
      if (badge && standing.unread > 0) {
        badge.textContent = String(standing.unread);
        document.querySelectorAll<HTMLElement>('[data-unread], [data-unread-word]').forEach((each) => (each.hidden = false));
      }
      for (const place of ['studio', 'desk'] as const) {
        document.querySelectorAll<HTMLElement>(`[data-of="${place}"]`).forEach((link) => {
          if (link.hidden && standing[place]) link.classList.add('late');
          link.hidden = !standing[place];
        });
      }
      if (form) show(form, standing.follows);
    })
    .catch(() => undefined);
}

function show(form: HTMLFormElement, follows: boolean): void {
  const button = form.querySelector('button');
  if (!button) return;
  button.dataset.follow ??= button.textContent ?? '';
  button.value = follows ? 'unfollow' : 'follow';
  button.textContent = (follows ? form.dataset.follows : button.dataset.follow) ?? '';
  button.setAttribute('aria-pressed', String(follows));
}

/** Follows without leaving the page; a stranger is led to the log-in and back. */
function enhanceFollow(form: HTMLFormElement): void {
  const button = form.querySelector('button');
  const status = form.querySelector<HTMLElement>('[role="status"]');
  if (!button || !status) return;
  const say = (key: 'done' | 'ended' | 'failed') => {
    status.textContent = status.dataset[key] ?? '';
    status.classList.toggle('hush', key !== 'failed');
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (button.getAttribute('aria-busy') === 'true') return;
    button.setAttribute('aria-busy', 'true');
    const wanted = button.value;
    fetch(form.action, { method: 'POST', headers: json, body: new URLSearchParams({ act: wanted }) })
      .then(async (answer) => {
        const { follows, login, why } = (await answer.json()) as { follows?: boolean; login?: string; why?: string };
        if (login) {
          location.assign(login);
        } else if (follows === undefined) {
          say('failed');
          status.textContent = why ?? status.textContent;
        } else {
          show(form, follows);
          say(follows ? 'done' : 'ended');
        }
      })
      .catch(() => say('failed'))
      .finally(() => button.removeAttribute('aria-busy'));
  });
}

/** Whoever opens what they are told of has read it. */
function enhanceTold(list: HTMLElement): void {
  list.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const button = link?.closest('li')?.querySelector<HTMLButtonElement>('form button');
    if (!link || !button?.form) return;
    const body = new URLSearchParams({ [button.name]: button.value });
    void fetch(button.form.action, { method: 'POST', headers: json, body, keepalive: true }).catch(() => undefined);
  });
}
