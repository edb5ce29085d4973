// A day at the desk: the lead of the home page is filled, put in order, looked at before its time and put back.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { address, expects, launch, lines, open } from './lib/browser.mjs';
import { enters } from './lib/people.mjs';
import { isSound } from './lib/steps.mjs';

const browser = await launch();
after(() => browser.close());

const home = '/desk/slots/home/top';

const goes = (page, act) => Promise.all([page.waitForNavigation(), act()]);
const leads = async (context) => {
  const { page } = await open(context, '/');
  const all = await page.locator('.lead h2, .second h2').allInnerTexts();
  await page.close();
  return all;
};
const candidate = (page) => page.locator('.candidates > li').getByRole('button').first();
const order = (page) => page.locator('.fillings > li').evaluateAll((rows) => rows.map((row) => row.dataset.slot));

// Where the buttons that move a filling are off.
const ends = (page) =>
  page.locator('.fillings > li').evaluateAll((rows) => {
    const off = (step) => rows.flatMap((row, at) => (row.querySelector(`button[value=${step}]`).disabled ? [at] : []));
    return { up: off('up'), down: off('down') };
  });

for (const [width, javaScriptEnabled] of [[390, true], [1440, true], [390, false], [1440, false]]) {
  describe(`curation, ${width} px, ${javaScriptEnabled ? 'with' : 'without'} script`, () => {
    const tag = `slots-${width}-${javaScriptEnabled ? 'script' : 'plain'}`;
    test('the lead is filled, moved by keyboard, looked at ahead and put back', async () => {
      const { context, page } = await enters(browser, { viewport: { width, height: 844 }, javaScriptEnabled }, { who: 'admin' });
      await page.goto(address('/desk'));
      await goes(page, () => page.getByRole('link', { name: '页面编排' }).click());
      await isSound(page, `${tag}-places`);
      await goes(page, () => page.getByRole('link', { name: '首页 · 头条区' }).click());
      const before = await order(page);

      const title = `今晨头条 ${tag}`;
      await page.locator('#title_zh').fill(title);
      const chosen = candidate(page);
      await goes(page, () => chosen.click());
      assert.match(await page.locator('[role=status].done').innerText(), /已安排/);
      assert.equal((await leads(context))[0], title, 'readers see it at once');
      await isSound(page, `${tag}-place`);

      const [first, second] = await order(page);
      assert.ok(second, 'there are two fillings');
      if (javaScriptEnabled) {
        await page.locator(`#filling-${first} [data-handle]`).focus();
        await page.keyboard.press('ArrowDown');
        assert.match(await page.locator('[data-said]').innerText(), /第 2/);
        assert.deepEqual((await order(page)).slice(0, 2), [second, first]);
        await isSound(page, `${tag}-moving`);
        assert.deepEqual(await ends(page), { up: [0], down: [(await order(page)).length - 1] }, 'the buttons at the ends are off, and no others');
        // Not saved yet: the buttons go on from what is seen, and the handle takes the focus where one ends.
        await page.locator(`#filling-${first} button[value=up]`).press('Enter');
        assert.deepEqual((await order(page)).slice(0, 2), [first, second]);
        assert.equal(await page.evaluate(() => document.activeElement.closest('[data-slot]').dataset.slot), first);
        await page.locator(`#filling-${first} [data-handle]`).press('ArrowDown');
        await goes(page, () => page.keyboard.press('Enter'));
      } else {
        await page.locator(`#filling-${first} button[value=down]`).focus();
        await goes(page, () => page.keyboard.press('Enter'));
      }
      assert.match(await page.locator('[role=status].done').innerText(), /新顺序/);
      assert.deepEqual((await order(page)).slice(0, 2), [second, first]);
      assert.equal((await leads(context))[1], title);

      const later = `今晚头条 ${tag}`;
      await page.locator('#title_zh').fill(later);
      const at = new Date(Date.now() + 9 * 3_600_000 + 8 * 3_600_000).toISOString().slice(0, 16);
      await page.locator('#from').fill(at);
      await goes(page, () => candidate(page).click());
      assert.ok(!(await leads(context)).includes(later), 'not yet');
      await goes(page, () => page.locator('section[aria-labelledby=coming] a').first().click());
      assert.match(await page.locator('.ahead').innerText(), /只有您能看到/);
      assert.equal((await page.locator('.lead h2').allInnerTexts())[0], later, 'but then');
      await isSound(page, `${tag}-ahead`);
      await goes(page, () => page.getByRole('link', { name: '回到编排' }).click());

      const found = page.locator('.versions > li').nth(3).getByRole('button', { name: /恢复/ });
      await goes(page, () => found.click());
      assert.match(await page.locator('[role=status].done').innerText(), /已恢复/);
      const back = await leads(context);
      assert.ok(back.length > 0 && !back.includes(title) && !back.includes(later), String(back));
      assert.deepEqual(await order(page), before);
      await context.close();
    });
  });
}

