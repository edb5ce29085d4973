// Every page that the program has. The routes come from the program itself; here stands who opens each, and at which addresses.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { program } from './server.mjs';

/** `[who, address made of what the newsroom has, status]` of each route that shows a page; several where it has several faces. No status is 200. */
const PAGES = {
  '/': [['nobody', () => '/'], ['writer', () => '/']],
  '/channel/{slug}': [['nobody', (has) => has.channel]],
  '/column/{slug}': [['nobody', (has) => has.column]],
  '/article/{id}': [['nobody', (has) => has.article], ['reader', (has) => has.article]],
  '/hot': [['nobody', () => '/hot']],
  '/search': [['nobody', () => '/search?q=%3Cb%3E']],
  '/accessibility': [['nobody', () => '/accessibility']],
  '/login': [['nobody', () => '/login']],
  '/login/code': [['halfway', () => '/login/code']],
  '/register': [['nobody', () => '/register']],
  '/confirm/{secret}': [['nobody', (has) => has.confirmation], ['nobody', () => '/confirm/none', 410]],
  '/reset': [['nobody', () => '/reset']],
  '/reset/{secret}': [['nobody', (has) => has.reset]],
  '/account': [['reader', () => '/account'], ['writer', () => '/account'], ['admin', () => '/account']],
  '/account/factor': [['reader', () => '/account/factor'], ['keyed', () => '/account/factor']],
  '/account/openid': [['reader', () => '/account/openid']],
  '/account/passkeys': [['reader', () => '/account/passkeys']],
  '/account/letters': [['writer', () => '/account/letters']],
  '/account/notifications': [['writer', () => '/account/notifications'], ['reader', () => '/account/notifications']],
  '/account/following': [['reader', () => '/account/following'], ['admin', () => '/account/following']],
  '/unsubscribe/{link}': [['nobody', () => '/unsubscribe/none', 404]],
  '/join': [['nobody', () => '/join']],
  '/join/apply': [['reader', () => '/join/apply']],
  '/join/application': [['applicant', () => '/join/application'], ['reader', () => '/join/application']],
  '/desk/applications': [['reviewer', () => '/desk/applications']],
  '/desk/applications/{id}': [['reviewer', (has) => has.application]],
  '/studio/credit': [['owner', () => '/studio/credit?creator=harbour']],
  '/desk/credit': [['admin', () => '/desk/credit']],
  '/desk/credit/creator': [['admin', () => '/desk/credit/creator?creator=harbour']],
  '/desk/credit/appeals/{id}': [['admin', (has) => has.appeal]],
  '/desk/credit/rules': [['admin', () => '/desk/credit/rules']],
  '/studio/credentials': [['owner', () => '/studio/credentials?creator=harbour']],
  '/desk/credentials': [['reviewer', () => '/desk/credentials']],
  '/desk/credentials/{id}': [['reviewer', (has) => has.credential]],
  '/studio': [['writer', () => '/studio'], ['writer', () => '/studio?creator=riverpost&q=none']],
  '/studio/article/{id}': [['writer', (has) => has.draft], ['writer', (has) => has.waiting], ['writer', (has) => has.published]],
  '/studio/article/{id}/preview': [['writer', (has) => `${has.draft}/preview`]],
  '/preview/{secret}': [['nobody', (has) => has.preview]],
  '/studio/article/{id}/history': [['writer', (has) => `${has.waiting}/history`]],
  '/studio/article/{id}/history/{number}': [['writer', (has) => has.revision]],
  '/studio/members': [['owner', () => '/studio/members?creator=harbour'], ['writer', () => '/studio/members?creator=harbour']],
  '/invitation/{secret}': [['reader', (has) => has.invitation]],
  '/desk': [['admin', () => '/desk'], ['reviewer', () => '/desk'], ['reader', () => '/desk', 403]],
  '/desk/accounts': [['admin', () => '/desk/accounts']],
  '/desk/review': [['reviewer', () => '/desk/review']],
  '/desk/review/unchecked': [['reviewer', () => '/desk/review/unchecked']],
  '/desk/review/{id}': [['reviewer', (has) => has.submission], ['admin', (has) => has.submission]],
  '/desk/articles': [['moderator', () => '/desk/articles']],
  '/desk/articles/{id}': [['moderator', (has) => `/desk${has.article.replace('/article/', '/articles/')}`]],
  '/approve/{secret}': [['nobody', (has) => has.approval]],
  '/desk/slots': [['admin', () => '/desk/slots']],
  '/desk/slots/preview': [['admin', (has) => has.ahead]],
  '/desk/slots/{*place}': [['admin', () => '/desk/slots/home/top']],
  '/desk/sections': [['admin', () => '/desk/sections']],
  '/desk/sections/new': [['admin', () => '/desk/sections/new?kind=channel'], ['admin', () => '/desk/sections/new?kind=column']],
  '/desk/sections/{kind}/{slug}': [['admin', (has) => `/desk/sections${has.channel}`], ['admin', (has) => `/desk/sections${has.column}`]],
  '/desk/site': [['admin', () => '/desk/site']],
  '/outbox': [['nobody', () => '/outbox']],
  '/creators': [['nobody', () => '/creators']],
  '/{at_handle}': [['nobody', () => '/@harbour'], ['reader', () => '/@harbour']],
  '/{at_handle}/archive': [['nobody', () => '/@harbour/archive']],
  '/{at_handle}/follow': [['reader', () => '/@harbour/follow'], ['admin', () => '/@harbour/follow']],
};

