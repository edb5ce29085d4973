// With `regimes = ["cn"]`: a channel that asks for a paper, and a creator who sends one, by keyboard, with and without script.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { blank } from './lib/blank.mjs';

const portal = await blank('regimes = ["cn"]\n');
process.env.MASTHEAD_URL = portal.url;
// They read the address as they are loaded.
const { address, expects, launch, profile } = await import('./lib/browser.mjs');
const { PASSWORD, accepts, applies, enters, registers } = await import('./lib/people.mjs');
const { measured, presses, saved, shot, types } = await import('./lib/steps.mjs');

const browser = await launch();
after(async () => {
  await browser.close();
  await portal.end();
});

const words = {
  'zh-CN': { save: '保存', begin: '写新稿', submit: '投稿', send: '提交', confirm: '确认有效', refuse: '不通过', health: '医疗健康', paper: '医师执业证书', asks: '资质没有登记', waits: '等候编辑部确认', why: '印章看不清。', inReview: '待审' },
  en: { save: 'Save', begin: 'New article', submit: 'Submit', send: 'Send', confirm: 'Confirm', refuse: 'Do not accept', health: 'Health', paper: 'Medical licence', asks: 'yours is not registered', waits: 'Waiting for the desk', why: 'The seal cannot be read.', inReview: 'In review' },
};
const HEAD = 'head@wangchuan.example';
const link = (text) => text.match(/http:\/\/127\.0\.0\.1:\d+\/\S+/)[0];
const invitation = link(await portal.user('add', HEAD, '--name', '江望', '--base-url', portal.url));
await portal.user('role', HEAD, 'administrator');
const today = new Date();
const year = today.getUTCFullYear();

async function sends(page, say, until) {
  await page.locator('#field').selectOption('health');
  await page.locator('#credential_name').fill(say.paper);
  await page.locator('#credential_until').fill(until);
  await page.locator('#documents').setInputFiles({ name: 'licence.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 a licence') });
  await presses(page, say.send);
}

test('a channel is set to ask for a paper', async () => {
  const context = await profile(browser);
  const page = await context.newPage();
  await page.goto(invitation);
  await types(page, '#password', PASSWORD);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await page.goto(address('/desk/sections/new', { kind: 'channel', lang: 'zh-CN' }));
  await types(page, '#name_zh', '健康');
  await types(page, '#name_en', 'Wellbeing');
  await types(page, '#slug', 'wellbeing');
  await page.locator('#field').selectOption('health');
  await measured(page, 'a channel with a field');
  await presses(page, '保存');
  await context.close();
});

for (const [lang, width, javaScriptEnabled] of [['zh-CN', 390, false], ['en', 1440, true]]) {
  describe(`a paper, ${lang}, ${width} px, ${javaScriptEnabled ? 'with' : 'without'} script, by keyboard`, () => {
    test('is asked for at the hand-in, sent, refused, sent again, confirmed and shown', async () => {
      const say = words[lang];
      const options = { viewport: { width, height: 844 }, javaScriptEnabled, locale: lang };
      const handle = `clinic${width}`;
      const email = `${handle}@wangchuan.example`;
      const { context, page } = await registers(browser, options, { lang, email, invited: async () => link(await portal.letter(email)) });
      const desk = await enters(browser, options, { lang, email: HEAD });
      // No paper yet, a paper that has ended, a refusal without a reason.
      expects(page, /^422 POST \/studio\/article\/\d+\/draft$/, /^422 POST \/studio\/credentials$/);
      expects(desk.page, /^422 POST \/desk\/credentials\/\d+\/decision$/);
      await applies(page, { lang, name: `Clinic ${width}`, handle, more: { region: '望川', contact_phone: '13800000000' } });
      await accepts(desk.page, { lang, handle });

      // The piece is kept, and the way to the papers stands beside what is wrong.
      await page.goto(address('/studio'));
      await presses(page, say.begin);
      if (javaScriptEnabled) await page.waitForSelector('.ProseMirror[contenteditable=true]');
      await types(page, '#title', `Sleep ${width}`);
      await page.locator('#channel').selectOption({ index: 1 });
      await types(page, javaScriptEnabled ? '.ProseMirror' : '#body', 'Seven hours are enough.');
      if (javaScriptEnabled) await saved(page);
      await presses(page, say.submit);
      const piece = page.url();
      assert.match(await page.locator('#channel-trouble').innerText(), new RegExp(say.asks));
      assert.equal(await page.locator('#title').inputValue(), `Sleep ${width}`);
      await measured(page, 'the piece that waits for a paper');
      await shot(page, `paper-asked-${width}`);
      await Promise.all([page.waitForNavigation(), page.locator('.way a.deed').press('Enter')]);

      // A day that is over is said at its field; what was typed stays.
      await sends(page, say, `${year - 1}-01-01`);
      assert.equal(await page.locator('#credential_until-trouble').count(), 1);
      assert.equal(await page.locator('#credential_name').inputValue(), say.paper);
      await measured(page, 'a paper that has ended');
      await shot(page, `paper-ended-${width}`);
      await sends(page, say, `${year + 2}-01-01`);
      assert.match(await page.locator('.accounts').innerText(), new RegExp(say.waits));

      const opens = async () => {
        await desk.page.goto(address('/desk/credentials'));
        await desk.page.locator('.accounts > li', { hasText: say.paper }).locator('a').first().press('Enter');
        await desk.page.waitForURL(/\/desk\/credentials\/\d+/);
      };
      await opens();
      await presses(desk.page, say.refuse);
      assert.equal(await desk.page.locator('#words[aria-invalid=true]').count(), 1, 'a refusal has a reason');
      await types(desk.page, '#words', say.why);
      await presses(desk.page, say.refuse);
      await page.goto(address('/studio/credentials'));
      assert.ok((await page.locator('.accounts').innerText()).includes(say.why));
      await sends(page, say, `${year + 3}-01-01`);
      await opens();
      await measured(desk.page, 'the desk');
      await shot(desk.page, `paper-desk-${width}`);
      await presses(desk.page, say.confirm);

      await page.goto(address(`/@${handle}`, { lang }));
      assert.ok((await page.locator('main').innerText()).includes(say.paper), 'readers see its name');
      await shot(page, `paper-shown-${width}`);
      await page.goto(piece.replace(/\/draft$/, ''));
      if (javaScriptEnabled) await page.waitForSelector('.ProseMirror[contenteditable=true]');
      await presses(page, say.submit);
      assert.match(await page.locator('.marks').first().innerText(), new RegExp(say.inReview));
      await Promise.all([context.close(), desk.context.close()]);
    });
  });
}
