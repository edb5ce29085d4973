// The article page: all that the platform puts on it, with and without script, on paper and in the dark.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, lines, open, profile } from './lib/browser.mjs';
import { walk } from './lib/map.mjs';
import { shot } from './lib/steps.mjs';

const browser = await launch();
const { article } = await walk();
after(() => browser.close());

const opened = async (options, query) => {
  const context = await profile(browser, options);
  return { context, ...(await open(context, article, query)) };
};

for (const scripted of [true, false]) {
  describe(`the article page, ${scripted ? 'with' : 'without'} script`, () => {
    let page, text;
    before(async () => {
      ({ page } = await opened({ javaScriptEnabled: scripted }));
      text = await lines(page);
    });
    after(() => page.context().close());
    const stands = (line) => assert.ok(text.includes(line), `no line “${line}” in:\n${text.join('\n')}`);
    const matches = (line) => assert.ok(text.some((each) => line.test(each)), `no line like ${line} in:\n${text.join('\n')}`);

    test('says where it stands and how to become a creator, on one line', () => stands('望川首页 > 望川号 > 正文 申请入驻'));
    test('has a byline with the time', () => matches(/^\d{4}-\d\d-\d\d \d\d:\d\d/));
    test('has the count of comments before the ways to share', () => assert.match(text[text.indexOf('分享至') - 2] ?? '', /^\d+$/));
    test('has both notices', () => {
      matches(/^特别声明[：:]/);
      matches(/^Notice: /);
    });
    test('has the related and the hot recommendations', () => ['相关推荐', '热点推荐'].forEach(stands));
    test('has the clock of the page', () => matches(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/));
    test('has the card of the creator', () => {
      matches(/^\d+文章数 \d+关注度$/);
      stands('往期回顾 全部');
    });
    test('has the headlines of the channels', () => assert.ok(text.filter((line) => line.endsWith('要闻')).length >= 2));
    test('links to accessible browsing and to the care edition, on one line', () => stands('无障碍浏览 进入关怀版'));
    test('has its notices in their languages (A-14)', async () => {
      const language = (start) => page.locator('p', { hasText: start }).last().evaluate((each) => each.closest('[lang]').lang);
      assert.equal(await language('特别声明'), 'zh-CN');
      assert.match(await language('Notice: '), /^en/);
    });
    test('recommends twenty hot articles, each with its creator and time', async () => {
      const hot = page.locator('section', { has: page.getByRole('heading', { name: '热点推荐', exact: true }) }).getByRole('article');
      const found = await hot.evaluateAll((all) => all.map((each) => each.innerText.split('\n').map((line) => line.trim()).filter(Boolean)));
      assert.equal(found.length, 20);
      assert.deepEqual(found.filter((one) => one.length < 3 || !one.some((line) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(line))), []);
    });
    test('shares to Weibo and QQ Zone by links, and to WeChat by a code', async () => {
      const share = page.locator('section', { has: page.getByText('分享至', { exact: true }) }).first();
      const canonical = await page.locator('link[rel=canonical]').getAttribute('href');
      const links = await share.locator('a').evaluateAll((all) => all.map((each) => each.href));
      const leads = await Promise.all(links.map((link) => page.request.get(link, { maxRedirects: 0 })));
      const places = leads.map((answer) => new URL(answer.headers().location));
      for (const host of ['service.weibo.com', 'sns.qzone.qq.com']) {
        const place = places.find((each) => each.protocol === 'https:' && each.host === host);
        assert.equal(place?.searchParams.get('url'), canonical, host);
      }
      await share.locator('summary', { hasText: '微信' }).click();
      const picture = share.locator('details img');
      await picture.and(share.getByAltText('微信')).waitFor();
      await picture.evaluate((img) => img.decode());
      const code = await picture.boundingBox();
      assert.ok(code && code.width >= 100 && Math.abs(code.width - code.height) < 1, 'the code is a square that a phone can read');
    });
    test('shows each column of the tabs when its tab is chosen', () => chooseTabs(page));
  });
}

