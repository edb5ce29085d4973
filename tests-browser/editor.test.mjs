// The studio's editor against a stand-in for its server: every answer is played, nothing may be lost.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { allows, expects, launch, profile } from './lib/browser.mjs';
import { tooWide } from './lib/measure.mjs';
import { measured } from './lib/steps.mjs';
import { hash, studio } from './lib/studio.mjs';

const browser = await launch();
after(() => browser.close());

const paragraph = (text) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const textOf = (block) => (block.content ?? []).map((run) => run.text ?? '\n').join('');
const body = '.ProseMirror';
// What is saved while the network is cut.
const CUT = /^failed: POST \/studio\/article\/7\/draft net::ERR_INTERNET_DISCONNECTED$/;

/** A site, a context and a page with the editor open; `close` ends all three. */
async function desk({ width = 1440, blocks = [], prepare = () => undefined } = {}) {
  const site = await studio();
  site.draft.document.blocks = blocks;
  prepare(site);
  const context = await profile(browser, { viewport: { width, height: width < 600 ? 844 : 900 }, hasTouch: width < 600 });
  const { page } = await opened(site, context);
  return { site, context, page, close: async () => (await context.close(), site.close()) };
}

async function opened(site, context, { ready = true } = {}) {
  const page = await context.newPage();
  await page.goto(`${site.url}/studio/article/7`);
  if (ready) await page.waitForSelector(`${body}[contenteditable=true]`);
  return { page };
}

/** Waits until `check` gives something, and gives it. */
async function until(check, what) {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await check();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.fail(`in vain: ${what}`);
}

const stateIs = (page, state) => page.waitForSelector(`#save-state[data-state=${state}]`);
const pasteHtml = (page, html, files = []) =>
  page.evaluate(
    ([selector, html, files]) => {
      const data = new DataTransfer();
      if (html) data.setData('text/html', html);
      for (const [name, type] of files) data.items.add(new File(['x'.repeat(100)], name, { type }));
      document.querySelector(selector).dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    },
    [body, html, files],
  );

