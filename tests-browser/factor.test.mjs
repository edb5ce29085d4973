// A second factor as a person sets it up and logs in with it: by keyboard, on a phone and a desktop, with and without script.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { address, expects, launch, open, profile } from './lib/browser.mjs';
import { measured } from './lib/steps.mjs';
import { code } from './lib/totp.mjs';

const browser = await launch();
after(() => browser.close());

const password = 'lotus ferry eleven quiet';
async function sends(page) {
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

// Types into a field and sends its form by the Enter key.
async function types(page, field, text) {
  await page.locator(field).focus();
  await page.keyboard.type(text);
  await sends(page);
}

async function presses(page, selector) {
  await page.locator(selector).first().focus();
  await sends(page);
}

async function registers(page, email) {
  await page.locator('#name').fill('Lin Yue');
  await types(page, '#email', email);
  await page.goto(address('/outbox'));
  const letter = page.locator('article.letter', { hasText: email }).first();
  await page.goto(await letter.locator('a').getAttribute('href'));
  await types(page, '#password', password);
}

for (const [lang, width, javaScriptEnabled] of [['zh-CN', 390, true], ['en', 1440, false]]) {
  describe(`a second factor, ${lang}, ${width} px, ${javaScriptEnabled ? 'with' : 'without'} script`, () => {
    test('is set up, asked for at the log-in, and a recovery code does as well', async () => {
      const context = await profile(browser, { viewport: { width, height: 844 }, javaScriptEnabled });
      const { page } = await open(context, '/register', { lang });
      // A wrong password, and a code that was not shown.
      expects(page, /^422 POST \/account\/factor\/secret$/, /^422 POST \/login\/code$/);
      const email = `factor-${process.pid}-${width}@wangchuan.example`;
      await registers(page, email);
      await presses(page, 'a[href="/account/factor"]');
      await types(page, '#proof', 'not the password');
      assert.equal(await page.locator('#proof').getAttribute('aria-invalid'), 'true', 'a session alone sets nothing up');
      await types(page, '#proof', password);
      const picture = await page.locator('.scan svg').boundingBox();
      assert.ok(picture.width >= 180, 'large enough for a camera');
      await measured(page, 'setting a factor up');
      await types(page, '#code', code(await page.locator('.secret').innerText()));
      const codes = await page.locator('.codes code').allInnerTexts();
      assert.equal(codes.length, 10);
      await measured(page, 'the recovery codes');
      await page.goto(address('/account'));
      await presses(page, 'main form[action="/logout"] button');

      await page.goto(address('/login'));
      await page.locator('#email').fill(email);
      await types(page, '#password', password);
      assert.equal(new URL(page.url()).pathname, '/login/code');
      await types(page, '#code', '000000');
      assert.ok(await page.evaluate(() => document.activeElement.getAttribute('role') === 'alert'), 'what is wrong has the focus');
      await measured(page, 'a wrong code');
      await types(page, '#code', codes[0]);
      assert.equal(new URL(page.url()).pathname, '/account');
      await context.close();
    });
  });
}
