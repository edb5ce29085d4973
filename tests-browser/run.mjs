// Runs the stories side by side, each against a portal of its own that begins with the same demo content:
// node tests-browser/run.mjs target/debug/masthead [--jobs N] [--limit SECONDS] [--filled FOLDER] [story …]
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, readdir, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { begin, fill } from './lib/demo.mjs';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const ENDING = '.test.mjs';
// They start what they need; all but one of them need no demo.
const ALONE = ['credentials', 'editor', 'journey', 'judges', 'openid'];
const needsDemo = (name) => name === 'judges' || !ALONE.includes(name);
// Those that need no demo begin while it is filled; then the longest, so that no worker is left with one of them at the end.
const FIRST = ['journey', 'editor', 'openid', 'credentials', 'judges', 'pages', 'publishing'];

const wrongUse = (what) => {
  console.error(`${what}\nusage: node tests-browser/run.mjs PROGRAM [--jobs N] [--limit SECONDS] [--filled FOLDER] [story …]`);
  process.exit(2);
};

// One more than there are processors: a page that loads waits for the network to be quiet, half a second each time.
function given() {
  try {
    const options = { jobs: { type: 'string', default: String(availableParallelism() + 1) }, limit: { type: 'string', default: '1200' }, filled: { type: 'string' } };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    return { ...values, program: positionals[0], wanted: positionals.slice(1) };
  } catch (error) {
    return wrongUse(error.message);
  }
}

const { program: named, wanted, filled: kept, ...numbers } = given();
const [jobs, limit] = ['jobs', 'limit'].map((name) => {
  if (!/^[1-9]\d*$/.test(numbers[name])) wrongUse(`--${name} takes a number from 1 on, not ${numbers[name]}`);
  return Number(numbers[name]);
});
if (!named || !existsSync(named)) wrongUse(named ? `there is no program ${named}` : 'no program is named');
const program = resolve(named);

const all = (await readdir(here)).filter((file) => file.endsWith(ENDING)).map((file) => file.slice(0, -ENDING.length)).sort();
const chosen = wanted.map((file) => basename(file, ENDING));
const unknown = wanted.filter((file, at) => !all.includes(chosen[at]));
if (unknown.length > 0) wrongUse(`no such story: ${unknown.join(', ')}. There are:\n  ${all.join('\n  ')}`);
const rank = (name) => (FIRST.indexOf(name) + 1 || FIRST.length + 1);
const waiting = [...new Set(chosen.length > 0 ? chosen : all)].sort((a, b) => rank(a) - rank(b));

const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1);
const work = await mkdtemp(join(tmpdir(), 'masthead-browser-'));
const filled = kept ? resolve(kept) : join(work, 'filled');
/** The stories that are being told. */
const running = new Set();

/** All that a story has started ends with it. */
function endGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}

/** Runs the file of a story: `{ output, wrong }`; `wrong` says why it did not pass. */
function play(name, folder, url) {
  const env = { ...process.env, TMPDIR: folder, MASTHEAD_PROGRAM: program, MASTHEAD_FILLED: filled };
  delete env.MASTHEAD_URL;
  if (url) env.MASTHEAD_URL = url;
  // A group of its own, so that what it started can be ended with it.
  const child = spawn(process.execPath, ['--test-reporter=spec', join(here, name + ENDING)], { stdio: ['ignore', 'pipe', 'pipe'], env, detached: true });
  const end = () => endGroup(child);
  running.add(child);
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => output.push(bytes));
  let hung = false;
  const late = setTimeout(() => ((hung = true), end()), limit * 1000);
  return new Promise((done) => {
    const over = (why) => {
      clearTimeout(late);
      running.delete(child);
      end();
      const text = Buffer.concat(output).toString();
      done({ text, wrong: hung ? `it did not end in ${limit} s` : why || (/^ℹ tests [1-9]/m.test(text) ? '' : 'no test ran') });
    };
    child.once('error', (error) => over(error.message));
    child.once('exit', (code, signal) => {
      // Its output may be held open by what it left behind.
      end();
      if (code !== 0) over(signal ?? `status ${code}`);
      else child.once('close', () => over(''));
    });
  });
}

/** A story at a portal of its own; one that fails ends with what the portal complained of last. */
async function tellAt(name, folder) {
  const log = join(folder, 'portal.log');
  const words = await open(log, 'w');
  const portal = await begin(program, filled, join(folder, 'data'), { stderr: words.fd }).finally(() => words.close());
  // What it says to everybody who starts a demo is no complaint.
  const introduction = (await readFile(log)).length;
  try {
    const { text, wrong } = await play(name, folder, portal.url);
    const said = wrong ? (await readFile(log)).subarray(introduction).toString().trim().split('\n').slice(-20).join('\n') : '';
    return { text: said ? `${text}\nThe portal's last words:\n${said}` : text, wrong };
  } finally {
    await portal.stop();
  }
}

/** A story with a folder of its own. */
async function tell(name) {
  const folder = join(work, name);
  await mkdir(folder);
  try {
    if (needsDemo(name)) await demoIsThere;
    return ALONE.includes(name) ? await play(name, folder) : await tellAt(name, folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  }
}

const results = [];
let demoIsThere = Promise.resolve();
async function worker() {
  for (let name = waiting.shift(); name; name = waiting.shift()) {
    const begun = Date.now();
    const { text, wrong } = await tell(name).catch((error) => ({ text: '', wrong: error.message }));
    results.push({ name, wrong, took: seconds(begun) });
    console.log(`\n── ${name}: ${wrong ? `FAILED, ${wrong}` : 'passed'}, ${seconds(begun)} s\n${text.trimEnd()}`);
    if (wrong) console.log(`alone: node ${relative('', join(here, 'run.mjs'))} ${named} ${relative('', join(here, name + ENDING))}`);
  }
}

for (const [signal, status] of [['SIGINT', 130], ['SIGTERM', 143]]) {
  process.once(signal, async () => {
    waiting.length = 0;
    for (const child of running) endGroup(child);
    await rm(work, { recursive: true, force: true, maxRetries: 20 });
    process.exit(status);
  });
}

const begun = Date.now();
let status = 1;
try {
  if (waiting.some(needsDemo) && !existsSync(join(filled, 'demo-ready'))) {
    demoIsThere = fill(program, filled).then(() => console.log(`the demo is filled after ${seconds(begun)} s`));
    // Every story that waits for it tells why there is none.
    demoIsThere.catch(() => undefined);
  }
  await Promise.all(Array.from({ length: jobs }, worker));
  const failed = results.filter(({ wrong }) => wrong);
  const line = ({ name, wrong, took }) => `  ${wrong ? '✖' : '✔'} ${name}, ${took} s${wrong ? `: ${wrong}` : ''}`;
  console.log(`\n${results.length} stories in ${seconds(begun)} s, ${failed.length} failed, ${jobs} side by side\n${results.map(line).join('\n')}`);
  status = failed.length === 0 ? 0 : 1;
} catch (error) {
  console.error(`browser tests: ${error.message}`);
} finally {
  await rm(work, { recursive: true, force: true, maxRetries: 20 });
}
process.exit(status);
