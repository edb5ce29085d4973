// A portal of a test's own, with settings that the demo does not have.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { begin } from './demo.mjs';
import { started } from './program.mjs';

/** Both are set by run.mjs; without it such tests are left out. */
export const program = process.env.MASTHEAD_PROGRAM;
const filled = process.env.MASTHEAD_FILLED;
const LIMIT_MS = 60_000;

/** `{ url, runs(...args), stop() }`; `settings` is the text of masthead.toml, and with `demo` the portal is full of its content. */
export async function serve(settings, { demo = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-own-'));
  const config = join(folder, 'masthead.toml');
  const data = join(folder, 'data');
  await writeFile(config, `data = ${JSON.stringify(data)}\n${settings}`);
  const stopped = () => rm(folder, { recursive: true, force: true });
  try {
    if (demo) assert.ok(filled, 'MASTHEAD_FILLED names no folder of demo content: start this by run.mjs');
    const server = demo
      ? await begin(program, filled, data, { args: ['--config', config] })
      : await started(program, ['serve', '--config', config, '--listen', '127.0.0.1:0'], { limitMs: LIMIT_MS });
    const runs = async (...args) => (await promisify(execFile)(program, [...args, '--config', config])).stdout;
    return { url: server.url, runs, stop: async () => (await server.stop(), await stopped()) };
  } catch (error) {
    await stopped();
    throw error;
  }
}
