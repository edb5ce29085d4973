// What axe and the layout say of a page that is open.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Runs before the page's own script: every shift of the layout that no press or key asked for. */
export const watchShifts = (context) =>
  context.addInitScript(() => {
    window.shifts = [];
    const note = (entries) => {
      for (const { value, hadRecentInput, sources } of entries) {
        if (!hadRecentInput) window.shifts.push({ value, what: sources.map(({ node, previousRect: a, currentRect: b }) => `${node?.localName ?? node?.nodeName}.${node?.className ?? ''} ${[a.x, a.y, a.width, a.height].map(Math.round)} → ${[b.x, b.y, b.width, b.height].map(Math.round)}`) });
      }
    };
    const observer = new PerformanceObserver((list) => note(list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    // What has moved and is not told yet is taken: it comes in a task of its own.
    window.shiftsUntilNow = () => (note(observer.takeRecords()), window.shifts);
  });

/** What moved while the page loaded, once nothing is on its way any more. */
export async function shifts(page) {
  await page.waitForLoadState('networkidle');
  // Two frames: what the last answer changed has been laid out.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const found = await page.evaluate(() => window.shiftsUntilNow());
  return found.map(({ value, what }) => `the page moves by ${value.toFixed(4)}: ${what.join(' | ')}`);
}

/** Violations of the open page: all rules in the scheme that is on, colours alone in the others. */
export async function violations(page) {
  await page.evaluate(axe);
  const found = [];
  const run = async (scheme, options) => found.push(...(await page.evaluate(judge, options)).map((line) => `${scheme}: ${line}`));
  await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference' });
  await run('light', { runOnly: TAGS, rules: { 'label-content-name-mismatch': { enabled: true }, 'color-contrast-enhanced': { enabled: false } } });
  await page.emulateMedia({ colorScheme: 'dark', contrast: 'no-preference' });
  await run('dark', { runOnly: { type: 'rule', values: ['color-contrast'] } });
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, contrast: 'more' });
    await run(`more contrast, ${colorScheme}`, { runOnly: { type: 'rule', values: ['color-contrast-enhanced'] } });
  }
  await page.emulateMedia({ colorScheme: null, contrast: null });
  return found;
}

/** Runs in the page. */
async function judge(options) {
  const { violations } = await window.axe.run(document, { ...options, resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.replace(/\s+/g, ' ').slice(0, 140)} ${failureSummary.split('\n').slice(1).join(' ').slice(0, 200)}`));
}
