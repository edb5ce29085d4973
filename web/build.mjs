// Bundles the reader pages' style sheets and script into the folder that the binary embeds.
import { build } from 'esbuild';

const assets = 'crates/masthead/src/web/assets';

await build({
  entryPoints: ['app.css', 'care.css', 'form.css', 'app.ts', 'passkey.ts'].map((name) => `${assets}/${name}`),
  outdir: `${assets}/dist`,
  bundle: true,
  minify: true,
  charset: 'utf8',
  target: ['chrome87', 'firefox91', 'safari14.1'],
});
