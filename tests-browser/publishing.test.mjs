// From nobody to a published article and its end, each step as a person takes it: by keyboard, on a phone and a desktop, in both languages.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { address, launch, open, profile } from './lib/browser.mjs';
import { smallTargets, tooWide } from './lib/measure.mjs';
import { png } from './lib/png.mjs';

const browser = await launch();
after(() => browser.close());

const folder = mkdtempSync(join(tmpdir(), 'publishing-'));
const pictures = [1, 2, 3].map((number) => {
  const path = join(folder, `river-${number}.png`);
  writeFileSync(path, png(640, 360, [40 * number, 120, 200 - 30 * number]));
  return path;
});

const words = {
  'zh-CN': {
    login: '登录', confirm: '确认并登录', register: '注册', send: '提交申请', take: '领取', accept: '通过', begin: '写新稿', submit: '投稿',
    choose: '从本机选择…', picture: '图片', claim: '我来审', remark: '写下批注', sendBack: '退回修改', adopt: '采用', update: '修改这一篇', retract: '撤稿',
    waiting: '待审', back: '退回修改', corrected: '第一班船是六点十分', said: '六点还是六点十分？', why: '数字已更正。', gone: '轮渡公司推迟了新船。', alt: '替代文字', crop: '裁剪', left: '左边裁去', cut: '裁好了', city: '城事',
  },
  en: {
    login: 'Log in', confirm: 'Confirm and log in', register: 'Register', send: 'Send the application', take: 'Take it', accept: 'Accept', begin: 'New article', submit: 'Submit',
    choose: 'Choose from this device…', picture: 'Picture', claim: 'I will review it', remark: 'Make the remark', sendBack: 'Send back', adopt: 'Accept', update: 'Revise this article', retract: 'Retract',
    waiting: 'In review', back: 'Changes asked for', corrected: 'The first boat leaves at ten past six', said: 'Six, or ten past?', why: 'The time was put right.', gone: 'The company put the boat off.', alt: 'Alt text', crop: 'Crop', left: 'Off the left', cut: 'Crop it', city: 'City',
  },
};

async function presses(page, name) {
  await page.locator('main').getByRole('button', { name, exact: true }).first().focus();
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

async function types(page, selector, text) {
  await page.locator(selector).focus();
  await page.keyboard.type(text);
}

async function enters(options, lang, who) {
  const context = await profile(browser, options);
  const { page } = await open(context, '/login', { lang });
  await types(page, '#email', `${who}@wangchuan.example`);
  await types(page, '#password', 'lotus ferry eleven');
  await presses(page, words[lang].login);
  return { context, page };
}

/** Registers by mail. */
async function newcomer(options, lang, email) {
  const context = await profile(browser, options);
  const { page, problems } = await open(context, '/register', { lang });
  await types(page, '#name', 'Jiang Du');
  await types(page, '#email', email);
  await types(page, '#password', 'lotus ferry eleven quiet');
  await presses(page, words[lang].register);
  await page.goto(address('/outbox'));
  const link = await page.locator('article.letter', { hasText: email }).first().locator('a').getAttribute('href');
  await page.goto(link);
  await presses(page, words[lang].confirm);
  return { context, page, problems };
}

async function applies(page, lang, handle) {
  await page.goto(address('/join/apply'));
  await page.locator('#kind').selectOption('individual');
  await types(page, '#name', `Ferry ${handle.slice(5)}`);
  await types(page, '#handle', handle);
  await types(page, '#bio', 'Boats on the river.');
  await page.locator('#field').selectOption('city');
  await types(page, '#contact_name', 'Jiang Du');
  await page.locator('#terms').focus();
  await page.keyboard.press('Space');
  await presses(page, words[lang].send);
}

async function accepts(desk, lang, handle) {
  await desk.goto(address('/desk/applications'));
  await desk.locator('.accounts > li', { hasText: handle }).locator('a').click();
  await presses(desk, words[lang].take);
  await presses(desk, words[lang].accept);
}

const saved = (page) => page.waitForSelector('#save-state[data-state=saved]');
const shot = (page, name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });

