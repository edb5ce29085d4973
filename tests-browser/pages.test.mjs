// Every kind of page, in both languages and both editions, on a small phone, a phone and a desktop.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { address, expects, launch, loadPictures, open, profile } from './lib/browser.mjs';
import { kinds, walk } from './lib/map.mjs';
import * as measure from './lib/measure.mjs';
import { shot } from './lib/steps.mjs';
import { smallTargets } from './lib/targets.mjs';

const browser = await launch();
const map = await walk();
// The answer to an address that leads nowhere.
const notFound = new RegExp(`^404 GET ${map.missing}(\\?|$)`);
after(() => browser.close());

for (const lang of ['zh-CN', 'en']) {
  for (const edition of ['standard', 'care']) {
    for (const width of [1440, 390, 320]) describe(`${lang}, ${edition}, ${width} px`, () => view(lang, edition, width));
  }
}

function view(lang, edition, width) {
  const query = { ...(lang === 'en' && { lang }), ...(edition === 'care' && { edition }) };
  const titles = new Map();
  // One for all addresses: a new page costs five times of what an address costs in one that is there.
  let context, page;
  before(async () => {
    context = await profile(browser, { viewport: { width, height: 900 } });
    expects(context, notFound);
    page = await context.newPage();
  });
  after(() => context.close());
  for (const kind of kinds) {
    test(`${kind} (${map[kind]}) holds to the conventions`, async () => {
      const status = (await page.goto(address(map[kind], query))).status();
      await loadPictures(page);
      const findings = [
        ...(status === (kind === 'missing' ? 404 : 200) ? [] : [`status ${status}`]),
        ...(await measured(page, edition)),
        ...(await named(page, lang, kind, titles)),
      ];
      await shot(page, `${kind}.${lang}.${edition}.${width}`);
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
  ];
  if (edition === 'care') checks.push(['C-05', measure.smallText, 18], ['C-10', measure.floating], ['C-06', measure.denseText, 1.6]);
  const found = await smallTargets(page);
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
