// Pictures of sample pages, to be looked at: node web/shots.mjs SAMPLES OUT [part of a file's name …]
import { createReadStream, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [samples, out, ...parts] = process.argv.slice(2);
const types = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };
const server = createServer((request, answer) => {
  const file = join(samples, decodeURIComponent(request.url.split('?')[0]));
  if (!existsSync(file)) return answer.writeHead(404).end();
  answer.writeHead(200, { 'content-type': types[file.split('.').pop()] ?? 'text/plain' });
  createReadStream(file).pipe(answer);
}).listen(0);
const { port } = server.address();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
mkdirSync(out, { recursive: true });

const views = (process.env.VIEWS ?? '390-light,1440-light,390-dark,1440-dark').split(',');
const files = readdirSync(samples).filter((name) => name.endsWith('.html') && parts.every((part) => name.includes(part)));
for (const view of views) {
  const [width, scheme] = view.split('-');
  const context = await browser.newContext({ viewport: { width: Number(width), height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  for (const file of files) {
    await page.goto(`http://127.0.0.1:${port}/${file}`, { waitUntil: 'load' });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (overflow > 0) console.log(`${file} at ${width}: ${overflow} px too wide`);
    const fullPage = process.env.FOLD === undefined;
    await page.evaluate(() => document.querySelectorAll('img[loading]').forEach((image) => (image.loading = 'eager')));
    await page.screenshot({ path: join(out, `${file.replace('.html', '')}.${view}.png`), fullPage });
  }
  await context.close();
}
await browser.close();
server.close();
