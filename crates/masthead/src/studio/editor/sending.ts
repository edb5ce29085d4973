// A real submit of the form: first everything is saved, then the form goes with what stands here.
import type { Keeping } from './keeping';
import type { Notices } from './notices';
import type { Page } from './page';
import { el } from './dom';
import { say } from './words';

export function sending(page: Page, keeping: Keeping, notices: Notices): void {
  let going = false;
  page.form.addEventListener('submit', (event) => {
    if (going) return;
    event.preventDefault();
    void (async () => {
      if (keeping.pending) return void notices.show('waiting', say('editor-wait-pictures'));
      notices.hide('waiting');
      if ((await keeping.autosave.flush()).kind !== 'saved') return void page.form.querySelector<HTMLElement>('.editor-notices')?.scrollIntoView({ block: 'nearest' });
      put(page.form, 'document', JSON.stringify(keeping.snapshot().document));
      put(page.form, 'version', String(keeping.autosave.version));
      // With nothing to save this is still within the first submit, and a form that is being sent is not sent again.
      await new Promise((done) => setTimeout(done));
      going = true;
      // Not `form.submit()`: the server wants to know which button it was.
      if (event.submitter instanceof HTMLElement) event.submitter.click();
      else page.form.requestSubmit();
      going = false;
    })();
  });
}

/** What else can be done with the piece leads away: what was typed is saved first, so that it meets a piece that can be written. */
export function leaving(page: Page, keeping: Keeping): void {
  const going = new WeakSet<HTMLFormElement>();
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (form === page.form || form.method !== 'post' || going.has(form) || !keeping.autosave.dirty) return;
    event.preventDefault();
    going.add(form);
    // What could not be saved stays in the browser, as whenever the page goes away.
    void keeping.autosave.flush().finally(() => {
      form.requestSubmit(event.submitter);
      going.delete(form);
    });
  });
}

function put(form: HTMLFormElement, name: string, value: string): void {
  form.querySelector(`input[type=hidden][name=${name}]`)?.remove();
  form.append(el('input', { type: 'hidden', name, value }));
}
