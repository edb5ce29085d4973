// From a blank database to a published article and its end, each step as a person takes it: by keyboard, on a phone and a desktop, in both languages.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { blank } from './lib/blank.mjs';
import { png } from './lib/png.mjs';

const portal = await blank();
process.env.MASTHEAD_URL = portal.url;
// They read the address as they are loaded.
const { address, expects, launch, open, profile } = await import('./lib/browser.mjs');
const { measured, presses, saved, shot, types } = await import('./lib/steps.mjs');
const { PASSWORD, accepts, applies, enters, registers } = await import('./lib/people.mjs');

const browser = await launch();
after(async () => {
  await browser.close();
  await portal.end();
  rmSync(folder, { recursive: true, force: true });
});

const folder = mkdtempSync(join(tmpdir(), 'publishing-'));
const pictures = [1, 2, 3].map((number) => {
  const path = join(folder, `river-${number}.png`);
  writeFileSync(path, png(640, 360, [40 * number, 120, 200 - 30 * number]));
  return path;
});

const words = {
  'zh-CN': {
    begin: '写新稿', submit: '投稿',
    choose: '从本机选择…', picture: '图片', claim: '我来审', remark: '写下批注', sendBack: '退回修改', adopt: '采用', update: '修改这一篇', retract: '撤稿',
    waiting: '待审', back: '退回修改', corrected: '第一班船是六点十分', said: '六点还是六点十分？', why: '数字已更正。', gone: '轮渡公司推迟了新船。', alt: '替代文字', crop: '裁剪', left: '左边裁去', cut: '裁好了', city: '城事',
  },
  en: {
    begin: 'New article', submit: 'Submit',
    choose: 'Choose from this device…', picture: 'Picture', claim: 'I will review it', remark: 'Make the remark', sendBack: 'Send back', adopt: 'Accept', update: 'Revise this article', retract: 'Retract',
    waiting: 'In review', back: 'Changes asked for', corrected: 'The first boat leaves at ten past six', said: 'Six, or ten past?', why: 'The time was put right.', gone: 'The company put the boat off.', alt: 'Alt text', crop: 'Crop', left: 'Off the left', cut: 'Crop it', city: 'City',
  },
};

const link = (text) => text.match(/http:\/\/127\.0\.0\.1:\d+\/\S+/)[0];

// The operator makes the first administrator, who names the portal and sets a channel up.
const HEAD = 'head@wangchuan.example';
const invitation = link(await portal.user('add', HEAD, '--name', '江望', '--base-url', portal.url));
await portal.user('role', HEAD, 'administrator');

test('a blank portal says what to do first, and has a name and a channel soon', async () => {
  const context = await profile(browser, { viewport: { width: 1440, height: 900 } });
  const { page, status } = await open(context, '/', { lang: 'zh-CN' });
  assert.equal(status, 200);
  await shot(page, 'blank-home');
  await page.goto(invitation);
  await types(page, '#password', PASSWORD);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await page.goto(address('/desk'));
  await shot(page, 'blank-desk');
  await page.getByRole('link', { name: '设置频道' }).press('Enter');
  await page.getByRole('link', { name: '新设频道' }).press('Enter');
  expects(page, /^422 POST \/desk\/sections\/new$/);
  await types(page, '#name_zh', '城事');
  await types(page, '#name_en', 'City');
  await presses(page, '保存');
  assert.match(await page.locator('#slug-trouble').innerText(), /小写字母/);
  assert.equal(await page.locator('#name_en').inputValue(), 'City');
  await measured(page, 'a new channel');
  await shot(page, 'blank-channel');
  await types(page, '#slug', 'city');
  await presses(page, '保存');
  assert.match(await page.locator('.sections').first().innerText(), /城事/);
  await shot(page, 'blank-sections');
  await page.goto(address('/desk/site'));
  await page.locator('#name_zh').fill('望川');
  await presses(page, '保存');
  await shot(page, 'blank-site');
  await measured(page, 'the portal');
  await page.goto(address('/'));
  assert.match(await page.title(), /望川/);
  assert.match(await page.locator('header').innerText(), /城事/);
  await context.close();
});

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

for (const [lang, width] of [['zh-CN', 390], ['en', 1440], ['zh-CN', 1440], ['en', 390]]) {
  describe(`from a blank database, ${lang}, ${width} px, by keyboard`, () => {
    test('register, apply, write with three pictures, submit, remark, correct, publish, read, update, retract', async () => {
      const say = words[lang];
      const options = { viewport: { width, height: 844 }, hasTouch: width < 600, locale: lang };
      const name = `${process.pid}${lang.slice(0, 2)}${width}`;
      const handle = `boats${name}`;
      const email = `writer-${name}@wangchuan.example`;
      const { context, page } = await registers(browser, options, { lang, email, invited: async () => link(await portal.letter(email)) });
      const desk = await enters(browser, { viewport: { width, height: 844 }, locale: lang }, { lang, email: HEAD });
      await applies(page, { lang, name: `Ferry ${name}`, handle });
      await accepts(desk.page, { lang, handle });

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
      await Promise.all([context.close(), desk.context.close(), reader.close()]);
    });
  });
}

