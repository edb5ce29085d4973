// What people do on pages that have forms, by keyboard.
import assert from 'node:assert/strict';
import { danglingIds, repeatedIds, tooWide } from './measure.mjs';
import { smallTargets } from './targets.mjs';

export async function presses(page, name) {
  await page.locator('main').getByRole('button', { name, exact: true }).first().focus();
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

export async function types(page, selector, text) {
  await page.locator(selector).focus();
  await page.keyboard.type(text);
}

export const saved = (page) => page.waitForSelector('#save-state[data-state=saved]');

/** Waits until the server has these words on the page that is open. (A function that a page waits for must not be async: its promise counts as yes.) */
export async function stored(page, words) {
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    if ((await (await page.request.get(page.url())).text()).includes(words)) return;
  }
  assert.fail(`the server never had “${words}”`);
}

/** A picture of the page, in the folder that `SHOTS` names: it takes longer than most of what is tested, so only where somebody wants to look. */
export const shot = (page, name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });

/** Nothing is too wide for the window or too small to press. */
export async function measured(page, what) {
  assert.deepEqual(await page.evaluate(tooWide), [], `${what}: width`);
  assert.deepEqual(await smallTargets(page), [], `${what}: targets`);
}

/** The same, and ids stand once and where they are meant. */
export async function isSound(page, name) {
  await measured(page, name);
  assert.deepEqual(await page.evaluate(repeatedIds), [], `${name}: ids that stand twice`);
  assert.deepEqual(await page.evaluate(danglingIds), [], `${name}: no such id`);
  await shot(page, name);
}
