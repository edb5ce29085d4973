// The Nu HTML checker over many documents at once: starting Java for each would take longer than the checking.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const jar = () => join(createRequire(import.meta.url).resolve('vnu-jar/package.json'), '../build/dist/vnu.jar');

/** What is wrong in `documents`, `[{ name, html }]`: a line for each error, with the names of those that have it. */
export async function errors(documents) {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-nu-'));
  try {
    for (const [at, { html }] of documents.entries()) await writeFile(join(folder, `${at}.html`), html);
    const args = ['-jar', jar(), '--format', 'json', '--stdout', '--exit-zero-always', '--errors-only', folder];
    const { stdout } = await promisify(execFile)('java', args, { maxBuffer: 64 << 20 });
    const found = new Map();
    for (const { url, message, extract } of JSON.parse(stdout).messages) {
      const line = `${message} ${extract?.replace(/\s+/g, ' ').trim() ?? ''}`;
      const name = documents[Number(url?.match(/(\d+)\.html$/)?.[1])]?.name ?? url;
      if (!found.has(message)) found.set(message, { line, names: new Set() });
      found.get(message).names.add(name);
    }
    return [...found.values()].map(({ line, names }) => `${line}\n    in ${names.size}: ${[...names].slice(0, 6).join('; ')}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
