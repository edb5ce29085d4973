// What is measured inside the page. Each function runs in the browser and gives a list of findings, best empty.

/** Pixels that the page is wider than the window, and what sticks out. */
export function tooWide() {
  const root = document.documentElement;
  const over = root.scrollWidth - root.clientWidth;
  if (over <= 0) return [];
  const culprits = [...document.body.querySelectorAll('*')].filter((each) => each.getBoundingClientRect().right > root.clientWidth + 0.5);
  const named = culprits.slice(0, 3).map((each) => `${each.localName}.${each.className}`);
  return [`${over} px too wide: ${named.join(', ')}`];
}

/** Pictures without `alt` or without pixels. */
export function badPictures() {
  return [...document.images]
    .filter((image) => !image.hasAttribute('alt') || image.naturalWidth === 0)
    .map((image) => `${image.hasAttribute('alt') ? 'does not load' : 'no alt'}: ${image.outerHTML.slice(0, 160)}`);
}

/** Pictures asked for in far more pixels than they are shown with, without room of their own, or loaded far below the window. */
export function wastefulPictures() {
  const smallest = 320;
  const name = (image) => image.currentSrc.replace(/[^/]*$/, '');
  // Where one picture stands twice, the browser shows the copy that it has already.
  const widest = (image) => Math.max(...[...document.images].filter((other) => name(other) === name(image)).map((other) => other.getBoundingClientRect().width));
  const wrong = (image) => {
    const { width, top } = image.getBoundingClientRect();
    if (!width) return undefined;
    // What is asked for: until the copy stands the whole picture is answered.
    const asked = Number(image.currentSrc.match(/\/(\d+)\.\w+$/)?.[1] ?? 0);
    if (asked > Math.max(smallest, 3 * widest(image) * devicePixelRatio)) return `${asked} px for ${Math.round(width)}`;
    if (!image.hasAttribute('width') || !image.hasAttribute('height')) return 'no size of its own';
    return image.loading !== 'lazy' && top > 3 * innerHeight ? `loaded at once, ${Math.round(top)} px down` : undefined;
  };
  return [...document.images].map((image) => [wrong(image), image]).filter(([why]) => why).map(([why, image]) => `${why}: ${image.outerHTML.slice(0, 160)}`);
}

/** Ids that stand more than once. */
export function repeatedIds() {
  const ids = [...document.querySelectorAll('[id]')].map((each) => each.id);
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
}

/** References to an id that no element has: labels, descriptions, links inside the page. */
export function danglingIds() {
  const wanted = (each) => ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls'].flatMap((name) => each.getAttribute(name)?.split(/\s+/) ?? []);
  const anchors = [...document.querySelectorAll('a[href^="#"]')].map((each) => decodeURIComponent(each.hash.slice(1))).filter(Boolean);
  const all = [...document.querySelectorAll('[for],[aria-labelledby],[aria-describedby],[aria-controls]')].flatMap(wanted);
  return [...new Set([...all, ...anchors])].filter((id) => !document.getElementById(id));
}

/** Visible text smaller than `least` px. */
export function smallText(least) {
  if (!Number.isFinite(least)) throw new TypeError(`${least} is no number of pixels`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Set();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility() || ['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(parent.tagName)) continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (size < least) found.add(`${size} px: ${parent.localName}.${parent.className} ${node.data.trim().slice(0, 30)}`);
  }
  return [...found];
}

/** Elements that stay while the page scrolls. */
export function floating() {
  return [...document.querySelectorAll('*')]
    .filter((each) => ['fixed', 'sticky'].includes(getComputedStyle(each).position))
    .map((each) => `${each.localName}.${each.className}`);
}

/** Running text in lines closer than `least` times its size, or justified. */
export function denseText(least) {
  if (!Number.isFinite(least)) throw new TypeError(`${least} is no line height`);
  return [...document.querySelectorAll('main p')]
    .filter((each) => each.innerText.length >= 60 && each.checkVisibility() && !each.closest('nav'))
    .map((each) => [each, getComputedStyle(each)])
    .filter(([, style]) => parseFloat(style.lineHeight) < least * parseFloat(style.fontSize) - 0.1 || style.textAlign === 'justify')
    .map(([each, style]) => `${style.lineHeight} for ${style.fontSize}, ${style.textAlign}: ${each.textContent.trim().slice(0, 40)}`);
}
