// The demo's newsroom at work: two windows in one draft, a cut network, an ended session.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { address, allows, expects, launch, profile } from './lib/browser.mjs';
import { PASSWORD, enters } from './lib/people.mjs';
import { png } from './lib/png.mjs';
import { measured, presses, saved, shot, stored, types } from './lib/steps.mjs';

const browser = await launch();
// What a save is answered, or that it is cut.
const answered = (status) => new RegExp(`^${status} POST /studio/article/\\d+/draft$`);
const CUT = /^failed: POST \/studio\/article\/\d+\/draft net::ERR_INTERNET_DISCONNECTED$/;
after(() => browser.close());

describe('two people in one draft, and a network that is cut', () => {
  const options = { viewport: { width: 1440, height: 900 } };
  const body = '.ProseMirror';
  const ready = (page) => page.waitForSelector(`${body}[contenteditable=true]`);
  const appends = async (page, text) => {
    await page.locator(body).focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(text);
  };

  test('the second is told and takes over; what the first wrote without network meets it, and neither is lost', async () => {
    const first = await enters(browser, options, { who: 'writer' });
    const second = await enters(browser, options, { who: 'subeditor' });
    const { page } = first;
    expects(page, CUT, answered(409));
    // It learns who has the draft by asking, or by the answer to a save.
    allows(page, answered(423));
    await page.goto(address('/studio'));
    await presses(page, '写新稿');
    await ready(page);
    await types(page, '#title', `两人一稿 ${process.pid}`);
    await appends(page, '码头上人很多。');
    await saved(page);

    await first.context.setOffline(true);
    await appends(page, '断网时写下的一句。');
    await page.waitForSelector('#save-state[data-state=offline]');

    await second.page.goto(page.url());
    await second.page.waitForSelector('.editor-notice');
    assert.match(await second.page.locator('.editor-notice').innerText(), /林月 正在写这篇稿子/);
    assert.equal(await second.page.locator(body).getAttribute('contenteditable'), 'false');
    await Promise.all([second.page.waitForNavigation(), second.page.getByRole('button', { name: '由我接手' }).press('Enter')]);
    await ready(second.page);
    await appends(second.page, '接手的人写的一句。');
    await saved(second.page);

    await first.context.setOffline(false);
    const told = page.locator('.conflict, .editor-notice:has(button:text("由我接手"))').first();
    await told.waitFor();
    const takes = page.getByRole('button', { name: '由我接手' });
    if (!(await page.locator('.conflict').isVisible())) await takes.press('Enter');
    await page.waitForSelector('.conflict');
    assert.match(await page.locator('.version-mine').innerText(), /断网时写下的一句/);
    assert.match(await page.locator('.version-theirs').innerText(), /接手的人写的一句/);
    await shot(page, 'conflict-1440');
    await page.getByRole('button', { name: '用我的版本' }).press('Enter');
    await saved(page);

    await page.goto(`${page.url().replace(/[?#].*/, '')}/history`);
    const revisions = await page.locator('.pieces a').evaluateAll((all) => all.map((each) => each.href));
    const texts = [];
    for (const href of revisions) {
      await page.goto(href);
      texts.push(await page.locator('.diff').innerText());
    }
    assert.ok(texts.some((text) => text.includes('接手的人写的一句')), 'the other version lies in the history');
    await Promise.all([first.context.close(), second.context.close()]);
  });

  test('the save of whoever lost a draft is answered by who has it; words that came too late are found again on the page', async () => {
    const first = await enters(browser, options, { who: 'writer' });
    const second = await enters(browser, options, { who: 'subeditor' });
    const { page } = first;
    expects(page, answered(423));
    await page.goto(address('/studio'));
    await presses(page, '写新稿');
    await ready(page);
    await types(page, '#title', `接手一稿 ${process.pid}`);
    await page.locator('#channel').selectOption({ index: 1 });
    await appends(page, '头一个人写的。');
    await saved(page);
    await second.page.goto(page.url());
    await second.page.waitForSelector('.editor-notice');
    await Promise.all([second.page.waitForNavigation(), second.page.getByRole('button', { name: '由我接手' }).press('Enter')]);
    await ready(second.page);

    const answer = page.waitForResponse((one) => one.url().endsWith('/draft') && one.request().method() === 'POST');
    await appends(page, '晚了一步的一句。');
    assert.equal((await answer).status(), 423);
    await page.locator('.editor-notice-hold').waitFor();
    await shot(page, 'taken-over-1440');

    await appends(second.page, '接手后写的。');
    await saved(second.page);
    await presses(second.page, '投稿');
    await page.reload();
    await page.locator('#unsent').waitFor();
    assert.match(await page.locator('#unsent pre').innerText(), /接手一稿[^]*头一个人写的。[^]*晚了一步的一句。/);
    await page.setViewportSize({ width: 390, height: 844 });
    await shot(page, 'unsent-390');
    const discard = page.locator('#unsent [data-act=discard]');
    await discard.press('Enter');
    assert.match(await page.locator('#unsent [role=status]').innerText(), /再按一次/);
    await discard.press('Enter');
    await page.locator('#unsent').waitFor({ state: 'detached' });
    await page.reload();
    assert.equal(await page.locator('#unsent').isVisible(), false);
    await Promise.all([first.context.close(), second.context.close()]);
  });

  test('what was typed without network comes back after the tab was closed, and after the session has ended', async () => {
    const { context, page } = await enters(browser, options, { who: 'owner' });
    expects(context, answered(401), CUT);
    await page.goto(address('/studio'));
    await presses(page, '写新稿');
    await ready(page);
    await appends(page, '开头。');
    await saved(page);
    const piece = page.url();
    await context.setOffline(true);
    await appends(page, '只在浏览器里的一句。');
    await page.waitForSelector('#save-state[data-state=offline]');
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto(piece);
    await again.waitForFunction(() => document.querySelector('.ProseMirror')?.textContent?.includes('只在浏览器里的一句'));
    await ready(again);
    // The page that was closed may have reached the server with its last words: then nothing is left to save.
    await stored(again, '只在浏览器里的一句');

    const cookies = await context.cookies();
    await context.clearCookies();
    await appends(again, '没有登录时的一句。');
    await again.waitForSelector('#save-state[data-state=login]');
    await context.addCookies(cookies);
    await again.evaluate(() => dispatchEvent(new Event('focus')));
    await saved(again);
    await again.reload();
    assert.match(await again.locator(body).innerText(), /没有登录时的一句/);
    await context.close();
  });

  test('after a session has ended and a log-in in another window, both windows save again by themselves', async () => {
    const { context, page } = await enters(browser, options, { who: 'owner' });
    expects(page, answered(401));
    await page.goto(address('/studio'));
    await presses(page, '写新稿');
    await ready(page);
    await appends(page, '会话结束以前。');
    await saved(page);
    // Elsewhere everybody with this session is logged out: it ends while this page holds the draft.
    const piece = page.url();
    const [session] = (await context.cookies()).filter(({ name }) => name.endsWith('session'));
    const elsewhere = await profile(browser, options);
    await elsewhere.addCookies([session]);
    const door = await elsewhere.newPage();
    await door.goto(address('/account'));
    await presses(door, '退出登录');
    await elsewhere.close();
    await appends(page, '没有会话时的一句。');
    await page.waitForSelector('#save-state[data-state=login]');

    const second = await context.newPage();
    await second.goto(address('/login?lang=zh-CN'));
    await types(second, '#email', 'owner@wangchuan.example');
    await types(second, '#password', PASSWORD);
    await presses(second, '登录');
    await second.goto(piece);
    await ready(second);
    await page.bringToFront();
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await saved(page);
    await second.reload();
    await ready(second);
    assert.match(await second.locator(body).innerText(), /没有会话时的一句/);
    await appends(second, '第二个窗口的一句。');
    await saved(second);
    await context.close();
  });

  test('a server that cannot save now keeps the words here, says so, and they are saved by themselves', async () => {
    const { context, page } = await enters(browser, options, { who: 'owner' });
    expects(page, answered(503));
    await page.goto(address('/studio'));
    await presses(page, '写新稿');
    await ready(page);
    await appends(page, '开头。');
    await saved(page);
    const busy = { status: 503, headers: { 'retry-after': '1' }, json: { text: '数据库正忙，这一次没有保存，也没有丢。' } };
    await page.route('**/draft', (route) => route.fulfill(busy), { times: 1 });
    await appends(page, '忙的时候写下的一句。');
    await page.waitForSelector('#save-state[data-state=later]');
    assert.match(await page.locator('#save-state').innerText(), /没有保存，写的都还在这里.*数据库正忙/);
    await saved(page);
    await page.reload();
    assert.match(await page.locator(body).innerText(), /忙的时候写下的一句/);
    await context.close();
  });

  test('what one account typed is not saved by the next one in the same browser, and log-out takes it away', async () => {
    const { context, page } = await enters(browser, options, { who: 'owner' });
    expects(page, answered(403));
    await page.goto(address('/studio'));
    await presses(page, '写新稿');
    await ready(page);
    await appends(page, '甲的开头。');
    await saved(page);
    const piece = page.url();
    // The session ends, and somebody else of the same creator logs in on another page.
    await context.clearCookies({ name: 'session' });
    const second = await context.newPage();
    await second.goto(address('/login?lang=zh-CN'));
    await types(second, '#email', 'writer@wangchuan.example');
    await types(second, '#password', PASSWORD);
    await presses(second, '登录');
    await page.bringToFront();
    await appends(page, '甲在乙登录以后写的一句。');
    await page.waitForSelector('#save-state[data-state=closed]');
    assert.match(await page.locator('.editor-notice-closed').innerText(), /另一个账号/);
    assert.match(await page.locator(body).innerText(), /甲在乙登录以后写的一句/);
    await second.goto(piece);
    // The first still holds the draft: the second looks on.
    await second.waitForSelector(body);
    assert.match(await second.locator(body).innerText(), /甲的开头/);
    assert.doesNotMatch(await second.locator(body).innerText(), /乙登录以后/);

    // Log-out leaves nothing in the browser.
    await second.goto(address('/account'));
    await presses(second, '退出登录');
    await second.waitForURL(address('/'));
    const left = await second.evaluate(async () => {
      const bases = await indexedDB.databases();
      return [bases.map(({ name }) => name), Object.keys(localStorage).filter((name) => name.startsWith('masthead-'))];
    });
    assert.deepEqual(left, [[], []]);
    await context.close();
  });

  test('without script a form outlives the session of whoever typed it', async () => {
    const { context, page } = await enters(browser, { ...options, javaScriptEnabled: false }, { who: 'owner' });
    expects(page, answered(401));
    await page.goto(address('/studio'));
    await presses(page, '写新稿');
    await types(page, '#title', `会话过期 ${process.pid}`);
    await page.locator('#body').fill('写了很久的一段。\n\n还有“一段” & <b>。');
    await context.clearCookies({ name: 'session' });
    await presses(page, '保存');
    assert.match(await page.locator('h1').innerText(), /您写的还在/);
    await shot(page, 'carry-1440');
    const [login] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: '去登录（新页面）' }).press('Enter')]);
    await login.waitForLoadState();
    await types(login, '#email', 'owner@wangchuan.example');
    await types(login, '#password', PASSWORD);
    await presses(login, '登录');
    await presses(page, '再发一次');
    assert.match(await page.locator('.done').innerText(), /已保存/);
    assert.match(await page.locator('#body').inputValue(), /写了很久的一段。\n\n还有“一段”/);
    await context.close();
  });
});

