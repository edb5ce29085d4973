// Bundles each test beside this file and gives it to node's own runner: node …/tests/run.mjs
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const here = new URL('.', import.meta.url).pathname;
// Below the project, so that what is not bundled is found.
const out = mkdtempSync(join(process.cwd(), 'node_modules/.editor-tests-'));
const entryPoints = readdirSync(here).filter((name) => name.endsWith('.test.ts')).map((name) => join(here, name));
let status = 1;
try {
  await build({ entryPoints, outdir: out, bundle: true, platform: 'node', format: 'esm', packages: 'external', outExtension: { '.js': '.mjs' } });
  status = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...readdirSync(out).map((name) => join(out, name))], { stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
process.exit(status);