/** Chooses one file where the toolbar asks for pictures. */
async function inserts(page, say, file) {
  await page.locator('.ProseMirror').focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.getByRole('toolbar').getByRole('button', { name: say.picture, exact: true }).press('Enter');
  const asks = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: say.choose }).press('Enter');
  const before = await page.locator('.editor figure.frame img').count();
  await (await asks).setFiles(file);
  await page.waitForFunction((count) => document.querySelectorAll('.editor figure.frame img[src^="/media/"]').length > count, before);
  await page.locator('.editor figure.frame').nth(before).getByLabel(say.alt, { exact: true }).fill(`River ${before + 1}`);
}

/** Cuts half of the first picture away, by keyboard. */
async function crops(page, say) {
  const frame = page.locator('.editor figure.frame').first();
  const before = await frame.locator('> img').getAttribute('src');
  await frame.getByRole('button', { name: say.crop, exact: true }).press('Enter');
  const slider = frame.getByLabel(say.left, { exact: true });
  for (let times = 0; times < 5; times += 1) await slider.press('PageUp');
  assert.match(await frame.locator('.crop-size').innerText(), /^320 × 360$/);
  await measured(page, 'cropping');
  await shot(page, `crop-${say.left.length}`);
  await frame.getByRole('button', { name: say.cut, exact: true }).press('Enter');
  await page.waitForFunction((src) => {
    const image = document.querySelector('.editor figure.frame > img');
    return image?.getAttribute('src') !== src && image.naturalWidth === 320 && image.naturalHeight === 360;
  }, before);
}

async function writes(page, say, title) {
  await page.goto(address('/studio'));
  await presses(page, say.begin);
  await page.waitForSelector('.ProseMirror[contenteditable=true]');
  await types(page, '#title', title);
  await page.locator('#channel').selectOption({ label: say.city });
  await types(page, '.ProseMirror', '## Boats');
  await page.keyboard.press('Enter');
  await page.keyboard.type('The first boat leaves at six.');
  for (const file of pictures) await inserts(page, say, file);
  await crops(page, say);
  await page.locator('.covers button').first().press('Enter');
  await saved(page);
}

async function measured(page, what) {
  assert.deepEqual(await page.evaluate(tooWide), [], what);
  assert.deepEqual(await page.evaluate(smallTargets, { least: 24, primary: 44, spaced: true }), [], what);
}

