// Without a mouse: the way into the page, and every stop on the way through it.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { expects, launch, open, profile } from './lib/browser.mjs';
import { kinds, walk } from './lib/map.mjs';

const MOST_STOPS = 600;
const browser = await launch();
const map = await walk();
after(() => browser.close());

test('the first Tab stop of every page is a link to its main part, and it leads there (A-13)', async (t) => {
  const context = await profile(browser);
  expects(context, new RegExp(`^404 GET ${map.missing}$`));
  for (const kind of kinds) {
    await t.test(kind, async () => {
      const { page } = await open(context, map[kind]);
      await page.keyboard.press('Tab');
      const skip = await page.evaluate(() => {
        const box = document.activeElement.getBoundingClientRect();
        return { href: document.activeElement.getAttribute('href'), shown: box.width >= 24 && box.height >= 24 && box.left >= 0 && box.top >= 0 };
      });
      assert.ok(skip.href?.startsWith('#'), `the first stop leads to ${skip.href}`);
      assert.ok(skip.shown, 'it shows while it has the focus');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      const inside = await page.evaluate(() => Boolean(document.activeElement.closest('main')) || document.activeElement.compareDocumentPosition(document.querySelector('main')) === Node.DOCUMENT_POSITION_PRECEDING);
      assert.ok(inside, 'the next stop stands in or after the main part');
      await page.close();
    });
  }
  await context.close();
});

describe('every Tab stop of the article page is seen (A-07)', () => {
  for (const [edition, width] of [['standard', 1440], ['standard', 390], ['care', 1440], ['care', 390]]) {
    test(`${edition}, ${width} px`, async () => {
      const context = await profile(browser, { viewport: { width, height: 800 } });
      const { page } = await open(context, map.article, edition === 'care' ? { edition } : {});
      const { stops, findings } = await tabThrough(page);
      assert.ok(stops > 20, `${stops} stops`);
      assert.deepEqual(findings, []);
      await context.close();
    });
  }
});

// Until the focus leaves the page; a page that never lets go is a trap.
async function tabThrough(page) {
  const findings = [];
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.keyboard.press('Tab');
    const finding = await page.evaluate(look);
    if (finding === 'left') return { stops, findings };
    if (finding) findings.push(finding);
  }
  return { stops: MOST_STOPS, findings: [...findings, `still in the page after ${MOST_STOPS} stops`] };
}

// Two frames for scrolling and script; then the stop must stand in the window, uncovered, with a mark of 2 px or more.
async function look() {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const each = document.activeElement;
  if (!each || each === document.body || each.dataset.passed) return 'left';
  each.dataset.passed = 'yes';
  const say = (what) => `${what}: ${each.outerHTML.replace(/\s+/g, ' ').slice(0, 120)}`;
  const rows = [...each.getClientRects()];
  const box = each.getBoundingClientRect();
  if (box.width <= 1 || box.height <= 1) return say('has no size');
  const [top, left, bottom, right] = [Math.max(box.top, 0), Math.max(box.left, 0), Math.min(box.bottom, innerHeight), Math.min(box.right, innerWidth)];
  const whole = top <= box.top + 1 && bottom >= box.bottom - 1 && left <= box.left + 1 && right >= box.right - 1;
  const large = box.height > innerHeight * 0.8;
  if (!(whole || (large && bottom - top > 100))) return say(`is out of the window at ${box.left.toFixed()},${box.top.toFixed()}`);
  const row = large ? { left, right, top, bottom } : rows[0];
  const over = document.elementFromPoint((row.left + row.right) / 2, (row.top + row.bottom) / 2);
  if (!over || !(each === over || each.contains(over) || over.contains(each))) return say(`is covered by ${over?.outerHTML.slice(0, 60)}`);
  // A field may show its focus on the form that frames it.
  const marked = [each, each.parentElement, each.closest('form')].filter(Boolean).map((one) => getComputedStyle(one));
  if (!marked.some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)) return say('shows no focus');
  return undefined;
}