for (const width of [390, 1440]) {
  describe(`the editor at ${width} px`, () => {
    test('is written in by keyboard alone, and saves what is written', async () => {
      const { site, page, close } = await desk({ width });
      await page.locator('#title').focus();
      await page.keyboard.type('大桥重新开放');
      await page.locator(body).focus();
      await page.keyboard.type('## 今天');
      await page.keyboard.press('Enter');
      await page.keyboard.type('第一班公交 **六点**开出');
      await page.keyboard.press('Enter');
      await page.keyboard.type('- 换索');
      await page.keyboard.press('Enter');
      await page.keyboard.type('铺路');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Alt+F10');
      assert.equal(await page.evaluate(() => document.activeElement.closest('[role=toolbar]') !== null), true);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await page.keyboard.type('三级');
      await stateIs(page, 'saved');
      await until(() => site.draft.document.blocks.length === 4, 'the last block is saved');
      assert.deepEqual(site.draft.document.blocks, [
        { type: 'heading', level: 2, content: [{ type: 'text', text: '今天' }] },
        { type: 'paragraph', content: [{ type: 'text', text: '第一班公交 ' }, { type: 'text', text: '六点', marks: ['strong'] }, { type: 'text', text: '开出' }] },
        { type: 'list', ordered: false, items: [[paragraph('换索')], [paragraph('铺路')]] },
        { type: 'heading', level: 3, content: [{ type: 'text', text: '三级' }] },
      ]);
      assert.equal(site.draft.fields.title, '大桥重新开放');
      assert.match(await page.locator('.editor-count').innerText(), /17 字|1\d 字/);
      await measured(page, 'the editor');
      await close();
    });

    test('shows both versions of a conflict, and loses neither', async () => {
      const { site, page, close } = await desk({ width, blocks: [paragraph('一'), paragraph('二')] });
      expects(page, /^409 POST \/studio\/article\/7\/draft$/);
      site.draft = { version: 8, by: '林月', document: { version: 1, blocks: [paragraph('一'), paragraph('林月的话')] }, fields: { title: '林月的题', summary: '', channel: '2' } };
      await page.locator(body).focus();
      await page.keyboard.press('Control+End');
      await page.keyboard.type('和我的话');
      await page.waitForSelector('.conflict');
      assert.match(await page.locator('.version-mine').innerText(), /二和我的话/);
      assert.match(await page.locator('.version-theirs').innerText(), /林月的话/);
      assert.deepEqual(await page.evaluate(tooWide), []);
      const side = await page.evaluate(() => ['mine', 'theirs'].map((name) => document.querySelector(`.version-${name}`).getBoundingClientRect().top));
      assert.equal(side[0] === side[1], width > 1000, 'side by side where there is room');
      const theirs = page.locator('.version-theirs');
      await theirs.locator('.differs:not(dl)').getByRole('button', { name: '复制到我的版本' }).press('Enter');
      await page.getByRole('button', { name: '用我的版本' }).press('Enter');
      await stateIs(page, 'saved');
      await until(() => site.draft.version === 9, 'mine is saved upon theirs');
      assert.deepEqual(site.draft.document.blocks.map(textOf), ['一', '二和我的话', '林月的话']);
      await close();
    });

    test('takes pictures by paste and link, asks for alt text, and orders them by keys', async () => {
      const { site, page, close } = await desk({ width });
      await page.locator(body).focus();
      await pasteHtml(page, '', [['one.png', 'image/png'], ['two.png', 'image/png']]);
      await until(() => page.locator('figure.frame img').count().then((count) => count === 2), 'two pictures');
      assert.equal(await page.locator('.wanted:visible').count(), 2, 'both ask for alt text');
      await page.locator('figure.frame').first().getByLabel('替代文字').fill('清晨的大桥');
      await page.locator('figure.frame').nth(1).getByLabel(/装饰图/).check();
      assert.equal(await page.locator('.wanted:visible').count(), 0);
      await page.locator('figure.frame').first().getByRole('button', { name: /下移/ }).press('Enter');
      await until(() => site.draft.document.blocks[1]?.alt === '清晨的大桥', 'the picture moved down');
      assert.equal(site.draft.document.blocks[0].decorative, true);
      await page.getByRole('button', { name: '图片', exact: true }).press('Enter');
      await page.keyboard.type('example.org/a.jpg');
      await page.keyboard.press('Enter');
      await until(() => site.draft.document.blocks.filter((block) => block.type === 'picture').length === 3, 'the picture from the link');
      assert.equal(site.seen.pictures[2].text, 'link=https%3A%2F%2Fexample.org%2Fa.jpg');
      assert.deepEqual(await page.evaluate(tooWide), []);
      await close();
    });
  });
}

test('what is inserted comes behind what is chosen, never instead of it', async () => {
  const { site, page, close } = await desk();
  await page.locator(body).focus();
  await pasteHtml(page, '', [['one.png', 'image/png'], ['two.png', 'image/png']]);
  await until(() => page.locator('figure.frame img').count().then((count) => count === 2), 'two pictures');
  await page.locator('figure.frame img').nth(1).click();
  await page.getByRole('button', { name: '表格', exact: true }).click();
  await page.keyboard.type('甲');
  await page.keyboard.press('Tab');
  await page.keyboard.type('乙');
  await page.getByRole('button', { name: '加一列' }).click();
  await until(() => site.draft.document.blocks[2]?.header?.length === 4, 'the table behind both pictures');
  const [one, two, table] = site.draft.document.blocks;
  assert.deepEqual([one.type, two.type, table.header.slice(0, 2).map(textOf)], ['picture', 'picture', ['甲', '乙']]);
  await close();
});

test('a picture that fails says so, and is tried again', async () => {
  const { site, page, close } = await desk({ prepare: (site) => site.pictures.push(() => ({ status: 503, body: { text: '服务器正忙。' } })) });
  expects(page, /^503 POST \/studio\/article\/7\/pictures$/);
  await page.locator(body).focus();
  await pasteHtml(page, '', [['one.png', 'image/png']]);
  assert.match(await page.locator('.frame-pending.frame-wrong').innerText(), /one.png 没有传上去。服务器正忙。/);
  await page.getByRole('button', { name: '重试' }).press('Enter');
  await until(() => site.draft.document.blocks[0]?.src === hash(2), 'the picture after the second try');
  await close();
});

