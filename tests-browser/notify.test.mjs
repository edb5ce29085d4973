// Following a creator and being told: by keyboard, on a phone and a desktop, with and without script.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { address, expects, launch, open, profile } from './lib/browser.mjs';
import { creator } from './lib/newsroom.mjs';
import { isSound } from './lib/steps.mjs';

const browser = await launch();
after(() => browser.close());

const password = 'lotus ferry eleven quiet';
let lamp;
before(async () => {
  lamp = await creator(browser, 'moderator', `told${process.pid}`);
});

const goes = (page, act) => Promise.all([page.waitForNavigation(), act()]);

async function presses(page, name) {
  const button = page.locator('main').getByRole('button', { name, exact: true }).first();
  await button.focus();
  await goes(page, () => page.keyboard.press('Enter'));
}

async function letter(page, email, subject) {
  for (let tries = 0; tries < 100; tries += 1) {
    await page.goto(address('/outbox'));
    const found = page.locator('article.letter', { hasText: email }).filter({ hasText: subject });
    if ((await found.count()) > 0) return found.first();
  }
  return assert.fail(`no letter to ${email} on ${subject}`);
}

async function registers(width, javaScriptEnabled, email) {
  const context = await profile(browser, { viewport: { width, height: 844 }, javaScriptEnabled });
  const { page } = await open(context, '/register', { lang: 'zh-CN' });
  for (const [field, text] of [['name', '林月'], ['email', email]]) await page.locator(`#${field}`).fill(text);
  await presses(page, '注册');
  const confirm = await letter(page, email, '确认');
  await page.goto(await confirm.locator('a').getAttribute('href'));
  await page.locator('#password').fill(password);
  await presses(page, '确认并登录');
  return { context, page };
}

for (const [width, javaScriptEnabled] of [[390, true], [1440, true], [390, false], [1440, false]]) {
  describe(`notifications, ${width} px, ${javaScriptEnabled ? 'with' : 'without'} script, by keyboard`, () => {
    const tag = `notify-${width}-${javaScriptEnabled ? 'script' : 'plain'}`;
    const email = `${tag}-${process.pid}@wangchuan.example`;
    test('a creator is followed, its article told of and read, letters come and are ended', async () => {
      const { page } = await registers(width, javaScriptEnabled, email);
      const home = `/@${lamp.handle}`;
      const badge = page.locator('[data-unread]');
      await page.goto(address(home));
      await isSound(page, `${tag}-creator`);
      const follow = page.locator('form.follow button');
      await follow.focus();
      if (javaScriptEnabled) {
        await page.keyboard.press('Enter');
        await page.locator('form.follow button[aria-pressed=true]').waitFor();
        assert.equal(await follow.innerText(), '已关注');
        assert.equal(await page.locator('form.follow [role=status]').textContent(), '已关注。');
        await page.reload();
        await page.locator('form.follow button[aria-pressed=true]').waitFor();
        assert.equal(await badge.count(), 1);
        assert.equal(await badge.isHidden(), true, 'nothing is unread yet');
      } else {
        await goes(page, () => page.keyboard.press('Enter'));
        assert.match(await page.locator('main').innerText(), /您已关注这个号/);
        await isSound(page, `${tag}-follow`);
      }

      const title = `灯亮了 ${tag}`;
      await lamp.publishes(title);
      if (javaScriptEnabled) {
        await page.goto(address('/'));
        await badge.and(page.locator(':visible')).waitFor();
        assert.equal(await badge.innerText(), '1', 'on a page that is the same for everybody');
      }
      await page.goto(address('/account'));
      assert.equal(await badge.innerText(), '1');
      const link = page.locator('.tools a[href="/account/notifications"]');
      await link.focus();
      await goes(page, () => page.keyboard.press('Enter'));
      await isSound(page, `${tag}-list`);
      const line = page.locator('.told li', { hasText: title });
      assert.match(await line.innerText(), /未读/);
      if (javaScriptEnabled) {
        // Whoever opens it has read it.
        await line.locator('a').focus();
        await goes(page, () => page.keyboard.press('Enter'));
        assert.match(await page.locator('h1').innerText(), new RegExp(tag));
        // What marks it goes out beside the way to the article.
        for (let tries = 0; tries < 50; tries += 1) {
          await page.goto(address('/account/notifications'));
          if ((await page.locator('.unread-line').count()) === 0) break;
        }
      } else {
        await presses(page, '全部标为已读');
      }
      assert.equal(await badge.count(), 1);
      assert.equal(await badge.isHidden(), true);
      assert.equal(await page.locator('.unread-line').count(), 0);

      await page.goto(address('/account/letters'));
      const radio = page.locator('input[name=following]');
      await radio.first().focus();
      await page.keyboard.press('ArrowDown');
      assert.equal(await page.locator('input[name=following]:checked').getAttribute('value'), 'now');
      await isSound(page, `${tag}-letters`);
      await presses(page, '保存');
      assert.match(await page.locator('.done').innerText(), /已保存/);
      const second = `灯又亮了 ${tag}`;
      await lamp.publishes(second);
      const sent = await letter(page, email, second);
      const end = (await sent.innerText()).match(/http\S+\/unsubscribe\/\S+/)[0];

      const stranger = await profile(browser, { viewport: { width, height: 844 }, javaScriptEnabled });
      const { page: other } = await open(stranger, new URL(end).pathname);
      await isSound(other, `${tag}-stop`);
      await presses(other, '确认不再寄送');
      assert.match(await other.locator('.done').innerText(), /不再寄送/);
      await page.goto(address('/account/letters'));
      assert.equal(await page.locator('input[name=following]:checked').getAttribute('value'), 'none');

      await page.goto(address('/account/following'));
      await isSound(page, `${tag}-following`);
      assert.match(await page.locator('.followed').innerText(), new RegExp(second));
      await presses(page, `取消关注：号${lamp.handle}`);
      assert.match(await page.locator('main').innerText(), /还没有关注任何号/);
    });
  });
}

test('a stranger who presses the button is led to the log-in and back', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const context = await profile(browser, { javaScriptEnabled });
    const { page } = await open(context, `/@${lamp.handle}`, { lang: 'zh-CN' });
    // The script asks first, and is told who may.
    if (javaScriptEnabled) expects(page, /^401 POST \/@\w+\/follow$/);
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.reload();
    assert.ok(!asked.includes('/account/now'), 'nobody is asked about a stranger');
    await page.locator('form.follow button').focus();
    await goes(page, () => page.keyboard.press('Enter'));
    assert.equal(new URL(page.url()).pathname, '/login');
    assert.equal(await page.locator('input[name=next]').first().inputValue(), `/@${lamp.handle}`);
    await page.locator('#email').fill('reader@wangchuan.example');
    await page.locator('#password').fill('lotus ferry eleven');
    await presses(page, '登录');
    assert.equal(decodeURI(new URL(page.url()).pathname), `/@${lamp.handle}`);
  }
});

test('what the desk decided is in the writer\'s list', async () => {
  const list = await lamp.writer.ask('/account/notifications');
  assert.match(list, /入驻申请已通过/);
  assert.match(list, /读者现在可以读到/);
});
