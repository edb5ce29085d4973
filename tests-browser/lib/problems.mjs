// What goes wrong in a page fails the story in whose time it happens, unless the story names it.
import assert from 'node:assert/strict';
import { afterEach } from 'node:test';

/** Of each profile: what was found and not looked at yet, and what its story named. */
const watches = new Map();

/** Listens to everything that any page of this profile complains of. Every profile that `launch` gives is watched. */
export function watch(context) {
  const watched = { found: [], named: [] };
  watches.set(context, watched);
  const note = (page, text) => watched.found.push({ page, text });
  context.on('console', (line) => {
    // The answer or the failed request is noted by itself.
    if (['error', 'warning'].includes(line.type()) && !line.text().startsWith('Failed to load resource')) note(line.page(), `console: ${line.text()}`);
  });
  context.on('weberror', (fault) => note(fault.page(), `script: ${fault.error()?.stack ?? fault.error()}`));
  context.on('page', (page) => page.on('crash', () => note(page, 'the page crashed')));
  context.on('request', (request) => isElsewhere(request.url()) && note(pageOf(request), `elsewhere: ${request.method()} ${request.url()}`));
  context.on('response', (answer) => {
    if (answer.status() >= 400) note(pageOf(answer.request()), `${answer.status()} ${answer.request().method()} ${short(answer.url())}`);
  });
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    // What a page still loaded when it was left is aborted.
    if (why !== 'net::ERR_ABORTED') note(pageOf(request), `failed: ${request.method()} ${short(request.url())} ${why}`);
  });
  return context;
}

/** This must go wrong in this page or profile, in words like `422 POST /login`, `console: …`, `script: …`, `failed: GET /hot net::…`. */
export const expects = (pageOrProfile, ...patterns) => names(pageOrProfile, patterns, true);

/** This may go wrong: whether it does hangs on which of two things comes first. */
export const allows = (pageOrProfile, ...patterns) => names(pageOrProfile, patterns, false);

function names(pageOrProfile, patterns, must) {
  const page = pageOrProfile.context ? pageOrProfile : undefined;
  const watched = watches.get(page ? page.context() : pageOrProfile);
  assert.ok(watched, 'nobody watches this profile: open it with launch() of lib/browser.mjs');
  assert.ok(patterns.length > 0, 'it is not named what may go wrong');
  for (const pattern of patterns) {
    assert.ok(pattern instanceof RegExp, `${pattern} is no pattern`);
    watched.named.push({ page, pattern, must, met: false });
  }
}

const isElsewhere = (url) => /^https?:/.test(url) && !['127.0.0.1', 'localhost'].includes(new URL(url).hostname);
const short = (url) => (/^https?:/.test(url) && !isElsewhere(url) ? url.replace(/^https?:\/\/[^/]+/, '') : url);

function pageOf(request) {
  try {
    return request.frame().page();
  } catch {
    // A first request has no frame yet: it is named for the whole profile.
    return undefined;
  }
}

/** What nobody named; it is told once. */
function unnamed() {
  return [...watches.values()].flatMap(({ found, named }) =>
    found.splice(0).filter(({ page, text }) => {
      const by = named.filter((one) => (!one.page || !page || one.page === page) && one.pattern.test(text));
      for (const one of by) one.met = true;
      return by.length === 0;
    }),
  );
}

afterEach(() => {
  const problems = unnamed().map(({ text }) => text);
  if (problems.length === 0) return;
  const error = new Error(`${problems.length} problems in the page that the story does not name:\n${problems.join('\n')}`);
  // Where it was found says nothing: what was done before says all.
  error.stack = error.message;
  throw error;
});

// What comes after the last test, and what was named and never came.
process.once('exit', () => {
  const late = unnamed().map(({ text }) => `after the last test: ${text}`);
  const never = [...watches.values()].flatMap(({ named }) => named.filter(({ must, met }) => must && !met)).map(({ pattern }) => `a story expects ${pattern}, and it never came`);
  if (late.length + never.length === 0) return;
  console.error(`✖ ${[...late, ...never].join('\n✖ ')}`);
  process.exitCode = 1;
});