test('a picture that is none is refused with a reason, and no button offers the same again', async () => {
  const { page, close } = await desk({ prepare: (site) => site.pictures.push(() => ({ status: 422, body: { text: '这不是图片。' } })) });
  expects(page, /^422 POST \/studio\/article\/7\/pictures$/);
  await page.locator(body).focus();
  await pasteHtml(page, '', [['one.png', 'image/png']]);
  assert.match(await page.locator('.frame-pending.frame-wrong').innerText(), /这不是图片。/);
  assert.equal(await page.getByRole('button', { name: '重试' }).isVisible(), false);
  await close();
});

test('a picture that is refused for now only keeps the button that sends it again', async () => {
  const { site, page, close } = await desk({ prepare: (site) => site.pictures.push(() => ({ status: 422, body: { text: '请过几分钟再来。', again: true } })) });
  expects(page, /^422 POST \/studio\/article\/7\/pictures$/);
  await page.locator(body).focus();
  await pasteHtml(page, '', [['one.png', 'image/png']]);
  assert.match(await page.locator('.frame-pending.frame-wrong').innerText(), /请过几分钟再来。/);
  await page.getByRole('button', { name: '重试' }).press('Enter');
  await until(() => site.draft.document.blocks[0]?.src === hash(2), 'the picture after the second try');
  await close();
});

test('a picture on its way when the tab closes goes on when it is opened again', async () => {
  const { site, context, page, close } = await desk({ prepare: (site) => site.pictures.push(() => ({ wait: new Promise(() => undefined) })) });
  await page.locator(body).focus();
  await pasteHtml(page, '', [['one.png', 'image/png']]);
  await page.waitForSelector('.frame-pending');
  await until(() => site.seen.pictures.length === 1, 'the sending began');
  const atRisk = () => page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
  await until(async () => !(await atRisk()), 'the browser has a copy, the file included');
  await page.close();
  const { page: again } = await opened(site, context);
  await until(() => site.draft.document.blocks[0]?.type === 'picture', 'the picture after all');
  assert.match(await again.locator('.editor-notice-restored').innerText(), /已恢复/);
  await close();
});

test('a cut network is told once, and what was written arrives when it is back', async () => {
  const { site, context, page, close } = await desk();
  expects(page, CUT);
  await context.setOffline(true);
  await page.locator(body).focus();
  await page.keyboard.type('断网时写的');
  await stateIs(page, 'offline');
  assert.equal(await page.locator('#save-state').getAttribute('aria-live'), 'polite');
  await context.setOffline(false);
  await stateIs(page, 'saved');
  assert.deepEqual(site.draft.document.blocks.map(textOf), ['断网时写的']);
  await close();
});

test('on a phone the words about saving stood below the whole text, out of sight', async () => {
  const blocks = Array.from({ length: 40 }, (_, at) => paragraph(`第 ${at} 段`));
  for (const width of [390, 320]) {
    const { context, page, close } = await desk({ width, blocks });
    expects(page, CUT);
    await page.emulateMedia({ forcedColors: 'active' });
    await page.locator(body).focus();
    await page.keyboard.press('Control+End');
    await context.setOffline(true);
    await page.keyboard.type('断网时写的');
    await stateIs(page, 'offline');
    assert.equal(await page.locator('.save-seen').innerText(), await page.locator('#save-state').innerText());
    const stands = await page.evaluate(() => {
      const box = (sought) => document.querySelector(sought).getBoundingClientRect();
      const [line, bar, last] = [box('.save-seen'), box('.editor-bar'), box('.ProseMirror > :last-child')];
      const over = document.elementFromPoint(line.left + 20, (line.top + line.bottom) / 2);
      return { inSight: line.top >= 0 && over?.className === 'save-seen', free: last.top >= bar.bottom && last.bottom <= innerHeight };
    });
    assert.deepEqual(stands, { inSight: true, free: true }, `${width} px`);
    assert.deepEqual(await page.evaluate(tooWide), []);
    await close();
  }
  const { page, close } = await desk({ blocks });
  assert.equal(await page.locator('.save-seen').isVisible(), false, 'there is room for the line itself');
  await close();
});

