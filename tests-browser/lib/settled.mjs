// A demo in which everything that a page can show has happened once, set up by plain requests.
import assert from 'node:assert/strict';
import { PASSWORD } from './everywhere.mjs';
import { profile } from './browser.mjs';
import { code } from './totp.mjs';

const between = (text, before, after) => text.split(before)[1]?.split(after)[0] ?? assert.fail(`no ${before}`);
const firstLink = (html, pattern) => html.match(new RegExp(`href="(?:https?://[^/"]+)?(${pattern})"`))?.[1].replaceAll('&amp;', '&') ?? assert.fail(`no link to ${pattern}`);

/** Somebody with a browser profile: `ask(path)`, `send(path, fields)` and the profile's `context`. */
async function person(browser, base) {
  const context = await profile(browser);
  const { request } = context;
  const headers = { origin: base };
  const ask = async (path) => (await request.get(base + path)).text();
  /** The page that answers, or the address that it leads to. */
  const send = async (path, fields, kind = 'form') => {
    const answer = await request.post(base + path, { [kind]: fields, headers, maxRedirects: 0 });
    assert.ok(answer.status() < 400, `${path}: ${answer.status()} ${[...(await answer.text()).matchAll(/class="trouble[^>]*>([^<]*)/g)].map(([, words]) => words)}`);
    return answer.headers().location ?? (await answer.text());
  };
  return { context, request, ask, send, base };
}

const WHO = ['reader', 'applicant', 'writer', 'owner', 'reviewer', 'moderator', 'editor', 'admin'];

/** `{ people, has }` of the demo at `base`. */
export async function settle(browser, base) {
  const people = {};
  for (const who of ['nobody', 'keyed', 'halfway', ...WHO]) people[who] = await person(browser, base);
  for (const who of WHO) await people[who].send('/login', { email: `${who}@wangchuan.example`, password: PASSWORD, next: '/' });
  const has = {};
  Object.assign(has, await front(people), await studio(people), await letters(people), await papers(people));
  Object.assign(has, await desk(people, has), await credit(people), await places(people));
  await halfway(people);
  return { people, has };
}

async function front({ nobody, reader }) {
  const home = await nobody.ask('/');
  const profile = await nobody.ask('/@harbour');
  await reader.send('/@harbour/follow', { act: 'follow' });
  return { channel: firstLink(home, '/channel/[^"?]+'), column: firstLink(home, '/column/[^"?]+'), article: firstLink(profile, '/article/\\d+') };
}

/** A draft with a history and a link to look at it, a piece that waits, and one that readers have. */
async function studio({ writer, owner }) {
  const creator = between(await writer.ask('/studio?creator=harbour'), 'name="creator" value="', '"');
  const begin = () => writer.send('/studio/articles', { creator });
  const save = async (piece, fields) => {
    const page = await writer.ask(piece);
    const channel = between(page.split('id="channel"')[1].replace('<option value="">', ''), '<option value="', '"');
    return writer.send(`${piece}/draft`, { version: between(page, 'name="version" value="', '"'), channel, ...fields });
  };
  const [draft, waiting] = [await begin(), await begin()];
  const text = '江面上的灯。\n\n## 第二天\n\n- 一\n- 二\n\n> 引文\n\n| 甲 | 乙 |\n| - | - |\n| 1 | 2 |';
  await save(draft, { title: '判官的草稿', summary: '一句话', body: text, act: 'save' });
  await save(waiting, { title: '判官的来稿', body: text, act: 'submit' });
  const published = (await writer.ask('/studio?creator=harbour&state=published')).match(/href="(\/studio\/article\/\d+)"/)[1];
  const shown = await writer.send(`${draft}/preview-link`, {});
  const preview = firstLink(shown.startsWith('/') ? await writer.ask(shown) : shown, '/preview/[^"]+');
  await owner.send('/studio/members/invitation', { creator, email: 'reader@wangchuan.example', role: 'writer' });
  return {
    creator,
    draft,
    waiting,
    published,
    preview,
    version: between(await writer.ask(draft), 'name="version" value="', '"'),
    revision: firstLink(await writer.ask(`${waiting}/history`), `${waiting}/history/\\d+`),
  };
}

