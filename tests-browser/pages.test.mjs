// Every kind of page, in both languages and both editions, on a small phone, a phone and a desktop.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { launch, loadPictures, open, profile } from './lib/browser.mjs';
import { kinds, walk } from './lib/map.mjs';
import * as measure from './lib/measure.mjs';

const SHOTS = 'target/screenshots';
const TARGETS = { standard: { least: 24, primary: 24, spaced: true }, care: { least: 44, primary: 60, spaced: false } };

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
  const titles = new Map();
  let context;
  before(async () => (context = await profile(browser, { viewport: { width, height: 900 } })));
  after(() => context.close());
  for (const kind of kinds.filter((kind) => map[kind])) {
    test(`${kind} (${map[kind]}) holds to the conventions`, async () => {
      const { page, problems, status } = await open(context, map[kind], query);
      await loadPictures(page);
      const findings = [
        ...(status === (kind === 'missing' ? 404 : 200) ? [] : [`status ${status}`]),
        ...(await measured(page, edition)),
        ...(await named(page, lang, kind, titles)),
        ...problems,
      ];
      await page.screenshot({ path: `${SHOTS}/${kind}.${lang}.${edition}.${width}.png`, fullPage: true });
      await page.close();
      assert.ok(findings.length === 0, `${findings.length} findings:\n${findings.join('\n')}`);
    });
  }
}

// Each check with the row of the conventions that it stands for.
async function measured(page, edition) {
  const checks = [
    ['A-04', measure.tooWide],
    ['A-01', measure.badPictures],
    ['id stands twice', measure.repeatedIds],
    ['no such id', measure.danglingIds],
    [edition === 'care' ? 'C-08' : 'A-12', measure.smallTargets, TARGETS[edition]],
  ];
  if (edition === 'care') checks.push(['C-05', measure.smallText, 18], ['C-10', measure.floating], ['C-06', measure.denseText, 1.6]);
  const found = [];
  for (const [row, run, given] of checks) for (const finding of await page.evaluate(run, given)) found.push(`${row}: ${finding}`);
  return found;
}

// One h1, one main, the language, and a title that no other page has.
async function named(page, lang, kind, titles) {
  const found = [];
  for (const one of ['h1', 'main']) if ((await page.locator(one).count()) !== 1) found.push(`A-13: ${await page.locator(one).count()} × ${one}`);
  const language = await page.locator('html').getAttribute('lang');
  if (language !== lang) found.push(`A-14: the page says that its language is ${language}`);
  const title = await page.title();
  if (!title || titles.has(title)) found.push(`A-13: “${title}” is the title of ${titles.get(title)} too`);
  titles.set(title, kind);
  return found;
}