test('a tab that is closed while the server is away gives everything back', async () => {
  const { site, context, page, close } = await desk();
  allows(page, /^failed: POST \S+\/draft net::ERR_EMPTY_RESPONSE$/);
  site.next.push(...Array.from({ length: 9 }, () => () => 'cut'));
  await page.locator('#title').fill('没有存上的题');
  await page.locator(body).focus();
  await page.keyboard.type('没有存上的话');
  await page.close();
  site.next.length = 0;
  const { page: again } = await opened(site, context);
  assert.equal(await again.locator('#title').inputValue(), '没有存上的题');
  assert.match(await again.locator(body).innerText(), /没有存上的话/);
  await until(() => site.draft.fields.title === '没有存上的题', 'it is saved');
  await close();
});

test('an ended session keeps the text, shows the way in, and goes on afterwards', async () => {
  const { site, page, close } = await desk();
  expects(page, /^401 POST \/studio\/article\/7\/draft$/);
  site.next.push(() => ({ status: 401, body: { login: '/login?next=/studio/article/7' } }));
  await page.locator(body).focus();
  await page.keyboard.type('登录过期时写的');
  await stateIs(page, 'login');
  const link = page.locator('.editor-notice-login a');
  assert.equal(await link.getAttribute('target'), '_blank');
  await page.keyboard.type('，接着写');
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await stateIs(page, 'saved');
  await until(() => textOf(site.draft.document.blocks[0]) === '登录过期时写的，接着写', 'all of it is saved');
  assert.equal(await link.count(), 0);
  await close();
});

test('a text that is not to be written any more stays on the page, and is not sent at every key', async () => {
  const { site, context, page, close } = await desk();
  expects(page, /^403 POST \/studio\/article\/7\/draft$/);
  site.next.push(() => ({ status: 403, body: { text: '没有做：编辑部没有采用这一篇。' } }));
  await page.locator(body).focus();
  await page.keyboard.type('迟到的一句');
  await stateIs(page, 'closed');
  assert.match(await page.locator('.editor-notice-closed').innerText(), /没有采用/);
  const sent = site.seen.saves.length;
  await page.keyboard.type('，再写');
  await page.waitForTimeout(1_500);
  assert.equal(site.seen.saves.length, sent);
  assert.equal(site.seen.saves.at(-1).account, 42);
  assert.match(await page.locator(body).innerText(), /迟到的一句，再写/);
  await page.close();
  const { page: again } = await opened(site, context);
  assert.match(await again.locator(body).innerText(), /迟到的一句，再写/, 'the copy in the browser is kept');
  await close();
});

test('whoever opens the editor in the same browser finds no texts of another account there', async () => {
  const { site, context, page, close } = await desk();
  expects(page, /^503 POST \/studio\/article\/7\/draft$/);
  site.next.push(...Array(9).fill(() => ({ status: 503, body: {} })));
  await page.locator(body).focus();
  await page.keyboard.type('甲没有存上的话');
  await stateIs(page, 'later');
  const copies = (on) =>
    on.evaluate(
      () =>
        new Promise((done) => {
          const request = indexedDB.open('masthead-studio', 1);
          request.onsuccess = () => {
            const all = request.result.transaction('copies').objectStore('copies').getAllKeys();
            all.onsuccess = () => (request.result.close(), done(all.result));
          };
        }),
    );
  await until(async () => (await copies(page)).length === 1, 'it is in the browser');
  await page.evaluate(() => localStorage.setItem('masthead-studio42/studio/article/7/draft', '{}'));
  await page.goto('about:blank');
  site.user = '43';
  const { page: other } = await opened(site, context);
  assert.deepEqual(await copies(other), []);
  assert.equal(await other.evaluate(() => localStorage.getItem('masthead-studio42/studio/article/7/draft')), null);
  assert.doesNotMatch(await other.locator(body).innerText(), /甲没有存上/);
  await close();
});

test('what the server does not take is told at its field', async () => {
  const { site, page, close } = await desk();
  expects(page, /^422 POST \/studio\/article\/7\/draft$/);
  site.next.push(() => ({ status: 422, body: { troubles: [{ field: 'title', text: '标题太长。' }] } }));
  await page.locator('#title').fill('很长的题');
  await stateIs(page, 'refused');
  assert.equal(await page.locator('.editor-notice-refused a').getAttribute('href'), '#title');
  await page.locator('#title').fill('短题');
  await stateIs(page, 'saved');
  assert.equal(site.draft.fields.title, '短题');
  await close();
});

