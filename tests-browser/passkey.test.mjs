// Passkeys as a person uses them, with Chromium's virtual authenticator: on a phone and a desktop, by keyboard.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { base, expects, launch, profile } from './lib/browser.mjs';
import { isSound } from './lib/steps.mjs';

const browser = await launch();
after(() => browser.close());

const password = 'lotus ferry eleven quiet';
// Passkeys belong to names: on this machine to localhost.
const home = base.replace('127.0.0.1', 'localhost');

// A device in the browser's own place, which unlocks for whoever is there.
async function device(page, { verified = true } = {}) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: verified, automaticPresenceSimulation: true };
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options });
  return { devtools, authenticatorId };
}

/** From now on each page says once it has asked the device: only then is it that nobody touches it. */
const watchAsking = (page) =>
  page.addInitScript(() => {
    const get = navigator.credentials?.get.bind(navigator.credentials);
    if (get) navigator.credentials.get = (options) => ((window.hasAsked = true), get(options));
  });

async function presses(page, selector) {
  await page.locator(selector).first().focus();
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

async function types(page, field, text) {
  await page.locator(field).fill(text);
  await presses(page, field);
}

async function registers(page, email) {
  await page.goto(`${home}/register`);
  await page.locator('#name').fill('Lin Yue');
  await types(page, '#email', email);
  await page.goto(`${home}/outbox`);
  const letter = page.locator('article.letter', { hasText: email }).first();
  const link = new URL(await letter.locator('a').getAttribute('href'));
  await page.goto(`${home}${link.pathname}`);
  await types(page, '#password', password);
}

const looksWell = (page, name) => isSound(page, `passkey-${name}`);

async function adds(page) {
  await page.goto(`${home}/account/passkeys`);
  await types(page, '#proof', password);
  await page.locator('#name').fill('Lin’s phone');
  await presses(page, 'form[data-passkey-new] button.main');
  assert.equal(new URL(page.url()).search, '?done=passkey-added');
}

const path = (page) => new URL(page.url()).pathname;

for (const [lang, width] of [['zh-CN', 390], ['en', 1440]]) {
  describe(`passkeys, ${lang}, ${width} px`, () => {
    test('one is added, named, logs in by a button and from the e-mail field, and is removed', async () => {
      const context = await profile(browser, { viewport: { width, height: 844 } });
      const page = await context.newPage();
      await page.goto(`${home}/?lang=${lang}`);
      // A name of blanks, a wrong password, a passkey that the account has no more.
      expects(page, /^422 POST \/account\/passkeys\//, /^422 POST \/login\/passkey$/);
      const { devtools, authenticatorId } = await device(page);
      const presence = (enabled) => devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
      await registers(page, `passkey-${process.pid}-${width}@wangchuan.example`);
      await presses(page, 'a[href="/account/passkeys"]');
      await looksWell(page, `none-${width}`);
      await types(page, '#proof', password);
      await looksWell(page, `new-${width}`);
      await page.locator('#name').fill('Lin’s phone');
      await presses(page, 'form[data-passkey-new] button.main');
      assert.equal(await page.locator('.devices li').count(), 1);
      await page.locator('.devices summary').first().click();
      await looksWell(page, `one-${width}`);
      await page.locator('.devices input[name="name"]').fill('   ');
      await presses(page, '.devices details button');
      await page.locator('#name[aria-invalid="true"]').waitFor();
      assert.equal(await page.locator('#name').inputValue(), '   ');
      await looksWell(page, `name-${width}`);
      await page.locator('.devices input[name="name"]').fill('The old phone');
      await presses(page, '.devices details button');
      assert.match(await page.locator('.devices').innerText(), /The old phone/);
      const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId });
      assert.equal(credentials.length, 1);
      assert.ok(credentials[0].isResidentCredential, 'found without a name');

      // Nobody touches the device: the page waits, until the button is pressed.
      await presence(false);
      await page.goto(`${home}/account`);
      await presses(page, 'main form[action="/logout"] button');
      await watchAsking(page);
      await page.goto(`${home}/login`);
      await looksWell(page, `login-${width}`);
      await page.waitForFunction(() => window.hasAsked);
      assert.equal(path(page), '/login');
      await presence(true);
      await presses(page, '#passkey');
      assert.equal(path(page), '/account');

      // The e-mail field offers the passkey; the device takes the only one that it has.
      await presses(page, 'main form[action="/logout"] button');
      await page.goto(`${home}/login`, { waitUntil: 'commit' });
      await page.waitForURL('**/account');

      await page.goto(`${home}/account/passkeys`);
      await page.locator('.devices summary').nth(1).click();
      await page.locator('.devices input[name="proof"]').fill('not the password');
      await presses(page, '.devices input[name="proof"]');
      await page.locator('#removal[aria-invalid="true"]').waitFor();
      await looksWell(page, `removal-${width}`);
      await types(page, '#removal', password);
      assert.equal(await page.locator('.devices').count(), 0);
      await presses(page, 'a[href="/account"]');
      await presses(page, 'main form[action="/logout"] button');
      await page.goto(`${home}/login`, { waitUntil: 'commit' });
      // Nor is it asked for again by itself: that would be refused without end.
      await page.locator('main .troubles').waitFor();
      await looksWell(page, `refused-${width}`);
      await context.close();
    });
  });
}

test('whoever stops, or does not unlock the device, is told and stays', async () => {
  const context = await profile(browser);
  const page = await context.newPage();
  await page.goto(`${home}/?lang=en`);
  const { devtools, authenticatorId } = await device(page);
  await registers(page, `passkey-${process.pid}-stop@wangchuan.example`);
  await adds(page);
  await page.goto(`${home}/account/passkeys`);
  await types(page, '#proof', password);
  await page.locator('form[data-passkey-new] button.main').click();
  await page.locator('[role="status"]:has-text("already")').waitFor();
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await page.goto(`${home}/account`);
  await presses(page, 'main form[action="/logout"] button');
  await page.goto(`${home}/login`);
  await page.locator('#passkey').click();
  await page.locator('[role="status"]:has-text("did not work")').waitFor();
  assert.equal(path(page), '/login');
  await context.close();
});

test('without script, or under another address, nothing of it is offered', async () => {
  for (const [options, url] of [[{ javaScriptEnabled: false }, home], [{}, base]]) {
    const context = await profile(browser, options);
    const page = await context.newPage();
    await page.goto(`${url}/login`);
    assert.ok(await page.locator('#password').isVisible());
    assert.ok(!(await page.locator('#passkey').isVisible()));
    await context.close();
  }
});