describe('a draft that is opened again', () => {
  /** A new piece of one paragraph and, behind it, a picture without words. */
  const begins = async (page, title) => {
    await page.goto(address('/studio'));
    await presses(page, '写新稿');
    await page.waitForSelector('.ProseMirror[contenteditable=true]');
    await types(page, '#title', `${title} ${process.pid}`);
    await types(page, '.ProseMirror', '渡口的早晨。');
    await page.getByRole('toolbar').getByRole('button', { name: '图片', exact: true }).press('Enter');
    const asks = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: '从本机选择…' }).press('Enter');
    await (await asks).setFiles({ name: 'river.png', mimeType: 'image/png', buffer: png(320, 200, [40, 120, 200]) });
    await page.waitForSelector('.editor figure.frame img[src^="/media/"]');
    await saved(page);
  };

  test('what keeps a text from being handed in was taken off the page before anybody read it', async () => {
    const { context, page } = await enters(browser, { viewport: { width: 1440, height: 900 } }, { who: 'writer' });
    expects(page, answered(422));
    await begins(page, '图没有说明');
    await presses(page, '投稿');
    await page.waitForSelector('.ProseMirror[contenteditable=true]');
    const [head, told] = [page.locator('.troubles h2'), page.locator('.troubles li')];
    assert.match(await head.innerText(), /有 2 处/);
    assert.equal(await told.count(), 2);
    await page.waitForFunction(() => document.activeElement?.className === 'troubles', undefined, { timeout: 5_000 });
    assert.match(await page.locator('#body-trouble').innerText(), /有图片没有文字说明/);
    await page.locator('#channel').selectOption({ label: '城事' });
    assert.match(await head.innerText(), /还有 1 处/);
    assert.equal(await told.count(), 1);
    // With nothing else wrong it is told as well, and leads to the picture.
    await presses(page, '投稿');
    await page.waitForSelector('.ProseMirror[contenteditable=true]');
    assert.match(await head.innerText(), /有 1 处/);
    await told.locator('a').press('Enter');
    assert.ok(await page.evaluate(() => document.activeElement.matches('.editor .bound-alt input')));
    await page.keyboard.type('雾里的渡船');
    assert.equal(await page.locator('.troubles').count(), 0);
    await context.close();
  });

  test('its pictures can be described, after a reload and after a hand-in was refused for want of words', async () => {
    const { context, page } = await enters(browser, { viewport: { width: 1440, height: 900 } }, { who: 'writer' });
    expects(page, answered(422));
    await begins(page, '再打开');

    // No channel, no words for the picture: each trouble goes once its field is touched.
    await presses(page, '投稿');
    assert.ok(await page.locator('#channel-trouble .trouble').count());
    await page.waitForSelector('.ProseMirror[contenteditable=true]');
    await page.locator('#channel').selectOption({ label: '城事' });
    assert.equal(await page.locator('#channel-trouble .trouble').count(), 0);
    const frame = page.locator('.editor figure.frame').first();
    const alt = frame.getByLabel('替代文字', { exact: true });
    assert.ok(await alt.isEditable());
    await alt.fill('雾里的渡船');
    await frame.getByLabel('图注', { exact: true }).fill('清晨六点');
    await saved(page);
    await page.reload();
    await page.waitForSelector('.ProseMirror[contenteditable=true]');
    await page.waitForFunction(() => document.querySelector('.editor .bound-alt input')?.value === '雾里的渡船', undefined, { timeout: 5_000 });
    assert.ok(await alt.isEditable() && (await frame.getByRole('button', { name: '裁剪', exact: true }).isEnabled()));
    await shot(page, 'reopened-1440');
    await presses(page, '投稿');
    assert.match(await page.locator('.marks').first().innerText(), /待审/);
    await context.close();
  });
});

