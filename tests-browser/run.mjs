// Starts `masthead demo` on a free port, runs the browser tests against it, and stops it:
// node tests-browser/run.mjs target/debug/masthead [test file …]
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

// A debug build draws and stores the demo's pictures within this.
const START_LIMIT_MS = 300_000;
// The longest file, which opens every page, takes some minutes; one that hangs does not hold everything up.
const FILE_LIMIT_MS = 1_800_000;
const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const [program, ...chosen] = process.argv.slice(2);
if (!program) {
  console.error('usage: node tests-browser/run.mjs PROGRAM [test file …]');
  process.exit(2);
}

const ended = (child) => new Promise((done) => child.once('exit', (code, signal) => done({ code, signal })));

// The program prints its address; its own words are repeated here, for a failure to be read.
function announced(server) {
  return new Promise((done, fail) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      console.log(`  ${line}`);
      const url = line.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
      if (url) done(url);
    });
    server.once('error', fail);
    server.once('exit', (code) => fail(new Error(`the server ended with status ${code} before it printed an address`)));
  });
}

async function healthy(url, until) {
  while (Date.now() < until) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.status === 200) return;
    await pause(100);
  }
  throw new Error(`${url}/healthz did not answer 200 in ${START_LIMIT_MS / 1000} s`);
}

async function tests(url) {
  const files = chosen.length > 0 ? chosen : (await readdir(here)).filter((name) => name.endsWith('.test.mjs')).sort().map((name) => join(here, name));
  const args = ['--test', '--test-concurrency=2', `--test-timeout=${FILE_LIMIT_MS}`, '--test-reporter=spec', ...files];
  return ended(spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, MASTHEAD_URL: url, MASTHEAD_PROGRAM: resolve(program) } }));
}

const data = await mkdtemp(join(tmpdir(), 'masthead-browser-'));
const begun = Date.now();
const server = spawn(program, ['demo', '--data', data, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
const gone = ended(server);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.kill());
let status = 1;
try {
  const late = pause(START_LIMIT_MS, undefined, { ref: false }).then(() => Promise.reject(new Error('the server printed no address in time')));
  const url = await Promise.race([announced(server), late]);
  await healthy(url, begun + START_LIMIT_MS);
  console.log(`  ready after ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  status = (await tests(url)).code ?? 1;
} catch (error) {
  console.error(`browser tests: ${error.message}`);
} finally {
  if (server.exitCode === null && server.kill()) await gone;
  await rm(data, { recursive: true, force: true });
}
process.exit(status);
