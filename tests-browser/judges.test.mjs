// What foreign judges say of every page, for everybody who may open it: the Nu HTML checker, axe, and how much a page moves
// while it loads. The list of pages is fed by the program's own routes.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { expects, launch } from './lib/browser.mjs';
import { answers, faces, pages } from './lib/everywhere.mjs';
import { shifts, violations, watchShifts } from './lib/judge.mjs';
import { wastefulPictures } from './lib/measure.mjs';
import { smallTargets } from './lib/targets.mjs';
import { errors } from './lib/nu.mjs';
import { program, serve } from './lib/server.mjs';
import { settle } from './lib/settled.mjs';

const skip = program ? false : 'MASTHEAD_PROGRAM names no program to start';
// Every part that an operator may switch on; nobody is asked at the provider.
const SETTINGS = `regimes = ["cn"]
[openid]
issuer = "http://127.0.0.1:9"
client_id = "masthead"
client_secret = "none"
label = "Wangchuan University ID"
allow_origins = ["http://127.0.0.1:9"]
`;
const AT_ONCE = 3;
// Known before the tests are, since each route has its own.
const routes = skip ? {} : await faces();
let browser, portal, people, has;

before(async () => {
  if (skip) return;
  browser = await launch();
  portal = await serve(SETTINGS, { demo: true });
  ({ people, has } = await settle(browser, portal.url));
});

after(async () => {
  await browser?.close();
  await portal?.stop();
});

const address = (path, query) => {
  const url = new URL(path, portal.url);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
};

/** The text of a page; where it is the answer to a form, of that answer. */
async function fetched({ who, path, form, status: wanted }, query) {
  const { request } = people[who];
  const options = { form, headers: { origin: portal.url }, maxRedirects: 0 };
  const answer = await (form ? request.post(address(path, query), options) : request.get(address(path, query), options));
  const status = answer.status();
  const isRight = form ? status !== 405 && status < 500 && (status < 300 || status >= 400) : status === wanted;
  assert.ok(isRight, `${path} as ${who} answers ${status}`);
  return answer.text();
}

const forms = () => answers(has).map(([who, path, form]) => ({ who, path, form, name: `POST ${path} as ${who}` }));

test('no page is refused by the Nu HTML checker, in either language or edition', { skip }, async () => {
  const documents = [];
  for (const lang of ['zh-CN', 'en']) {
    for (const edition of ['standard', 'care']) {
      for (const each of [...pages(routes, has), ...forms()]) documents.push({ name: `${each.name}, ${lang}, ${edition}`, html: await fetched(each, { lang, edition }) });
    }
  }
  const found = await errors(documents);
  assert.ok(found.length === 0, `${found.length} kinds of errors in ${documents.length} documents:\n${found.join('\n')}`);
});

// Both editions before axe, once each; what differs by language and width alone is how a page lies.
const VIEWS = [
  { lang: 'zh-CN', edition: 'standard', width: 1440, judged: true },
  { lang: 'en', edition: 'care', width: 390, judged: true },
  { lang: 'zh-CN', edition: 'standard', width: 390 },
  { lang: 'en', edition: 'standard', width: 390 },
];

for (const { lang, edition, width, judged = false } of VIEWS) {
  describe(`${lang}, ${edition}, ${width} px`, { skip, concurrency: AT_ONCE }, () => {
    for (const route of [...Object.keys(routes), 'elsewhere']) {
      test(`${route} ${judged ? 'satisfies axe, in both schemes and with more contrast, and ' : ''}stands still`, async () => {
        const known = pages(routes, has).filter((page) => page.route === route || (route === 'elsewhere' && !routes[page.route]));
        assert.ok(known.length > 0, 'nobody opens it');
        for (const each of known) await opened(each, { lang, edition }, { width, judged });
      });
    }
    test('what forms answer satisfies axe', { skip: !judged }, async () => {
      for (const each of forms()) await opened(each, { lang, edition }, { width, judged });
    });
  });
}

/** Pages that wait for the next address, by who opened them: a new page costs five times of what an address costs in one that is there. */
const waiting = {};

async function newPage(who) {
  const page = await people[who].context.newPage();
  await watchShifts(page);
  return page;
}

/** Opens a page, or puts the answer to a form where it would stand, and looks. */
async function opened(each, query, { width, judged }) {
  // What a form is answered with is put in its place, and an error is expected of its own page: no other address is opened there.
  const isPlain = !each.form && each.status < 400;
  const idle = (waiting[each.who] ??= []);
  const used = isPlain && idle.pop();
  const page = used || (await newPage(each.who));
  let isSound = false;
  try {
    await page.setViewportSize({ width, height: 844 });
    const at = address(each.path, query);
    if (each.form) {
      const body = await fetched(each, query);
      await page.route(at, (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }));
    }
    if (each.status >= 400) expects(page, new RegExp(`^${each.status} GET ${each.path}\\?`));
    const answer = await page.goto(at);
    if (!each.form) assert.equal(answer.status(), each.status, each.name);
    // What answers a form is scrolled to what is wrong with it.
    let moved = each.form ? [] : await shifts(page);
    if (moved.length > 0) {
      // Painted while half of the header was parsed, once in hundreds of pages where the machine is busy. What a script moves, moves again.
      await page.reload();
      moved = await shifts(page);
    }
    let wasteful = await page.evaluate(wastefulPictures);
    // A page that has shown a larger copy of a picture takes it again. Whether a reader would load it, says one that has shown nothing.
    if (used && wasteful.length > 0) wasteful = await wastefulAt(at, each.who, { width, height: 844 });
    const found = [...moved, ...(await described(page)), ...wasteful, ...(await smallTargets(page)), ...(judged ? await violations(page) : [])];
    assert.ok(found.length === 0, `${each.name}: ${found.length} findings:\n${found.join('\n')}`);
    isSound = true;
  } finally {
    await (isPlain && isSound ? idle.push(page) : page.close());
  }
}

async function wastefulAt(at, who, size) {
  const page = await newPage(who);
  try {
    await page.setViewportSize(size);
    await page.goto(at, { waitUntil: 'networkidle' });
    return await page.evaluate(wastefulPictures);
  } finally {
    await page.close();
  }
}

/** Search engines show a description, or guess one from the navigation. */
const described = (page) =>
  page.evaluate(() => {
    const said = (name) => document.querySelector(`meta[name="${name}"]`)?.content.trim() ?? '';
    return said('description') || said('robots').includes('noindex') ? [] : ['no description for search engines'];
  });