/** Who opens a page that has one face and nothing to fill in, by what its route asks for. */
const BY_CAPABILITY = {
  Read: 'nobody', KeepAccount: 'reader', Apply: 'reader', Write: 'writer', SeeDesk: 'reviewer', Review: 'reviewer', Moderate: 'moderator', KeepCredit: 'admin',
  RuleCredit: 'admin', Curate: 'admin', Arrange: 'admin', ManageAccounts: 'admin',
};

/** Addresses that no route has. */
const ELSEWHERE = [['nobody', '/nothing/here/at/all', 404], ['reader', '/article/999999999999999', 404]];

/** Forms as people send them wrongly, or for whose answer there is no address: `[who, action, fields]`. */
export const answers = (has) => [
  ['nobody', '/login', { email: 'reader@wangchuan.example', password: 'no' }],
  ['nobody', '/register', { name: '', email: 'no' }],
  ['nobody', '/register', { name: '江渡', email: `new-${process.pid}@wangchuan.example` }],
  ['nobody', '/reset', { email: 'no' }],
  ['nobody', has.confirmation, { password: 'a' }],
  ['nobody', has.approval, { act: 'object', words: '' }],
  ['nobody', `${has.draft}/draft`, { version: '1', title: '没有登录', body: '写了\n\n很多。', act: 'save' }],
  ['reader', '/account/name', { name: '' }],
  ['reader', '/account/password', { now: 'no', new: 'a' }],
  ['reader', '/account/factor/secret', { proof: 'no' }],
  ['reader', '/account/passkeys/challenge', { proof: PASSWORD }],
  ['reader', '/join/apply', { act: 'send' }],
  ['reader', '/studio/articles', { creator: has.creator }],
  ['writer', `${has.draft}/draft`, { version: '1', title: '旧的', body: '另一个窗口里写的。', act: 'save' }],
  ['writer', `${has.draft}/draft`, { version: has.version, title: '', body: '', act: 'submit' }],
  ['owner', `${has.entry}/appeal`, { words: '' }],
  ['owner', '/studio/credentials', { creator: has.creator, field: '', credential_name: '', credential_until: '2020-01-01' }],
  ['owner', '/studio/members/invitation', { creator: has.creator, email: 'no', role: 'writer' }],
  ['reviewer', `${has.submission}/remarks`, { block: '', words: '' }],
  ['reviewer', `${has.submission}/decision`, { act: 'reject', words: '' }],
  ['reviewer', `${has.application}/decision`, { act: 'reject', words: '' }],
  ['reviewer', `${has.credential}/decision`, { act: 'refuse', words: '' }],
  ['moderator', `/desk${has.article.replace('/article/', '/articles/')}/takedown`, { words: '' }],
  ['admin', `/desk/credit/creator/${has.creator}/deductions`, { kind: '', words: '' }],
  ['admin', '/desk/credit/rules', { act: 'rehearse' }],
  ['admin', '/desk/slots/filling', { place: 'home/top', version: has.placed, article: 'no', from: '2001-01-01T00:00' }],
  ['admin', '/desk/slots/filling', { place: 'home/top', version: '0', article: 'no', from: '', until: '' }],
  ['admin', '/desk/sections/new', { kind: 'channel', slug: 'A B', name_zh: '', name_en: '' }],
  ['admin', '/desk/site', { name_zh: '', time_zone: 'Moon' }],
];

export const PASSWORD = 'lotus ferry eleven';

/** `[{ method, path, can, shows }]`, in the order in which the program asks them; `shows` is `page` or `other`. */
export async function routes() {
  const { stdout } = await promisify(execFile)(program, ['routes']);
  return stdout.trim().split('\n').map((line) => {
    const [method, path, can, shows] = line.split(' ');
    return { method, path, can, shows };
  });
}

/** The faces of each route that shows a page: those that stand here, else its only one. */
export async function faces() {
  const shown = (await routes()).filter(({ method, shows }) => method === 'GET' && shows === 'page');
  const gone = Object.keys(PAGES).filter((path) => !shown.some((route) => route.path === path));
  assert.deepEqual(gone, [], 'pages without a route');
  const unknown = shown.filter(({ path, can }) => !PAGES[path] && (path.includes('{') || !BY_CAPABILITY[can]));
  assert.deepEqual(unknown, [], 'routes whose pages nobody looks at: name their addresses in PAGES');
  return Object.fromEntries(shown.map(({ path, can }) => [path, PAGES[path] ?? [[BY_CAPABILITY[can], () => path]]]));
}

/** Every page of these faces: `[{ name, who, path, status }]`; `name` tells them apart. */
export function pages(faces, has) {
  const known = Object.entries(faces).flatMap(([route, all]) => all.map(([who, address, status = 200]) => ({ who, path: address(has), status, route })));
  const all = [...known, ...ELSEWHERE.map(([who, path, status]) => ({ who, path, status, route: path }))];
  for (const { route, path } of all) assert.ok(path?.startsWith('/'), `${route} has the address ${path}`);
  return all.map((page) => ({ ...page, name: `${page.path} as ${page.who}` }));
}
