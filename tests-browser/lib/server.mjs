// A portal of a test's own, with nothing in it and settings that the demo does not have.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** Set by run.mjs; without it such tests are left out. */
export const program = process.env.MASTHEAD_PROGRAM;
const LIMIT_MS = 60_000;
// A demo draws and stores its pictures first.
const DEMO_LIMIT_MS = 300_000;

/** `{ url, runs(...args), stop() }`; `settings` is the text of masthead.toml, and `demo` fills the portal first. */
export async function serve(settings, { demo = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-own-'));
  const config = join(folder, 'masthead.toml');
  await writeFile(config, `data = ${JSON.stringify(join(folder, 'data'))}\n${settings}`);
  const server = spawn(program, [demo ? 'demo' : 'serve', '--config', config, ...(demo ? ['--data', join(folder, 'data')] : []), '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', demo ? 'ignore' : 'inherit'] });
  const ended = new Promise((done) => server.once('exit', done));
  const stop = async () => {
    if (server.exitCode === null && server.kill()) await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const url = await new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error('it printed no address in time')), demo ? DEMO_LIMIT_MS : LIMIT_MS);
    createInterface({ input: server.stdout }).on('line', (line) => {
      clearTimeout(late);
      done(line.trim());
    });
    server.once('exit', (code) => fail(new Error(`it ended with status ${code}`)));
  }).catch(async (error) => {
    await stop();
    throw error;
  });
  const runs = async (...args) => (await promisify(execFile)(program, [...args, '--config', config])).stdout;
  return { url, runs, stop };
}
