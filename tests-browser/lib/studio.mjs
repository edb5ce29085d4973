// A stand-in for the studio's server: one page with a draft, and answers that the test chooses.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const root = new URL('../../crates/masthead/', import.meta.url);
const dist = new URL('src/web/assets/dist/', root);
const TYPES = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' };
// A picture of two colours that scales.
const DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"><path fill="#7fa8b5" d="M0 0h1200v675H0z"/><path fill="#2f5d6b" d="M0 450 300 250l250 220 200-130 450 260v75H0z"/></svg>';
// As strict as the portal's own.
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'";

export const hash = (digit) => String(digit).repeat(64).slice(0, 64);

/** The words of one language, as the page hands them over. */
async function wordsOf(lang) {
  const text = await readFile(new URL(`locales/${lang}/editor.ftl`, root), 'utf8');
  return Object.fromEntries([...text.matchAll(/^(editor-[a-z0-9-]+) = (.*)$/gm)].map(([, key, word]) => [key, word]));
}

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/**
 * `draft` is what the server holds; `next` are answers to play before the usual one: functions that get the request's
 * body and give `{ status, body, headers, wait }`, or `'cut'`. `seen` collects what came.
 */
export async function studio() {
  const site = {
    draft: { version: 7, document: { version: 1, blocks: [] }, fields: { title: '', summary: '', channel: '1' } },
    shown: {},
    holder: null,
    user: '42',
    next: [],
    pictures: [],
    seen: { saves: [], pictures: [], submits: [] },
    care: false,
  };
  const server = createServer((request, response) => void answer(site, request, response).catch((fault) => response.writeHead(500).end(String(fault))));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  // A test that fails before it closes the site does not hold the run up.
  server.unref();
  site.url = `http://127.0.0.1:${server.address().port}`;
  site.close = () => (server.closeAllConnections(), server.close());
  return site;
}

async function answer(site, request, response) {
  const url = new URL(request.url, 'http://studio');
  const bytes = Buffer.concat(await request.toArray());
  const send = (status, body, type = 'application/json', headers = {}) => response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  if (url.pathname.startsWith('/assets/')) {
    const name = url.pathname.slice(8);
    return send(200, await readFile(new URL(name, dist)), TYPES[name.split('.').pop()]);
  }
  if (url.pathname.startsWith('/media/')) return send(200, DRAWN, 'image/svg+xml');
  if (request.method === 'GET') return send(200, await page(site, url.searchParams.get('lang') ?? 'zh-CN'), 'text/html; charset=utf-8', { 'content-security-policy': POLICY });
  if (!request.headers['content-type']?.startsWith('application/json') && url.pathname.endsWith('/draft')) {
    site.seen.submits.push(Object.fromEntries(new URLSearchParams(bytes.toString())));
    return send(200, '<!doctype html><title>ok</title><p id="done">ok', 'text/html');
  }
  const [kind, queue] = url.pathname.endsWith('/pictures') ? ['pictures', site.pictures] : ['saves', site.next];
  if (url.pathname.endsWith('/hold')) {
    if (JSON.parse(bytes).take) site.holder = null;
    return send(200, JSON.stringify({ holder: site.holder, since: Date.now() }));
  }
  const said = kind === 'saves' ? JSON.parse(bytes) : { type: request.headers['content-type'], text: bytes.toString('latin1') };
  site.seen[kind].push(said);
  const played = queue.shift()?.(said);
  if (played === 'cut') return request.socket.destroy();
  if (played?.wait) await played.wait;
  const { status, body, headers } = played?.status ? played : kind === 'saves' ? saved(site, said) : picture(site);
  send(status, JSON.stringify(body), 'application/json', headers);
}

function saved(site, { version, document, fields }) {
  const { draft } = site;
  if (version !== draft.version) return { status: 409, body: { version: draft.version, by: draft.by ?? '林月', saved_at: Date.now(), document: draft.document, shown: site.shown, fields: draft.fields } };
  site.draft = { version: version + 1, document, fields, by: '我' };
  return { status: 200, body: { version: version + 1, saved_at: Date.now() } };
}

function picture(site) {
  const name = hash(site.seen.pictures.length % 10);
  site.shown[name] = { url: `/media/${name}.svg`, width: 1200, height: 675 };
  return { status: 201, body: { hash: name, ...site.shown[name] } };
}

async function page({ draft, shown, care, user }, lang) {
  const data = {
    version: draft.version, save: '/studio/article/7/draft', pictures: '/studio/article/7/pictures', hold: '/studio/article/7/hold',
    document: JSON.stringify(draft.document), shown: JSON.stringify(shown), limits: JSON.stringify({ title: 60, summary: 200 }),
    words: JSON.stringify(await wordsOf(lang)), user, locale: lang,
  };
  const attributes = Object.entries(data).map(([name, value]) => `data-${name}="${escape(String(value))}"`).join(' ');
  const zh = lang === 'zh-CN';
  const { title = '', summary = '', channel = '1' } = draft.fields;
  const option = (value, name) => `<option value="${value}"${value === channel ? ' selected' : ''}>${name}</option>`;
  return `<!doctype html><html lang="${lang}" class="${care ? 'care' : ''}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${zh ? '写稿' : 'Write'}</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/assets/app.css"><link rel="stylesheet" href="/assets/form.css">${care ? '<link rel="stylesheet" href="/assets/care.css">' : ''}<link rel="stylesheet" href="/assets/studio.css">
<script src="/assets/studio.js" defer></script></head><body><main id="main" tabindex="-1"><h1>${zh ? '写稿' : 'Write'}</h1>
<form id="piece" method="post" action="/studio/article/7/draft" ${attributes}>
<div class="field"><label for="title">${zh ? '标题' : 'Title'}</label><input id="title" name="title" value="${escape(title)}"></div>
<div class="field"><label for="summary">${zh ? '摘要' : 'Summary'}</label><textarea id="summary" name="summary">${escape(summary)}</textarea></div>
<div class="field"><label for="channel">${zh ? '频道' : 'Channel'}</label><select id="channel" name="channel">${option('1', zh ? '要闻' : 'News')}${option('2', zh ? '科技' : 'Technology')}</select></div>
<div id="body-plain"><label for="body">${zh ? '正文' : 'Text'}</label><textarea id="body" name="body"></textarea></div>
<p id="save-state" role="status"></p>
<p class="own"><button class="main" name="act" value="save">${zh ? '保存' : 'Save'}</button> <button name="act" value="submit">${zh ? '提交审核' : 'Submit'}</button></p>
</form></main></body></html>`;
}