for (const [lang, width] of [['zh-CN', 390], ['en', 1440], ['zh-CN', 1440], ['en', 390]]) {
  describe(`publishing, ${lang}, ${width} px, by keyboard`, () => {
    test('register, apply, write with three pictures, submit, remark, correct, publish, read, update, retract', async () => {
      const say = words[lang];
      const options = { viewport: { width, height: 844 }, hasTouch: width < 600, locale: lang };
      const name = `${process.pid}${lang.slice(0, 2)}${width}`;
      const handle = `boats${name}`;
      const { context, page, problems } = await newcomer(options, lang, `writer-${name}@wangchuan.example`);
      const desk = await enters({ viewport: { width, height: 844 }, locale: lang }, lang, 'reviewer');
      await applies(page, lang, handle);
      await accepts(desk.page, lang, handle);

      const title = `Boats ${name}`;
      await writes(page, say, title);
      await measured(page, 'the editor');
      await shot(page, `write-${lang}-${width}`);
      const piece = page.url();
      await presses(page, say.submit);
      assert.match(await page.locator('.marks').first().innerText(), new RegExp(say.waiting));
      await shot(page, `waiting-${lang}-${width}`);

      // The desk reads it, says something to one paragraph, and sends it back.
      await desk.page.goto(address('/desk/review'));
      await desk.page.getByRole('link', { name: title }).press('Enter');
      await presses(desk.page, say.claim);
      const paragraph = desk.page.locator('.paragraph', { hasText: 'at six' });
      await paragraph.locator('summary').press('Enter');
      await paragraph.locator('textarea').fill(say.said);
      await Promise.all([desk.page.waitForNavigation(), paragraph.getByRole('button', { name: say.remark }).press('Enter')]);
      await measured(desk.page, 'the desk');
      await shot(desk.page, `review-${lang}-${width}`);
      await desk.page.locator('#reason').selectOption('facts');
      await presses(desk.page, say.sendBack);

      // Its author sees which words are meant, corrects them, and hands it in again.
      await page.goto(piece);
      assert.match(await page.locator('.marks').first().innerText(), new RegExp(say.back));
      const decision = page.locator('.decision').first();
      assert.match(await decision.innerText(), new RegExp(`at six[^]*${say.said.replace('?', '\\?')}`));
      await page.waitForSelector('.ProseMirror[contenteditable=true]');
      await shot(page, `sent-back-${lang}-${width}`);
      await page.locator('.ProseMirror p', { hasText: 'at six' }).click();
      await page.keyboard.press('End');
      await page.keyboard.type(` ${say.corrected}`);
      await saved(page);
      await presses(page, say.submit);

      await desk.page.goto(address('/desk/review'));
      await desk.page.getByRole('link', { name: title }).press('Enter');
      await presses(desk.page, say.claim);
      await presses(desk.page, say.adopt);

      // Readers have it everywhere at once.
      const article = piece.replace('/studio', '').replace(/\?.*/, '');
      const reader = await profile(browser, options);
      const seen = await open(reader, new URL(article).pathname, { lang });
      assert.equal(seen.status, 200);
      const text = await seen.page.locator('main').innerText();
      assert.ok(text.includes(say.corrected) && text.includes(title), text);
      assert.equal(await seen.page.locator('main .prose img, main article img').count() >= 3, true, 'three pictures');
      for (const path of ['/', '/channel/city', `/@${handle}`, '/feed.xml', `/@${handle}/feed.xml`]) {
        const body = await (await reader.request.get(address(path, path.endsWith('xml') ? {} : { lang }))).text();
        assert.ok(body.includes(title), `${path} has it`);
      }
      await measured(seen.page, 'the article');
      await shot(seen.page, `read-${lang}-${width}`);

      // An update: what readers have stays until the desk has read the new text.
      await page.goto(piece);
      await presses(page, say.update);
      await page.waitForSelector('.ProseMirror[contenteditable=true]');
      await page.locator('.ProseMirror h2').click();
      await page.keyboard.press('End');
      await page.keyboard.type(' and bells');
      const more = page.locator('details', { has: page.locator('#correction') });
      if (!(await more.evaluate((each) => each.open))) await more.locator('summary').press('Enter');
      await types(page, '#correction', say.why);
      await saved(page);
      await presses(page, say.submit);
      assert.ok(!(await (await reader.request.get(article)).text()).includes('and bells'), 'not yet');
      await desk.page.goto(address('/desk/review'));
      await desk.page.getByRole('link', { name: title }).press('Enter');
      await presses(desk.page, say.claim);
      await presses(desk.page, say.adopt);
      await seen.page.reload();
      assert.match(await seen.page.locator('main').innerText(), /and bells/);
      assert.ok((await seen.page.locator('main').innerText()).includes(say.why), 'the correction is marked');

      // The end: the page stays and says why.
      await page.goto(piece);
      await page.locator('summary', { hasText: say.retract }).press('Enter');
      await types(page, '#words', say.gone);
      await Promise.all([page.waitForNavigation(), page.locator('form[action$=retraction] button').press('Enter')]);
      const stub = await reader.request.get(article);
      const left = await stub.text();
      assert.ok(left.includes(say.gone) && !left.includes('and bells'), 'a stub');
      assert.ok(!(await (await reader.request.get(address('/', { lang }))).text()).includes(title), 'the front has it no more');
      await seen.page.reload();
      await shot(seen.page, `retracted-${lang}-${width}`);
      assert.deepEqual(problems, []);
      await Promise.all([context.close(), desk.context.close(), reader.close()]);
    });
  });
}

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
    const first = await enters(options, 'zh-CN', 'writer');
    const second = await enters(options, 'zh-CN', 'subeditor');
    const { page } = first;
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
    if (await takes.isVisible()) await takes.press('Enter');
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

  test('what was typed without network comes back after the tab was closed, and after the session has ended', async () => {
    const { context, page } = await enters(options, 'zh-CN', 'owner');
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
    await saved(again);

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
});