// A tab shows its panel: inside the window and inside the strip that holds the panels.
async function chooseTabs(page) {
  const tabs = page.locator('[data-tabs] > ul a');
  assert.ok((await tabs.count()) >= 2, 'there are tabs');
  for (const tab of await tabs.all()) {
    const panel = page.locator((await tab.getAttribute('href')).replace(/^.*#/, '#'));
    await tab.click();
    await page.waitForFunction(
      (each) => {
        const box = each.getBoundingClientRect();
        const strip = each.parentElement.getBoundingClientRect();
        return Math.abs(box.left - strip.left) < 4 && box.top < innerHeight && box.bottom > 0;
      },
      await panel.elementHandle(),
      { timeout: 5000, polling: 50 },
    );
  }
}

describe('the article page', () => {
  test('turns its tabs by the arrow keys', async () => {
    const { page, context } = await opened();
    const tabs = page.getByRole('tab');
    await tabs.first().focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await tabs.nth(1).getAttribute('aria-selected'), 'true');
    assert.ok(await tabs.nth(1).evaluate((each) => each === document.activeElement), 'the focus goes along');
    await page.keyboard.press('End');
    assert.equal(await tabs.last().getAttribute('aria-selected'), 'true');
    await context.close();
  });

  test('has at most 40 Chinese characters to a line on a desktop (A-06)', async () => {
    const { page, context } = await opened();
    const counts = await page.locator('main article').first().locator('p').evaluateAll((all) => all.map((each) => each.clientWidth / parseFloat(getComputedStyle(each).fontSize)));
    assert.ok(counts.length > 0, 'there are paragraphs');
    assert.deepEqual(counts.filter((count) => !(count <= 40.5)), []);
    await context.close();
  });

  test('is set in 22 px or more in the care edition (C-05)', async () => {
    const { page, context } = await opened({}, { edition: 'care' });
    const sizes = await page.locator('main article').first().locator('p').evaluateAll((all) =>
      all.filter((each) => each.textContent.length >= 60 && !each.closest('section')).map((each) => parseFloat(getComputedStyle(each).fontSize)),
    );
    assert.ok(sizes.length > 0, 'there are paragraphs');
    assert.deepEqual(sizes.filter((size) => size < 22), []);
    await context.close();
  });

  test('keeps its text whole under wide spacing (A-05)', async () => {
    // A reader's own style sheet stands above the page's policy.
    const { page, context } = await opened({ viewport: { width: 390, height: 900 }, bypassCSP: true });
    await page.addStyleTag({ content: '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }' });
    const clipped = await page.locator('body *').evaluateAll((all) =>
      all
        .filter((each) => each.getClientRects().length > 0 && each.clientWidth > 1 && ['hidden', 'clip'].includes(getComputedStyle(each).overflowY) && getComputedStyle(each).clipPath === 'none')
        .filter((each) => each.scrollHeight > each.clientHeight + 1)
        .map((each) => `${each.localName}.${each.className}`),
    );
    assert.deepEqual(clipped, []);
    await context.close();
  });

  test('prints without navigation, with title, text and notices', async () => {
    const { page, context } = await opened();
    await page.emulateMedia({ media: 'print' });
    const shown = (all) => all.filter((each) => each.checkVisibility({ visibilityProperty: true })).map((each) => each.outerHTML.slice(0, 90));
    // The breadcrumb may stay: on paper it says where the article comes from.
    const moving = page.locator('nav:not(main nav), form, aside, button, summary');
    assert.ok((await moving.count()) > 0, 'on the screen there is something to leave out');
    assert.deepEqual(await moving.evaluateAll(shown), []);
    const text = await lines(page);
    for (const gone of ['分享至', '相关推荐', '热点推荐', '申请入驻', '进入关怀版']) assert.ok(!text.some((line) => line.includes(gone)), gone);
    for (const kept of [page.locator('h1'), page.getByText('特别声明'), page.getByText('Notice: ')]) assert.ok(await kept.first().isVisible());
    await shot(page, 'article.print');
    await context.close();
  });

  for (const edition of ['standard', 'care']) {
    test(`is light text on dark where the reader's system is dark, ${edition}`, async () => {
      const { page, context } = await opened({ colorScheme: 'dark' }, edition === 'care' ? { edition } : {});
      const [paper, ink] = await page.evaluate(() => {
        const style = getComputedStyle(document.body);
        const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
        const light = (colour) => {
          canvas.fillStyle = colour;
          canvas.fillRect(0, 0, 1, 1);
          const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        return [light(style.backgroundColor), light(style.color)];
      });
      assert.ok(paper < 0.1, `the paper's luminance is ${paper}`);
      const least = edition === 'care' ? 7 : 4.5;
      assert.ok((ink + 0.05) / (paper + 0.05) >= least, `contrast ${(ink + 0.05) / (paper + 0.05)} (A-03, C-07)`);
      await shot(page, `article.dark.${edition}`);
      await context.close();
    });
  }
});
