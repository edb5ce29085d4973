// Nothing is kept on the reader's device before the reader asks for it (CONVENTIONS PR-03).
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { base, expects, launch, lines, open, profile } from './lib/browser.mjs';
import { articles, kinds, walk } from './lib/map.mjs';

const browser = await launch();
const map = await walk();
after(() => browser.close());

const kept = async (page) => ({
  cookies: (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`),
  ...(await page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }))),
});
const NOTHING = { cookies: [], local: [], session: [], databases: [], caches: [], workers: 0 };

test('a walk over twenty pages in a fresh profile leaves nothing behind', async () => {
  const context = await profile(browser);
  expects(context, new RegExp(`^404 GET ${map.missing}$`));
  const known = kinds.map((kind) => map[kind]);
  const paths = [...new Set([...known, ...(await articles(20))])].slice(0, 20);
  assert.equal(paths.length, 20, 'there are twenty pages to walk');
  const page = await context.newPage();
  for (const path of paths) {
    await page.goto(new URL(path, base).href, { waitUntil: 'load' });
    assert.deepEqual(await kept(page), NOTHING, path);
  }
  await context.close();
});

test('the care edition is kept in one cookie from when it is chosen until it is left', async () => {
  const context = await profile(browser);
  const { page } = await open(context, '/');
  const follow = async (link) => {
    await link.click();
    await page.waitForLoadState('load');
  };
  assert.deepEqual(await kept(page), NOTHING);

  await follow(page.getByRole('link', { name: '进入关怀版' }).first());
  const { cookies, ...rest } = await kept(page);
  assert.equal(cookies.length, 1, `cookies: ${cookies}`);
  assert.deepEqual({ ...rest, cookies: [] }, NOTHING);

  await follow(page.locator('main a[href^="/article/"]:visible').first());
  assert.match(new URL(page.url()).pathname, /^\/article\//);
  assert.equal(new URL(page.url()).searchParams.get('edition'), null, 'the next address needs no parameter');
  assert.ok((await lines(page)).includes('无障碍浏览 退出关怀版'), 'the next page is in the care edition too');

  await follow(page.getByRole('link', { name: '退出关怀版' }).first());
  assert.ok((await lines(page)).includes('无障碍浏览 进入关怀版'), 'the standard edition is back');
  await page.goto(new URL('/', base).href);
  assert.ok((await lines(page)).includes('无障碍浏览 进入关怀版'), 'and stays');
  await context.close();
});
