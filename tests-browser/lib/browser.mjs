// The browser of the tests, and pages that remember what went wrong while they loaded.
import { chromium } from 'playwright-core';

export const base = process.env.MASTHEAD_URL ?? 'http://127.0.0.1:8080';
const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** One Chromium for a test file. */
export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet],
  });

/** A profile of its own; motion is reduced so that scrolling ends at once. */
export const profile = (browser, options = {}) =>
  browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', locale: 'zh-CN', ...options });

/** `path` with more in its query. */
export function address(path, query = {}) {
  const url = new URL(path, base);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/** Opens a path; `problems` fills with console errors, failed or refused requests, and requests elsewhere. */
export async function open(context, path, query = {}) {
  const page = await context.newPage();
  const url = address(path, query);
  const problems = [];
  // A refused page names itself as a failed resource on the console; its status is tested by itself.
  page.on('console', (line) => line.type() === 'error' && line.location().url !== url && problems.push(`console: ${line.text()}`));
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  // What a page still loaded when it was left is aborted.
  page.on('requestfailed', (request) => request.failure()?.errorText !== 'net::ERR_ABORTED' && problems.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on('request', (request) => isOurs(request.url()) || problems.push(`elsewhere: ${request.url()}`));
  page.on('response', (answer) => answer.status() >= 400 && answer.url() !== url && problems.push(`${answer.status()}: ${answer.url()}`));
  const answer = await page.goto(url, { waitUntil: 'load' });
  return { page, problems, status: answer.status() };
}

const isOurs = (url) => url.startsWith('data:') || new URL(url).origin === new URL(base).origin;

/** Loads the pictures that wait for the reader to scroll. */
export const loadPictures = (page) =>
  page.evaluate(async () => {
    document.querySelectorAll('img[loading]').forEach((image) => (image.loading = 'eager'));
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  });

/** The text of the page as a reader sees it, line by line, without the empty ones. */
export const lines = async (page) =>
  (await page.evaluate(() => document.body.innerText)).split('\n').map((line) => line.trim()).filter(Boolean);
