// Measures sample pages in a browser: text and target sizes of both editions, and glyphs a line. node web/audit.mjs SAMPLES
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';

const samples = resolve(process.argv[2]);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const context = await browser.newContext({ viewport: { width: 390, height: 900 } });
await context.route('file:///**', (route) => {
  const path = new URL(route.request().url()).pathname;
  return route.fulfill({ path: path.startsWith('/assets/') || path.startsWith('/media/') ? join(samples, path) : path });
});
const page = await context.newPage();
let faults = 0;
for (const file of readdirSync(samples).filter((name) => name.endsWith('.html'))) {
  await page.goto(`file://${join(samples, file)}`);
  const found = await page.evaluate(measure, file.includes('.care.') ? { text: 18, target: 44 } : { text: 12, target: 24 });
  faults += found.length;
  if (found.length > 0) console.log(file, [...new Set(found)].slice(0, 12));
}
await browser.close();
console.log(`${faults} faults`);
process.exitCode = faults > 0 ? 1 : 0;

function measure(least) {
  const found = [];
  const shown = (element) => element.checkVisibility() && !element.closest('.hush, .skip');
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !shown(element) || element.closest('svg')) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (size < least.text) found.push(`text ${size} px: ${element.parentElement.className}>${element.tagName}.${element.className}`);
  }
  for (const element of document.querySelectorAll('a, button, summary, input')) {
    // Links within a sentence are exempt (WCAG 2.5.8).
    if (!shown(element) || element.closest('.body p, .url')) continue;
    const { height } = element.getBoundingClientRect();
    if (height < least.target) found.push(`target ${Math.round(height)} px: ${element.closest('[class]').className}>${element.tagName} ${element.textContent.trim().slice(0, 12)}`);
  }
  return found;
}
