// WeChat articles: sections within sections, pictures that load later, headings that are only large and bold.
import { styleOf } from './style';

export const isWechat = (html: string): boolean => /mp\.weixin|mmbiz|rich_media_content|data-tools="?(?:135|秀米)|powered-by="?xiumi/i.test(html);

export function mendWechat(body: Element): void {
  for (const image of body.querySelectorAll('img')) {
    const later = image.getAttribute('data-src');
    if (later) image.setAttribute('src', later);
  }
  // What only decorates: drawings, templates' ornaments, cards that follow the account.
  for (const ornament of body.querySelectorAll('svg, mpvoice, mp-common-profile, mp-style-type, mpchecktext, .js_editor_qqmusic')) ornament.remove();
  for (const paragraph of body.querySelectorAll('p, section')) {
    if (isHeading(paragraph)) becomeHeading(paragraph);
  }
}

/** A short line of its own, all of it bold and larger than the running text. */
function isHeading(block: Element): boolean {
  const text = (block.textContent ?? '').trim();
  if (!text || text.length > 40 || /[。！？!?；;]$/.test(text)) return false;
  if (block.querySelector('p, section, img, li, table, br, h1, h2, h3, h4') || block.closest('li, table, blockquote')) return false;
  const carriers = [block, ...block.querySelectorAll('*')].filter((part) => (part.textContent ?? '').trim() === text);
  const large = carriers.some((part) => parseFloat(styleOf(part)['font-size'] ?? '') >= 18);
  const bold = carriers.some((part) => part.matches('strong, b') || /^(bold|[6-9]00)/.test(styleOf(part)['font-weight'] ?? ''));
  return large && bold;
}

function becomeHeading(block: Element): void {
  const heading = block.ownerDocument.createElement('h2');
  heading.textContent = (block.textContent ?? '').trim();
  block.replaceWith(heading);
}
