// What people do on pages that have forms, by keyboard.
import assert from 'node:assert/strict';
import { smallTargets, tooWide } from './measure.mjs';

export async function presses(page, name) {
  await page.locator('main').getByRole('button', { name, exact: true }).first().focus();
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

export async function types(page, selector, text) {
  await page.locator(selector).focus();
  await page.keyboard.type(text);
}

export const saved = (page) => page.waitForSelector('#save-state[data-state=saved]');

export const shot = (page, name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });

export async function measured(page, what) {
  assert.deepEqual(await page.evaluate(tooWide), [], what);
  assert.deepEqual(await page.evaluate(smallTargets, { least: 24, primary: 44, spaced: true }), [], what);
}
