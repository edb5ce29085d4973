// Every kind of page, in both languages and both editions, on a small phone, a phone and a desktop.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { launch, loadPictures, open, profile } from './lib/browser.mjs';
import { kinds, walk } from './lib/map.mjs';
import * as measure from './lib/measure.mjs';

const SHOTS = 'target/screenshots';
const TARGET = { standard: { least: 24, primary: 24, spaced: true }, care: { least: 44, primary: 60, spaced: false } };

const browser = await launch();
const map = await walk();
mkdirSync(SHOTS, { recursive: true });
after(() => browser.close());

test('every kind of page can be reached from the home page', () => {
  assert.deepEqual(kinds.filter((kind) => !map[kind]), []);
});

for (const lang of ['zh-CN', 'en']) {
  for (const edition of ['standard', 'care']) {
    for (const width of [1440, 390, 320]) describe(`${lang}, ${edition}, ${width} px`, () => view(lang, edition, width));
  }
}

function view(lang, edition, width) {
  const query = { ...(lang === 'en' && { lang }), ...(edition === 'care' && { edition }) };
  let context;
  before(async () => (context = await profile(browser, { viewport: { width, height: 900 } })));
  after(() => context.close());
  const titles = new Map();
  for (const kind of kinds.filter((kind) => map[kind])) {
    test(`${kind} (${map[kind]})`, async (t) => {
      const { page, problems, status } = await open(context, map[kind], query);
      const none = (what, run, given) => t.test(what, async () => assert.deepEqual(await page.evaluate(run, given), []));
      await t.test('has its status', () => assert.equal(status, kind === 'missing' ? 404 : 200));
      await loadPictures(page);
      await none('is no wider than the window (A-04)', measure.tooWide);
      await none('has a text for every picture, and every picture loads (A-01)', measure.badPictures);
      await none('has every id once', measure.repeatedIds);
      await none('has no reference to an id that is not there', measure.danglingIds);
      await none(`has targets of at least ${TARGET[edition].least} px (A-12, C-08)`, measure.smallTargets, TARGET[edition]);
      await t.test('has one h1, one main, its language and a title of its own (A-13, A-14)', () => named(page, lang, kind, titles));
      if (edition === 'care') await care(page, none, t);
      await page.screenshot({ path: `${SHOTS}/${kind}.${lang}.${edition}.${width}.png`, fullPage: true });
      await t.test('has no console error, failed request or request elsewhere', () => assert.deepEqual(problems, []));
      await page.close();
    });
  }
}

async function named(page, lang, kind, titles) {
  assert.equal(await page.locator('h1').count(), 1);
  assert.equal(await page.locator('main').count(), 1);
  assert.equal(await page.locator('html').getAttribute('lang'), lang);
  const title = await page.title();
  assert.ok(title && !titles.has(title), `“${title}” is the title of ${titles.get(title)} too`);
  titles.set(title, kind);
}

async function care(page, none, t) {
  await none('has no text below 18 px (C-05)', measure.smallText, 18);
  await none('has nothing that floats (C-10)', measure.floating);
  await t.test('sets running text in lines of at least 1.6, not justified (C-06, A-06)', async () => {
    const texts = await page.locator('main p').evaluateAll((all) =>
      all
        .filter((each) => each.textContent.length >= 60)
        .map((each) => [each.textContent.slice(0, 20), getComputedStyle(each)])
        .map(([text, style]) => [text, parseFloat(style.lineHeight) / parseFloat(style.fontSize), style.textAlign]),
    );
    assert.deepEqual(texts.filter(([, line, align]) => line < 1.6 || align === 'justify'), []);
  });
}
