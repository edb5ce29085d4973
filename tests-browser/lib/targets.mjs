// The sizes of all that can be pressed (CONVENTIONS A-12, C-08).

/** Pixels either way: of every control, and of the main ones of the care edition. */
const LEAST = 44;
const CARE_PRIMARY = 60;

/**
 * A line for each target of the open page that is too small, best none. Which edition it is, the page says. Exempt are
 * links and buttons within a sentence, as in WCAG 2.5.5. What a label makes of a box to tick counts with it.
 */
export async function smallTargets(page, ...options) {
  if (options.length > 0) throw new TypeError('smallTargets(page) has no options: the rule is the same for every page');
  return page.evaluate(measure, { least: LEAST, carePrimary: CARE_PRIMARY });
}

/** Runs in the page. */
function measure({ least, carePrimary }) {
  const row = document.documentElement.classList.contains('care') ? 'C-08' : 'A-12';
  const primary = row === 'C-08' ? carePrimary : least;
  const shown = (each) => {
    const box = each.getBoundingClientRect();
    // Clipped away until it has the focus, as skip links are.
    if (getComputedStyle(each).clipPath !== 'none') return false;
    return each.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && box.width > 1 && box.height > 1;
  };
  const inSentence = (each) => {
    if (getComputedStyle(each).display !== 'inline') return false;
    let block = each.parentElement;
    while (getComputedStyle(block).display === 'inline') block = block.parentElement;
    const copy = block.cloneNode(true);
    copy.querySelectorAll('a, button').forEach((control) => control.remove());
    return copy.textContent.replace(/\s+/g, '').length >= 10;
  };
  // Whoever presses the words of a box or a round presses it.
  const boxesOf = (each) => [each, ...(each.matches('[type=checkbox], [type=radio]') ? each.labels : [])].map((part) => part.getBoundingClientRect());
  const smallerSide = (box) => Math.min(box.width, box.height);
  const floor = (each) => (each.matches('header nav a, button:not([type=button]), [type=submit]') ? primary : least);
  return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter((each) => shown(each) && !inSentence(each))
    .map((each) => ({ each, box: boxesOf(each).sort((a, b) => smallerSide(b) - smallerSide(a))[0] }))
    // Half a pixel is rounding of the layout, no smaller target.
    .filter(({ each, box }) => smallerSide(box) < floor(each) - 0.5)
    .map(({ each, box }) => `${row}: ${box.width.toFixed(1)} × ${box.height.toFixed(1)} < ${floor(each)}: ${each.outerHTML.replace(/\s+/g, ' ').slice(0, 110)}`);
}
