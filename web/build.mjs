// Bundles style sheets and scripts, the readers' and the studio's, into the folder that the binary embeds.
import { build } from 'esbuild';

const assets = 'crates/masthead/src/web/assets';

const studio = 'crates/masthead/src/studio/editor';
const pages = ['app.css', 'care.css', 'form.css', 'desk.css', 'slots.css', 'app.ts', 'leave.ts', 'passkey.ts', 'slots.ts'].map((name) => ({ in: `${assets}/${name}`, out: name.replace(/\.\w+$/, '') }));

await build({
  entryPoints: [...pages, { in: `${studio}/main.ts`, out: 'studio' }, { in: `${studio}/unsent.ts`, out: 'unsent' }, { in: `${studio}/studio.css`, out: 'studio' }],
  outdir: `${assets}/dist`,
  bundle: true,
  minify: true,
  charset: 'utf8',
  target: ['chrome87', 'firefox91', 'safari14.1'],
});
