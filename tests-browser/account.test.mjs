// Coming in as a person does: by keyboard alone, on a phone and a desktop, with and without script, in both languages.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { address, expects, launch, open, profile } from './lib/browser.mjs';
import { measured } from './lib/steps.mjs';

const browser = await launch();
after(() => browser.close());

const password = 'lotus ferry eleven quiet';
const another = 'seven lanterns on water';
let people = 0;
const newAddress = () => `reader-${process.pid}-${(people += 1)}@wangchuan.example`;

const words = {
  'zh-CN': { register: '注册', confirm: '确认并登录', login: '登录', logout: '退出登录', wrong: '邮箱或密码不对', save: '保存并登录', welcome: '欢迎' },
  en: { register: 'Register', confirm: 'Confirm and log in', login: 'Log in', logout: 'Log out', wrong: 'is wrong', save: 'Save and log in', welcome: 'Welcome' },
};

// Types into the field that has the focus, and goes on to the next.
async function types(page, fields) {
  for (const [name, text] of fields) {
    assert.equal(await page.evaluate(() => document.activeElement.name), name);
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
}

async function presses(page, name) {
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), name);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

// The link in the newest letter to this address.
async function linkTo(page, email) {
  await page.goto(address('/outbox'));
  const letter = page.locator('article.letter', { hasText: email }).first();
  return letter.locator('a').getAttribute('href');
}

async function button(page, name) {
  await page.locator('main').getByRole('button', { name, exact: true }).first().focus();
  await presses(page, name);
}

for (const [lang, width, javaScriptEnabled] of [['zh-CN', 390, true], ['en', 1440, true], ['zh-CN', 1440, false], ['en', 390, false]]) {
  describe(`an account, ${lang}, ${width} px, ${javaScriptEnabled ? 'with' : 'without'} script, by keyboard`, () => {
    const say = words[lang];
    test('is registered, confirmed by mail, left, entered again and given another password', async () => {
      const context = await profile(browser, { viewport: { width, height: 844 }, javaScriptEnabled });
      const { page } = await open(context, '/register', { lang });
      // A password too short, and one that is wrong.
      expects(page, /^422 POST \/confirm\//, /^422 POST \/login$/);
      const email = newAddress();
      await page.locator('#name').focus();
      await types(page, [['name', 'Lin Yue'], ['email', email]]);
      await presses(page, say.register);
      assert.match(await page.locator('main').innerText(), new RegExp(email));

      await page.goto(await linkTo(page, email));
      await page.locator('#password').focus();
      await types(page, [['password', 'short']]);
      await presses(page, say.confirm);
      assert.equal(await page.locator('#password').getAttribute('aria-invalid'), 'true', 'the password is chosen here');
      await page.locator('#password').focus();
      await types(page, [['password', password]]);
      await presses(page, say.confirm);
      assert.match(await page.locator('[role=status].done').innerText(), new RegExp(say.welcome));
      assert.match(await page.locator('.facts').innerText(), /Lin Yue/);
      await button(page, say.logout);
      assert.equal(new URL(page.url()).pathname, '/');

      await page.goto(address('/account'));
      assert.equal(new URL(page.url()).pathname, '/login');
      await page.locator('#email').focus();
      await types(page, [['email', email], ['password', 'not the password']]);
      await presses(page, say.login);
      assert.match(await page.locator('[role=alert]').innerText(), new RegExp(say.wrong));
      assert.ok(await page.evaluate(() => document.activeElement.getAttribute('role') === 'alert'), 'what is wrong has the focus');
      assert.equal(await page.locator('#email').inputValue(), email);
      await page.locator('#password').focus();
      await types(page, [['password', password]]);
      await presses(page, say.login);
      assert.equal(new URL(page.url()).pathname, '/account');
      await button(page, say.logout);

      await page.goto(address('/reset'));
      await page.locator('#email').focus();
      await types(page, [['email', email]]);
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      await page.goto(await linkTo(page, email));
      await page.locator('#password').focus();
      await types(page, [['password', another]]);
      await presses(page, say.save);
      assert.equal(new URL(page.url()).pathname, '/account');
      await measured(page, 'the account');
      await context.close();
    });
  });
}

test('a session that is ended elsewhere is over', async () => {
  const contexts = await Promise.all([profile(browser), profile(browser)]);
  const pages = [];
  for (const context of contexts) {
    const { page } = await open(context, '/login');
    await page.locator('#email').fill('reader@wangchuan.example');
    await page.locator('#password').fill('lotus ferry eleven');
    await Promise.all([page.waitForNavigation(), page.locator('main').getByRole('button').click()]);
    pages.push(page);
  }
  await pages[1].goto(address('/account'));
  await Promise.all([pages[1].waitForNavigation(), pages[1].getByRole('button', { name: '退出其他所有设备' }).click()]);
  await pages[0].goto(address('/account'));
  assert.equal(new URL(pages[0].url()).pathname, '/login');
  assert.equal(new URL(pages[1].url()).pathname, '/account');
  await Promise.all(contexts.map((context) => context.close()));
});

for (const javaScriptEnabled of [true, false]) {
  test(`an administrator gives a role and takes it away, ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
    const context = await profile(browser, { viewport: { width: 390, height: 844 }, javaScriptEnabled });
    const { page } = await open(context, '/login');
    await page.locator('#email').fill('admin@wangchuan.example');
    await page.locator('#password').fill('lotus ferry eleven');
    await Promise.all([page.waitForNavigation(), page.locator('main').getByRole('button').click()]);
    await page.getByRole('link', { name: '去编辑台' }).click();
    await page.getByRole('link', { name: '账号与职责' }).click();
    await page.locator('#email').fill('moderator@wangchuan.example');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    await page.getByText('授予职责').click();
    await page.getByLabel('职责', { exact: true }).selectOption('channel_editor');
    await page.locator('select[name=channel]').selectOption({ label: '城事' });
    await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: '授予', exact: true }).click()]);
    const moderator = page.locator('.accounts > li', { hasText: 'moderator@wangchuan.example' });
    assert.match(await moderator.innerText(), /频道编辑 · 城事/);
    await measured(page, 'accounts');
    const take = moderator.getByRole('button', { name: '收回 内容管理 许汀 的职责：频道编辑 · 城事' });
    await Promise.all([page.waitForNavigation(), take.click()]);
    assert.doesNotMatch(await moderator.innerText(), /频道编辑 · 城事/);
    await context.close();
  });
}
