// The browser of the tests. Every profile of it is watched: what goes wrong in its pages fails the story (problems.mjs).
import { chromium } from 'playwright-core';
import { watch } from './problems.mjs';

export { allows, expects } from './problems.mjs';

export const base = process.env.MASTHEAD_URL ?? 'http://127.0.0.1:8080';
// Where stories run side by side on a busy machine, a first page takes its time.
const LIMIT_MS = 60_000;
const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** One Chromium for a test file. */
export async function launch() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet],
  });
  // Here and not in `profile`, so that no story comes by a page that nobody watches.
  const begin = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = watch(await begin(options));
    context.setDefaultTimeout(LIMIT_MS);
    return context;
  };
  return browser;
}

/** A profile of its own; motion is reduced so that scrolling ends at once. */
export const profile = (browser, options = {}) =>
  browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', locale: 'zh-CN', ...options });

/** `path` with more in its query. */
export function address(path, query = {}) {
  const url = new URL(path, base);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/** Opens a path. */
export async function open(context, path, query = {}) {
  const page = await context.newPage();
  const answer = await page.goto(address(path, query), { waitUntil: 'load' });
  return { page, status: answer.status() };
}

/** Loads the pictures that wait for the reader to scroll. */
export const loadPictures = (page) =>
  page.evaluate(async () => {
    document.querySelectorAll('img[loading]').forEach((image) => (image.loading = 'eager'));
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  });

/** The text of the page as a reader sees it, line by line, without the empty ones. */
export const lines = async (page) =>
  (await page.evaluate(() => document.body.innerText)).split('\n').map((line) => line.trim()).filter(Boolean);