test('a lost answer is no conflict with oneself', async () => {
  const { site, page, close } = await desk();
  // The browser may send again what was cut by itself.
  allows(page, /^failed: POST \S+\/draft net::ERR_EMPTY_RESPONSE$/);
  expects(page, /^409 POST \/studio\/article\/7\/draft$/);
  site.next.push((said) => {
    site.draft = { version: 8, document: said.document, fields: said.fields, by: '我' };
    return 'cut';
  });
  await page.locator(body).focus();
  await page.keyboard.type('答复丢了');
  await stateIs(page, 'saved');
  await page.keyboard.type('，又写了');
  await stateIs(page, 'saved');
  await until(() => textOf(site.draft.document.blocks[0]) === '答复丢了，又写了', 'the rest is saved');
  assert.equal(await page.locator('.conflict').count(), 0);
  await close();
});

test('whoever takes theirs finds the own version again', async () => {
  const { site, page, close } = await desk({ blocks: [paragraph('一')] });
  expects(page, /^409 POST \/studio\/article\/7\/draft$/);
  site.draft = { version: 8, by: '林月', document: { version: 1, blocks: [paragraph('林月的话')] }, fields: site.draft.fields };
  await page.locator(body).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('和我的话');
  await page.getByRole('button', { name: '用另一版本' }).click();
  await page.getByRole('button', { name: '换回那一版' }).waitFor();
  await until(async () => (await page.locator(body).innerText()).includes('林月的话'), 'theirs is shown');
  await page.getByRole('button', { name: '换回那一版' }).click();
  await until(() => site.draft.document.blocks.map(textOf).join() === '一和我的话', 'mine is back and saved');
  await close();
});

test('a draft that somebody else writes is looked at, taken over, and lost again in so many words', async () => {
  const { site, context, page, close } = await desk();
  site.holder = '林月';
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.waitForSelector(`${body}[contenteditable=false]`);
  assert.match(await page.locator('.editor-notice-hold').innerText(), /林月 接手了这篇稿子/);
  assert.equal(await page.locator('#title').getAttribute('readonly'), '');
  const { page: another } = await opened(site, context, { ready: false });
  await another.locator('.editor-notice-hold').waitFor();
  assert.match(await another.locator('.editor-notice-hold').innerText(), /林月 正在写这篇稿子/);
  assert.equal(await another.locator(body).getAttribute('contenteditable'), 'false');
  await another.close();
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: '由我接手' }).click()]);
  await page.waitForSelector(`${body}[contenteditable=true]`);
  await page.locator('#title').fill('我的题');
  site.holder = '周';
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.locator('.editor-notice-hold').waitFor();
  assert.equal(await page.locator('#title').inputValue(), '我的题');
  site.holder = null;
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await until(() => site.draft.fields.title === '我的题', 'what was written goes on');
  await close();
});

test('whoever saves what another has taken over is told by that save, and both texts meet once it is taken back', async () => {
  const { site, page, close } = await desk({ blocks: [paragraph('一')] });
  expects(page, /^423 POST \/studio\/article\/7\/draft$/, /^409 POST \/studio\/article\/7\/draft$/);
  site.next.push(() => ({ status: 423, body: { holder: '林月', since: Date.now() } }));
  await page.locator(body).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('和我的话');
  await page.waitForSelector(`${body}[contenteditable=false]`);
  assert.match(await page.locator('.editor-notice-hold').innerText(), /林月 接手了这篇稿子/);
  assert.equal(site.seen.saves.length, 1);
  assert.match(await page.locator(body).innerText(), /一和我的话/);
  site.draft = { version: site.draft.version + 1, by: '林月', document: { version: 1, blocks: [paragraph('林月的话')] }, fields: site.draft.fields };
  await page.getByRole('button', { name: '由我接手' }).click();
  await page.waitForSelector('.conflict');
  assert.match(await page.locator('.version-mine').innerText(), /一和我的话/);
  assert.match(await page.locator('.version-theirs').innerText(), /林月的话/);
  await close();
});

test('the form goes with the document that was saved', async () => {
  const { site, page, close } = await desk();
  await page.locator('#title').fill('题');
  await page.locator(body).focus();
  await page.keyboard.type('话');
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.waitForSelector('#done');
  const [form] = site.seen.submits;
  assert.deepEqual([form.act, form.version, form.title, 'body' in form], ['submit', '8', '题', false]);
  assert.deepEqual(JSON.parse(form.document).blocks, [paragraph('话')]);
  await close();
});

