// Finds one page of each kind by walking from the home page, as a reader would.
import assert from 'node:assert/strict';
import { base } from './browser.mjs';

const KINDS = [
  ['channel', /^\/channel\/[^/]+$/],
  ['column', /^\/column\/[^/]+$/],
  ['article', /^\/article\/\d+/],
  ['creator', /^\/@[^/]+$/],
  ['archive', /^\/@[^/]+\/archive$/],
  ['hot', /^\/hot$/],
  ['search', /^\/search$/],
  ['join', /^\/join$/],
  ['accessibility', /^\/accessibility$/],
  ['login', /^\/login$/],
  ['register', /^\/register$/],
  ['reset', /^\/reset$/],
];

// Links and the targets of forms, ours only, without query and fragment.
async function pathsOn(path) {
  const html = await (await fetch(new URL(path, base))).text();
  const found = [...html.matchAll(/<(?:a|form)\b[^>]*?\b(?:href|action)="([^"]*)"/g)].map(([, href]) => new URL(href.replaceAll('&amp;', '&'), new URL(path, base)));
  return [...new Set(found.filter((url) => url.origin === new URL(base).origin).map((url) => decodeURI(url.pathname)))];
}

/** `{ home: '/', channel: '/channel/…', …, missing: '/…' }`, of every kind that there is. */
export async function walk() {
  const map = { home: '/' };
  // The way to the account leads whoever is not logged in to the log-in.
  const paths = new Set([...(await pathsOn('/')), ...(await pathsOn('/account'))]);
  const kind = (name) => [...paths].find((path) => KINDS.find(([known]) => known === name)[1].test(path));
  for (const next of ['article', 'creator', 'channel']) {
    for (const found of await pathsOn(kind(next) ?? assert.fail(`no walk reaches a page of the kind ${next}`))) paths.add(found);
  }
  for (const [name] of KINDS) map[name] = kind(name) ?? assert.fail(`no walk reaches a page of the kind ${name}`);
  return { ...map, missing: '/article/999999999999999' };
}

/** Every kind of page that a walk must reach. */
export const kinds = ['home', ...KINDS.map(([name]) => name), 'missing'];

/** The paths of `count` articles, taken from the lists of the portal. */
export async function articles(count) {
  const found = new Set();
  for (const list of ['/', '/hot']) for (const path of await pathsOn(list)) if (KINDS[2][1].test(path)) found.add(path);
  return [...found].slice(0, count);
}
