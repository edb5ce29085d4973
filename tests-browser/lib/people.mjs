// People who come in, register, join: what many tests begin with, by keyboard.
import { address, open, profile } from './browser.mjs';
import { presses, types } from './steps.mjs';

/** Of the demo's accounts, and of whoever is registered here. */
export const PASSWORD = 'lotus ferry eleven';

const words = {
  'zh-CN': { login: '登录', register: '注册', confirm: '确认并登录', send: '提交申请', take: '领取', accept: '通过' },
  en: { login: 'Log in', register: 'Register', confirm: 'Confirm and log in', send: 'Send the application', take: 'Take it', accept: 'Accept' },
};

/** Logs in as `who` of the demo, or by another address. */
export async function enters(browser, options, { lang = 'zh-CN', who, email = `${who}@wangchuan.example` }) {
  const context = await profile(browser, options);
  const { page } = await open(context, '/login', { lang });
  await types(page, '#email', email);
  await types(page, '#password', PASSWORD);
  await presses(page, words[lang].login);
  return { context, page };
}

/** Registers; `invited(page)` is the address in the letter that comes. */
export async function registers(browser, options, { lang = 'zh-CN', email, invited }) {
  const context = await profile(browser, options);
  const { page } = await open(context, '/register', { lang });
  await types(page, '#name', 'Jiang Du');
  await types(page, '#email', email);
  await presses(page, words[lang].register);
  await page.goto(await invited(page));
  await types(page, '#password', PASSWORD);
  await presses(page, words[lang].confirm);
  return { context, page };
}

/** Applies to join as one person; `more` fills what else is asked for. */
export async function applies(page, { lang = 'zh-CN', name, handle, more = {} }) {
  await page.goto(address('/join/apply'));
  await page.locator('#kind').selectOption('individual');
  await page.locator('#field').selectOption('city');
  for (const [field, text] of Object.entries({ name, handle, bio: 'Boats on the river.', contact_name: 'Jiang Du', ...more })) await types(page, `#${field}`, text);
  await page.locator('#terms').focus();
  await page.keyboard.press('Space');
  await presses(page, words[lang].send);
}

/** The desk takes and accepts what `handle` asks for. */
export async function accepts(desk, { lang = 'zh-CN', handle }) {
  await desk.goto(address('/desk/applications'));
  await desk.locator('.accounts > li', { hasText: handle }).locator('a').click();
  await presses(desk, words[lang].take);
  await presses(desk, words[lang].accept);
}