/** What the browser alone has, in the page. */
const copies = () =>
  new Promise((done) => {
    const last = Object.keys(localStorage).filter((name) => name.startsWith('masthead-studio'));
    const base = indexedDB.open('masthead-studio', 1);
    base.onsuccess = () => {
      const keys = base.result.transaction('copies').objectStore('copies').getAllKeys();
      keys.onsuccess = () => done([...last, ...keys.result]);
    };
  });

describe('a piece that is given up', () => {
  for (const { width, lang, script } of [
    { width: 390, lang: 'zh-CN', script: false },
    { width: 1440, lang: 'en', script: true },
  ]) {
    test(`leaves the list and is taken up again, ${lang}, ${width} px, script ${script}`, async () => {
      const words = {
        'zh-CN': { begin: '写新稿', save: '保存', discard: '丢弃这一篇', go: '丢弃', resume: '接着写', narrow: '查找' },
        en: { begin: 'New article', save: 'Save', discard: 'Discard this piece', go: 'Discard', resume: 'Go on writing', narrow: 'Find' },
      }[lang];
      const { context, page } = await enters(browser, { viewport: { width, height: 844 }, javaScriptEnabled: script }, { lang, who: 'writer' });
      await page.goto(address('/studio'));
      await presses(page, words.begin);
      const title = `Given up ${width} ${process.pid}`;
      if (script) await page.waitForSelector('.ProseMirror[contenteditable=true]');
      await types(page, '#title', title);
      if (!script) await presses(page, words.save);

      // With script what was typed a moment ago is saved before it goes.
      const summary = page.locator('main summary', { hasText: words.discard });
      await summary.focus();
      await page.keyboard.press('Enter');
      await measured(page, 'the question');
      await shot(page, `discard-${width}`);
      await presses(page, words.go);
      assert.ok(await page.locator('.done[role=status]').count());
      assert.equal(await page.locator('h1').innerText(), title);
      if (script) assert.deepEqual(await page.evaluate(copies), [], 'nothing that was not saved');
      await measured(page, 'a discarded piece');
      await shot(page, `discarded-${width}`);
      await page.goto(address('/studio'));
      assert.equal(await page.getByRole('link', { name: title, exact: true }).count(), 0);
      await page.locator('#state').selectOption('discarded');
      await presses(page, words.narrow);
      const line = page.getByRole('link', { name: title, exact: true });
      await Promise.all([page.waitForNavigation(), line.press('Enter')]);
      await presses(page, words.resume);
      if (script) await page.waitForSelector('.ProseMirror[contenteditable=true]');
      assert.equal(await page.locator('#title').inputValue(), title);
      await context.close();
    });
  }
});
