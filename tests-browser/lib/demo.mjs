// One folder of demo content is filled at the beginning; every portal of a story begins with a copy of it.
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { cp } from 'node:fs/promises';
import { promisify } from 'node:util';
import { started } from './program.mjs';

// A debug build draws and stores the demo's pictures within this, and makes the smaller copies of them.
const FILL_LIMIT_MS = 600_000;
const START_LIMIT_MS = 60_000;

const demo = (program, data, { args = [], limitMs = START_LIMIT_MS, stderr = 'ignore' }) =>
  started(program, ['demo', ...args, '--data', data, '--listen', '127.0.0.1:0'], { limitMs, stderr });

/** Fills `folder` and leaves it with nothing to be done: each portal would make the same copies of the same pictures. */
export async function fill(program, folder) {
  const until = Date.now() + FILL_LIMIT_MS;
  const { stop } = await demo(program, folder, { limitMs: FILL_LIMIT_MS, stderr: 'inherit' });
  try {
    for (;;) {
      const { stdout } = await promisify(execFile)(program, ['check', '--data', folder]);
      if (!/wait for their smaller copies/.test(stdout)) return;
      if (Date.now() > until) throw new Error(`pictures still wait for their copies: ${stdout}`);
    }
  } finally {
    await stop();
  }
}

/** A portal in the folder `data`, which begins with a copy of `filled`; `{ args, stderr }` go to the program. */
export async function begin(program, filled, data, options) {
  await cp(filled, data, { recursive: true, mode: constants.COPYFILE_FICLONE });
  return demo(program, data, options);
}