test('everything that the document can say comes back to the letter', async () => {
  const blocks = [
    { type: 'picture', src: hash(3), alt: '桥', credit: '周', width: 20, height: 10 },
    { type: 'video', src: hash(4), captions: [{ src: hash(5), lang: 'zh-CN' }], title: '片' },
    { type: 'audio', src: hash(6) },
    { type: 'embed', url: 'https://video.example/1' },
    { type: 'table', header: [{ content: [] }, { content: [{ type: 'text', text: '二' }] }], rows: [[{ content: [{ type: 'text', text: '三' }], header: true }, { content: [] }]], caption: '表' },
    { type: 'list', ordered: true, start: 4, items: [[paragraph('甲'), { type: 'quote', blocks: [paragraph('乙')], cite: '丙' }]] },
    { type: 'code', language: 'rust', text: 'a\n\n  b' },
    { type: 'divider' },
    paragraph('末'),
  ];
  const { site, page, close } = await desk({ blocks });
  await page.locator('#title').fill('题');
  await until(() => site.draft.fields.title === '题', 'the title is saved');
  assert.deepEqual(site.draft.document.blocks, blocks);
  await close();
});

test('pasted pages keep their structure and drop the rest', async () => {
  const { site, page, close } = await desk();
  await page.locator(body).focus();
  await pasteHtml(page, '<h1 style="color:red">题</h1><p>一<b style="font-weight:normal">二</b><span style="font-weight:700">三</span><script>alert(1)</script></p><img src=x onerror="document.title=1"><a href="javascript:alert(1)">坏</a><table><tr><th>甲<th>乙<tr><td>1<td>2</table>');
  await until(() => site.draft.document.blocks.length === 4, 'what was pasted is saved');
  const [heading, text, bad, table] = site.draft.document.blocks;
  assert.deepEqual([heading.level, textOf(heading), textOf(bad), table.header.length], [2, '题', '坏', 2]);
  assert.deepEqual(text.content, [{ type: 'text', text: '一二' }, { type: 'text', text: '三', marks: ['strong'] }]);
  assert.equal(bad.content[0].marks, undefined);
  assert.equal(await page.title(), '写稿');
  await close();
});

test('in the care edition and on a phone everything fits and can be pressed, and the toolbar covers nothing that has the focus', async () => {
  const blocks = [{ type: 'picture', src: hash(1), width: 1200, height: 675 }, { type: 'quote', blocks: [paragraph('话')], cite: '某人' }, { type: 'embed', url: 'https://video.example/a-rather-long-address/that-does-not-break' }];
  const prepare = (site) => Object.assign(site, { care: true, shown: { [hash(1)]: { url: '/media/1.svg', width: 1200, height: 675 } } });
  const { page, close } = await desk({ width: 390, blocks: [...blocks, ...blocks], prepare });
  await measured(page, 'the care edition');
  await page.locator('.frame-fields input').last().focus();
  for (let stops = 0; stops < 12; stops += 1) {
    await page.keyboard.press('Shift+Tab');
    const seen = await page.evaluate(() => {
      const { top, bottom, left, width } = document.activeElement.getBoundingClientRect();
      const over = document.elementFromPoint(left + width / 2, (top + bottom) / 2);
      return document.activeElement.matches('.ProseMirror, .tool') || document.activeElement.contains(over) || `${over?.className} covers ${document.activeElement.outerHTML.slice(0, 80)}`;
    });
    assert.equal(seen, true);
  }
  await close();
});

test('a small save: nothing is sent while nothing changes', async () => {
  const { site, page, close } = await desk({ blocks: [paragraph('一')] });
  await page.locator(body).focus();
  await page.keyboard.type('二');
  await page.keyboard.press('Backspace');
  await page.locator('#title').fill('题');
  await until(() => site.seen.saves.length === 1, 'one save');
  await page.evaluate(() => document.querySelector('#title').dispatchEvent(new Event('input', { bubbles: true })));
  await page.locator(body).focus();
  await page.keyboard.type('三');
  await until(() => site.seen.saves.length >= 2, 'another save');
  assert.equal(site.seen.saves.length, 2);
  await close();
});
