// The studio's editor. Without this file the page has a plain field for Markdown that does the same job.
import { cover } from './cover';
import { el } from './dom';
import { countDown } from './fields';
import { holding } from './holding';
import { Keeping } from './keeping';
import { forgetOthers } from './forget';
import { Local } from './local';
import { Notices } from './notices';
import { readPage, type Page } from './page';
import { resume } from './pictures';
import { leaving, sending } from './sending';
import { clearing } from './troubles';
import { sendTo } from './uploads';
import { writing } from './writing';

async function start(page: Page): Promise<void> {
  // After a form was answered, loading the page anew would send what is old by then.
  if (location.pathname !== page.urls.piece) history.replaceState(null, '', page.urls.piece);
  const local = new Local(page.key);
  await forgetOthers(page.account);
  const { dom, editor, uploads } = writing(page, local);
  const notices = new Notices();
  page.plain.before(notices.dom, dom);
  const told = document.getElementById('body-trouble');
  if (told) dom.querySelector('.editor-bar')?.before(told);
  page.plain.hidden = true;
  for (const field of page.plain.querySelectorAll('textarea')) field.disabled = true;
  document.getElementById('picture-form')?.remove();
  filmKinds(dom);
  countDown(page.form, page.limits);
  cover(page.form, editor, sendTo(page.urls.pictures, page.limits.picture_bytes));

  nameByTitle(page.form);
  clearing(page.form, editor);

  const keeping = new Keeping(page, editor, local, notices, dom);
  sending(page, keeping, notices);
  leaving(page, keeping);
  await keeping.open();
  editor.on('update', () => keeping.changed());
  await resume(editor, uploads, local);
  const hold = holding(page, keeping, notices);
  if (keeping.autosave.state.kind !== 'conflict') keeping.lock(false);
  hold.start();

  for (const kind of ['input', 'change']) {
    page.form.addEventListener(kind, (event) => dom.contains(event.target as Node) || keeping.changed());
  }
  addEventListener('online', () => keeping.autosave.nudge());
  addEventListener('focus', () => keeping.autosave.nudge());
  addEventListener('pagehide', () => keeping.leave());
  addEventListener('beforeunload', (event) => keeping.atRisk && event.preventDefault());
}

/** The editor takes films itself: of their form only what they may be stays, to be read where it is asked for. */
function filmKinds(dom: HTMLElement): void {
  const form = document.getElementById('film-form');
  const [label, hint] = [form?.querySelector('label'), document.getElementById('file-hint')];
  if (label && hint) dom.append(el('details', { class: 'film-kinds' }, el('summary', {}, label.textContent ?? ''), hint));
  form?.remove();
}

/** The page is called as its text is. */
function nameByTitle(form: HTMLFormElement): void {
  const [head, title] = [document.querySelector('h1'), form.querySelector<HTMLInputElement>('input[name=title]')];
  const unnamed = title?.value ? undefined : head?.textContent;
  const show = () => head && title && (title.value.trim() || unnamed) && (head.textContent = title.value.trim() || unnamed || '');
  for (const kind of ['input', 'masthead:filled']) title?.addEventListener(kind, show);
}

const page = readPage();
if (page) void start(page);