/** What comes by letter: links to confirm, to reset, to join, to end letters. */
async function letters({ nobody }) {
  const email = `judged-${process.pid}@wangchuan.example`;
  await nobody.send('/register', { name: '江渡', email });
  await nobody.send('/reset', { email: 'editor@wangchuan.example' });
  const outbox = await nobody.ask('/outbox');
  return {
    confirmation: firstLink(outbox, '/confirm/[^"]+'),
    reset: firstLink(outbox, '/reset/[^"]+'),
    invitation: firstLink(outbox, '/invitation/[^"]+'),
  };
}

/** A credential that waits for the desk. */
async function papers({ owner, reviewer }) {
  const creator = between(await owner.ask('/studio/credentials?creator=harbour'), 'name="creator" value="', '"');
  const documents = { name: 'licence.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 a licence') };
  const until = `${new Date().getUTCFullYear() + 2}-01-01`;
  await owner.send('/studio/credentials', { creator, field: 'health', credential_name: '医师执业证书', credential_until: until, documents }, 'multipart');
  return {
    credential: firstLink(await reviewer.ask('/desk/credentials'), '/desk/credentials/\\d+'),
    application: firstLink(await reviewer.ask('/desk/applications'), '/desk/applications/\\d+'),
  };
}

/** A piece that the reviewer has, with a remark, and that somebody outside is asked about. */
async function desk({ reviewer }, { application }) {
  const queue = await reviewer.ask('/desk/review');
  const submission = firstLink(queue.split('<h2>').find((line) => line.includes('判官的来稿')) ?? '', '/desk/review/\\d+');
  await reviewer.send(`${submission}/claim`, {});
  await reviewer.send(`${submission}/remarks`, { block: '', words: '第二段请再核一遍。' });
  await reviewer.send(`${application}/claim`, { act: 'take' });
  const asked = await reviewer.send(`${submission}/approver`, { name: '总编辑' });
  return { submission, approval: firstLink(asked.startsWith('/') ? await reviewer.ask(asked) : asked, '/approve/[^"]+') };
}

/** A violation, and an appeal against it. */
async function credit({ reviewer, owner, admin }) {
  const creator = (await reviewer.ask('/desk/credit/creator?creator=harbour')).match(/\/desk\/credit\/creator\/(\d+)\/deductions/)[1];
  for (const words of ['标题说的和正文不是一回事。', '图片没有来源。']) await reviewer.send(`/desk/credit/creator/${creator}/deductions`, { kind: 'title', words });
  const entries = [...(await owner.ask('/studio/credit?creator=harbour')).matchAll(/action="(\/studio\/credit\/\d+)\/appeal"/g)].map(([, entry]) => entry);
  await owner.send(`${entries[0]}/appeal`, { words: '标题用的就是正文第一句。' });
  return { entry: entries[1], appeal: firstLink(await admin.ask('/desk/credit'), '/desk/credit/appeals/\\d+') };
}

/** A place with a filling of its own, and one that is to come. */
async function places({ admin }) {
  const place = '/desk/slots/home/top';
  const fill = async (fields) => {
    const page = await admin.ask(place);
    await admin.send('/desk/slots/filling', { place: 'home/top', version: between(page, 'name="version" value="', '"'), pick: between(page, 'name="pick" value="', '"'), at: 'first', ...fields });
  };
  await fill({ title_zh: '判官的头条' });
  await fill({ from: new Date(Date.now() + 48 * 3_600_000).toISOString().slice(0, 16) });
  const page = await admin.ask(place);
  return { placed: between(page, 'name="version" value="', '"'), ahead: firstLink(page, '/desk/slots/preview[^"]*') };
}

/** Somebody has a second factor, and stands before its code in another browser. */
async function halfway({ keyed, halfway }) {
  const [email, password] = [`keyed-${process.pid}@wangchuan.example`, 'lotus ferry eleven, quietly'];
  await keyed.send('/register', { name: '江钥', email });
  const letter = (await keyed.ask('/outbox')).split('<article').find((line) => line.includes(email)) ?? '';
  await keyed.send(firstLink(letter, '/confirm/[^"]+'), { password });
  const page = await keyed.send('/account/factor/secret', { proof: password });
  const secret = between(page.startsWith('/') ? await keyed.ask(page) : page, 'class="secret"><code>', '<');
  await keyed.send('/account/factor/confirmation', { code: code(secret) });
  await halfway.send('/login', { email, password, next: '/' });
}
