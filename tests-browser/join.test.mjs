// Applying to join as a person does: form, papers, question, answer, acceptance, by keyboard, with and without script.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { address, expects, launch } from './lib/browser.mjs';
import { enters } from './lib/people.mjs';
import { measured, presses, shot, types } from './lib/steps.mjs';

const browser = await launch();
after(() => browser.close());

const folder = mkdtempSync(join(tmpdir(), 'join-'));
const paper = join(folder, 'licence.pdf');
writeFileSync(paper, '%PDF-1.7 a licence');
const picture = join(folder, 'me.png');
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPj/HwADAgH/p9xbHwAAAABJRU5ErkJggg==';
writeFileSync(picture, Buffer.from(pixel, 'base64'));

const words = {
  'zh-CN': { send: '提交申请', take: '领取', ask: '提问', accept: '通过', waiting: '等候审核', asked: '编辑部有问题', accepted: '已通过' },
  en: { send: 'Send the application', take: 'Take it', ask: 'Ask', accept: 'Accept', waiting: 'Waiting', asked: 'The desk asks', accepted: 'Accepted' },
};
const people = ['reader', 'moderator', 'editor', 'admin'];

const cases = [['zh-CN', 390, true], ['en', 1440, true], ['zh-CN', 1440, false], ['en', 390, false]];
for (const [number, [lang, width, javaScriptEnabled]] of cases.entries()) {
  describe(`joining, ${lang}, ${width} px, ${javaScriptEnabled ? 'with' : 'without'} script, by keyboard`, () => {
    test('is applied for, asked about, answered and accepted', async () => {
      const say = words[lang];
      const options = { viewport: { width, height: 844 }, javaScriptEnabled };
      const { context, page } = await enters(browser, options, { lang, who: people[number] });
      const handle = `lamp${'abcd'[number]}`;
      // The terms are not accepted at first.
      expects(page, /^422 POST \/join\/apply$/);
      await page.goto(address('/join/apply', { lang }));
      await page.locator('#kind').selectOption('enterprise');
      await types(page, '#name', `Lamp ${'qwxz'[number].repeat(4)}`);
      await types(page, '#handle', handle);
      await types(page, '#bio', 'A lamp by the river.');
      await page.locator('#field').selectOption('culture');
      await types(page, '#contact_name', 'Lin Yue');
      await types(page, '#subject', 'River Lamps Ltd');
      await page.locator('#avatar').setInputFiles(picture);
      await page.locator('#documents').setInputFiles(paper);
      await presses(page, say.send);
      assert.match(await page.locator('[role=alert]').innerText(), /·/, 'the terms are not accepted yet');
      assert.equal(await page.locator('#handle').inputValue(), handle, 'what was typed is kept');
      await page.locator('#terms').focus();
      await page.keyboard.press('Space');
      await shot(page, `apply-${lang}-${width}`);
      await presses(page, say.send);
      assert.match(await page.locator('.facts').innerText(), new RegExp(say.waiting));

      const desk = await enters(browser, options, { lang, who: 'reviewer' });
      await desk.page.goto(address('/desk/applications'));
      await desk.page.locator('.accounts > li', { hasText: handle }).locator('a').click();
      await presses(desk.page, say.take);
      await types(desk.page, '#words', 'Where is the lamp?');
      await shot(desk.page, `desk-${lang}-${width}`);
      await presses(desk.page, say.ask);

      await page.goto(address('/join/application'));
      assert.match(await page.locator('.facts').innerText(), new RegExp(say.asked));
      await page.goto(address('/join/apply'));
      await types(page, '#answer', 'At the old pier.');
      await presses(page, say.send);
      await desk.page.reload();
      assert.match(await desk.page.locator('.thread').innerText(), /At the old pier/);
      await presses(desk.page, say.take);
      await presses(desk.page, say.accept);

      await page.goto(address('/join/application'));
      assert.match(await page.locator('.facts').innerText(), new RegExp(say.accepted));
      await measured(page, 'an accepted application');
      const answer = await page.goto(address(`/@${handle}`));
      assert.equal(answer.status(), 200);
      assert.match(await page.locator('main').textContent(), /River Lamps Ltd/);
      await Promise.all([context.close(), desk.context.close()]);
    });
  });
}