test('the order is changed by dragging, and what is not saved is undone', async () => {
  const { context, page } = await enters(browser, {}, { who: 'admin' });
  await page.goto(address(home));
  const before = await order(page);
  const handles = page.locator('[data-handle]');
  const drag = async () => {
    await handles.nth(0).scrollIntoViewIfNeeded();
    const [from, to] = [await handles.nth(0).boundingBox(), await handles.nth(2).boundingBox()];
    await page.mouse.move(from.x + 5, from.y + 5);
    await page.mouse.down();
    await page.mouse.move(to.x + 5, to.y + 60, { steps: 8 });
    await page.mouse.up();
  };
  await drag();
  assert.notDeepEqual(await order(page), before);
  await page.getByRole('button', { name: '还原', exact: true }).click();
  assert.deepEqual(await order(page), before);
  await drag();
  const after = await order(page);
  assert.notDeepEqual(after, before);
  await goes(page, () => page.getByRole('button', { name: '保存顺序', exact: true }).click());
  assert.deepEqual(await order(page), after);
  await goes(page, () => page.getByRole('button', { name: /^恢复/ }).first().click());
  assert.deepEqual(await order(page), before);
  await context.close();
});

test('of two editors the second sees what the first did, and keeps what was typed', async () => {
  const first = await enters(browser, {}, { who: 'admin' });
  const second = await enters(browser, { viewport: { width: 390, height: 844 } }, { who: 'admin' });
  const place = '/desk/slots/column/digital/headline';
  await Promise.all([first.page.goto(address(place)), second.page.goto(address(place))]);
  await goes(first.page, () => candidate(first.page).click());
  expects(second.page, /^409 POST \/desk\/slots\//);
  await second.page.locator('#title_zh').fill('另一位编辑的标题');
  await goes(second.page, () => candidate(second.page).click());
  assert.match(await second.page.locator('[role=alert]').innerText(), /有人改动了这里[\s\S]*管理员 方澄/);
  assert.equal(await second.page.locator('#title_zh').inputValue(), '另一位编辑的标题');
  await isSound(second.page, 'slots-390-conflict');
  await Promise.all([first.context.close(), second.context.close()]);
});

test('a channel editor has the channel and is refused another', async () => {
  const { context, page } = await enters(browser, {}, { who: 'editor' });
  expects(page, /^403 GET \/desk\/slots\/home\/top$/, /^403 GET \/desk\/slots\/channel\/sports\/headline$/, /^403 GET \/desk\/slots\/preview\?/);
  await page.goto(address('/desk/slots'));
  const names = await page.locator('.places h2').allInnerTexts();
  assert.ok(names.length > 0 && names.every((name) => /频道/.test(name)), String(names));
  for (const path of [home, '/desk/slots/channel/sports/headline', '/desk/slots/preview?place=home/top']) {
    const answer = await page.goto(address(path));
    assert.equal(answer.status(), 403, path);
    assert.ok((await lines(page)).some((line) => /权限|不能|职责/.test(line)));
  }
  await context.close();
});
