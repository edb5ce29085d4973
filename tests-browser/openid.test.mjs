// Logging in at the operator's provider, which the test runs itself on loopback: by keyboard, with and without script, in both languages.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { expects, launch, profile } from './lib/browser.mjs';
import { client, Provider } from './lib/provider.mjs';
import { program, serve } from './lib/server.mjs';
import { measured, shot } from './lib/steps.mjs';

const skip = program ? false : 'MASTHEAD_PROGRAM names no program to start';
const label = 'Wangchuan University ID';
const password = 'lotus ferry eleven quiet';
const provider = new Provider();
let browser, site;

before(async () => {
  if (skip) return;
  browser = await launch();
  await provider.start();
  site = await serve(`
[openid]
issuer = "${provider.issuer}"
client_id = ${JSON.stringify(client.id)}
client_secret = ${JSON.stringify(client.secret)}
label = "${label}"
allow_origins = ["${provider.issuer}"]
`);
  // Nobody is there when the first one comes.
  await provider.stop();
});

after(async () => {
  await site?.stop();
  await provider.stop();
  await browser?.close();
});

const words = {
  'zh-CN': { away: '暂时无法连接', stopped: '请重新开始', wrong: '密码或动态码不对', only: '唯一的登录方式' },
  en: { away: 'out of reach', stopped: 'begin again', wrong: 'is wrong', only: 'your only way in' },
};

const path = (page) => new URL(page.url()).pathname;

async function presses(page, selector) {
  await page.locator(selector).first().focus();
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

// From the log-in page to the provider and, by its button, back.
async function goes(page, say = 'yes') {
  await presses(page, '#openid');
  assert.equal(new URL(page.url()).origin, provider.issuer);
  await presses(page, `button[value="${say}"]`);
}

// Text and ground of the link, as the browser paints them: white on light is no link (WCAG 1.4.3).
const contrast = (page) =>
  page.locator('#openid').evaluate((link) => {
    const light = (color) => {
      const [r, g, b] = color.match(/[\d.]+/g).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    };
    const { color, backgroundColor } = getComputedStyle(link);
    const [dark, bright] = [light(color), light(backgroundColor)].sort((a, b) => a - b);
    return bright / dark;
  });

// What was wrong is said, has the focus, and leads to a way out; password and provider stand there as before.
async function isTold(page, text) {
  assert.equal(path(page).startsWith('/login'), true, page.url());
  assert.match(await page.locator('[role=alert]').innerText(), new RegExp(text));
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'alert');
  for (const way of ['#email', '#password', '#openid']) assert.ok(await page.locator(way).isVisible(), way);
  assert.ok((await contrast(page)) >= 4.5, 'the link can be read');
  await measured(page, text);
}

