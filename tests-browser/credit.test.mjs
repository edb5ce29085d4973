// A violation and its appeal: the desk takes points, the creator sees and answers, somebody else puts them back; and new
// rules are rehearsed before they count.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { address, launch } from './lib/browser.mjs';
import { enters } from './lib/people.mjs';
import { isSound } from './lib/steps.mjs';

const browser = await launch();
after(() => browser.close());

const goes = (page, act) => Promise.all([page.waitForNavigation(), act()]);
async function score(page) {
  const text = await page.locator('dl.facts dd').first().innerText();
  return Number(text.match(/^\s*(\d+)\s*\//)?.[1] ?? assert.fail(`“${text}” is no score`));
}

for (const [width, javaScriptEnabled] of [[390, true], [1440, false]]) {
  describe(`credit, ${width} px, ${javaScriptEnabled ? 'with' : 'without'} script`, () => {
    const tag = `credit-${width}`;
    const options = { viewport: { width, height: 844 }, javaScriptEnabled };

    test('points are taken, appealed against by keyboard, and put back by somebody else', async () => {
      const writer = await enters(browser, options, { who: 'writer' });
      await writer.page.goto(address('/studio'));
      await goes(writer.page, () => writer.page.getByRole('link', { name: '等级与信用' }).click());
      const own = writer.page.url();
      const handle = new URL(own).searchParams.get('creator');
      const before = await score(writer.page);

      const reviewer = await enters(browser, options, { who: 'reviewer' });
      await reviewer.page.goto(address('/desk'));
      await goes(reviewer.page, () => reviewer.page.getByRole('link', { name: '等级与信用' }).click());
      await reviewer.page.locator('#creator').fill(`@${handle}`);
      await goes(reviewer.page, () => reviewer.page.keyboard.press('Enter'));
      await isSound(reviewer.page, `${tag}-creator`);
      const words = `标题说的和正文不是一回事 ${tag}`;
      await reviewer.page.locator('#kind').selectOption('title');
      await reviewer.page.locator('#words').fill(words);
      await goes(reviewer.page, () => reviewer.page.getByRole('button', { name: '记录并通知创作号' }).click());
      assert.match(await reviewer.page.locator('[role=status].done').innerText(), /已记录/);

      await writer.page.reload();
      assert.equal(await score(writer.page), before - 5);
      const record = writer.page.locator('.remarks > li', { hasText: words });
      await record.locator('summary').focus();
      await writer.page.keyboard.press('Enter');
      await writer.page.keyboard.press('Tab');
      await writer.page.keyboard.type('标题用的就是正文第一句。');
      await isSound(writer.page, `${tag}-own`);
      await writer.page.keyboard.press('Tab');
      await goes(writer.page, () => writer.page.keyboard.press('Enter'));
      assert.match(await writer.page.locator('[role=status].done').innerText(), /申诉已提交/);

      // Who took the points is not asked.
      await reviewer.page.goto(address('/desk/credit'));
      await goes(reviewer.page, () => reviewer.page.locator('.pieces h3 a').last().click());
      assert.equal(await reviewer.page.locator('main textarea').count(), 0);

      const admin = await enters(browser, options, { who: 'admin' });
      await admin.page.goto(address('/desk/credit'));
      await isSound(admin.page, `${tag}-queue`);
      await goes(admin.page, () => admin.page.locator('.pieces h3 a').last().click());
      await isSound(admin.page, `${tag}-appeal`);
      await admin.page.locator('#words').fill('核对过，标题属实。');
      await goes(admin.page, () => admin.page.getByRole('button', { name: '申诉成立', exact: true }).click());
      assert.match(await admin.page.locator('[role=status].done').innerText(), /已全部恢复/);
      await writer.page.goto(own);
      assert.equal(await score(writer.page), before);
      for (const { context } of [writer, reviewer, admin]) await context.close();
    });

    test('a table is rehearsed, its mistakes named at their fields, and nothing counts yet', async () => {
      const { page, context } = await enters(browser, options, { who: 'admin' });
      await page.goto(address('/desk/credit/rules'));
      await isSound(page, `${tag}-rules`);
      await page.locator('#quota_2').fill('2');
      await goes(page, () => page.getByRole('button', { name: '先试算，不生效' }).click());
      assert.match(await page.locator('[role=status]').innerText(), /用最近 90 天试算/);
      assert.equal(await page.locator('#quota_2').inputValue(), '2', 'what was typed is kept');
      await isSound(page, `${tag}-rehearsal`);
      await page.goto(address('/desk/credit/rules'));
      assert.notEqual(await page.locator('#quota_2').inputValue(), '2');
      await context.close();
    });
  });
}