let networks = 0;
for (const [lang, width, javaScriptEnabled] of [['zh-CN', 390, true], ['en', 1440, true], ['en', 390, false], ['zh-CN', 1440, false]]) {
  describe(`the provider, ${lang}, ${width} px, ${javaScriptEnabled ? 'with' : 'without'} script`, { skip }, () => {
    const say = words[lang];
    const name = `${lang}-${width}-${javaScriptEnabled ? 'script' : 'plain'}`;
    const person = (email) => ({ sub: `${name}-${email}`, name: 'Lin Yue', email: `${email}-${name}@wangchuan.example`, email_verified: true });
    // So many log-ins from one network would have to wait.
    const extraHTTPHeaders = { 'x-forwarded-for': `203.0.113.${(networks += 1)}` };
    const begin = async () => {
      const context = await profile(browser, { viewport: { width, height: 844 }, javaScriptEnabled, extraHTTPHeaders });
      const page = await context.newPage();
      await page.goto(`${site.url}/?lang=${lang}`);
      await page.goto(`${site.url}/login`);
      return { context, page };
    };
    const picture = (page, what) => shot(page, `openid-${what}-${name}`);
    before(() => provider.start());
    after(() => provider.stop());

    test('somebody new comes in, and is known again', async () => {
      const { context, page } = await begin();
      assert.equal(await page.locator('#openid').innerText(), label);
      provider.person = person('new');
      await goes(page);
      assert.equal(path(page), '/account');
      assert.match(await page.locator('.facts').innerText(), /Lin Yue/);
      // It is the only way in: it cannot be taken away by mistake.
      await presses(page, 'a[href="/account/openid"]');
      assert.match(await page.locator('main').innerText(), new RegExp(say.only));
      assert.equal(await page.locator('form[action="/account/openid/removal"]').count(), 0);
      await picture(page, 'only');
      await page.goto(`${site.url}/account`);
      await presses(page, 'main form[action="/logout"] button');
      await page.goto(`${site.url}/account`);
      assert.equal(path(page), '/login');
      await goes(page);
      assert.equal(path(page), '/account');
      await context.close();
    });

    // What the page of the log-in answers where the way back is none.
    const refused = /^422 GET \/login\/openid\/back\?/;

    test('an account that is there is shown to be theirs, linked, and let go of for a proof', async () => {
      const someone = person('there');
      const link = (await site.runs('user', 'add', someone.email)).match(/\/(?:reset|confirm)\/\S+/)[0];
      const { context, page } = await begin();
      // A wrong password before it is linked, and before it is let go of.
      expects(page, /^422 POST \/account\/openid$/, /^422 POST \/account\/openid\/removal$/);
      await page.goto(`${site.url}${link}`);
      await page.locator('#password').fill(password);
      await presses(page, '#password');
      assert.equal(path(page), '/account');
      await presses(page, 'main form[action="/logout"] button');
      await page.goto(`${site.url}/login`);
      provider.person = someone;
      await goes(page);
      assert.equal(path(page), '/login', 'an address alone opens nothing');
      await page.locator('#email').fill(someone.email);
      await page.locator('#password').fill(password);
      await presses(page, '#password');
      assert.equal(path(page), '/account/openid');
      await page.locator('#proof').fill('not the password');
      await presses(page, '#proof');
      assert.equal(path(page), '/account/openid', 'a session alone links nobody');
      await page.locator('#proof').fill(password);
      await presses(page, 'form[action="/account/openid"] button');
      assert.equal(new URL(page.url()).search, '?done=openid-linked');
      await presses(page, 'main form[action="/logout"] button');
      await page.goto(`${site.url}/login`);
      await goes(page);
      assert.equal(path(page), '/account');
      await presses(page, 'a[href="/account/openid"]');
      await page.locator('#proof').fill('not the password');
      await presses(page, '#proof');
      assert.match(await page.locator('#proof-trouble').innerText(), new RegExp(say.wrong));
      assert.equal(await page.locator('#proof').getAttribute('aria-invalid'), 'true');
      await measured(page, 'a wrong proof');
      await picture(page, 'proof');
      await page.locator('#proof').fill(password);
      await presses(page, '#proof');
      assert.equal(new URL(page.url()).search, '?done=openid-unlinked');
      await context.close();
    });

    test('whoever stops there comes back to a page with every other way', async () => {
      const { context, page } = await begin();
      expects(page, refused);
      provider.person = person('stops');
      await goes(page, 'no');
      await isTold(page, say.stopped);
      await picture(page, 'stopped');
      await goes(page);
      assert.equal(path(page), '/account');
      await context.close();
    });

    test('a way back that was not begun in this browser leads nowhere', async () => {
      const { context, page } = await begin();
      await presses(page, '#openid');
      expects(page, refused);
      const begun = new URL(page.url()).searchParams.get('state');
      const [proof, next] = begun.split(/\.(.*)/);
      for (const state of ['', 'x', `${'0'.repeat(proof.length)}.${next}`]) {
        const back = new URL('/login/openid/back', site.url);
        back.search = new URLSearchParams({ code: 'abc', state }).toString();
        await page.goto(back.href);
        await isTold(page, say.stopped);
      }
      const other = await begin();
      expects(other.page, refused);
      await other.page.goto(`${site.url}/login/openid/back?${new URLSearchParams({ code: 'abc', state: begun })}`);
      await isTold(other.page, say.stopped);
      // A code that the provider never gave: what it answers lets nobody in.
      await page.goto(`${site.url}/login/openid/back?${new URLSearchParams({ code: 'abc', state: begun })}`);
      await isTold(page, say.away);
      await page.goto(`${site.url}/account`);
      assert.equal(path(page), '/login');
      await other.context.close();
      await context.close();
    });

    test('a provider that breaks on the way is named so, and works again when it does', async () => {
      const { context, page } = await begin();
      expects(page, refused);
      provider.person = person('breaks');
      for (const broken of ['/token', '/keys']) {
        provider.broken.add(broken);
        await goes(page);
        await isTold(page, say.away);
        provider.broken.clear();
      }
      await picture(page, 'away');
      // Gone between the provider's page and the way back.
      await presses(page, '#openid');
      const back = new URL('/decision', provider.issuer);
      back.search = `${new URL(page.url()).search}&say=yes`;
      const led = await fetch(back, { redirect: 'manual' });
      await provider.stop();
      await page.goto(led.headers.get('location'));
      await isTold(page, say.away);
      await provider.start();
      await goes(page);
      assert.equal(path(page), '/account');
      await context.close();
    });
  });
}

test('before it was ever reached, a provider that refuses or breaks is no dead end', { skip }, async () => {
  const own = new Provider();
  await own.start();
  const fresh = await serve(`
[openid]
issuer = "${own.issuer}"
client_id = "masthead"
client_secret = "x"
label = "${label}"
allow_origins = ["${own.issuer}"]
`);
  const context = await profile(browser, { javaScriptEnabled: false });
  const page = await context.newPage();
  expects(page, /^422 GET \/login\/openid\?/);
  await own.stop();
  const begin = async () => {
    await page.goto(`${fresh.url}/login`);
    await presses(page, '#openid');
  };
  await begin();
  await isTold(page, words['zh-CN'].away);
  await own.start();
  own.broken.add('/.well-known/openid-configuration');
  await begin();
  await isTold(page, words['zh-CN'].away);
  own.broken.clear();
  await begin();
  assert.equal(new URL(page.url()).origin, own.issuer);
  await context.close();
  await fresh.stop();
  await own.stop();
});
