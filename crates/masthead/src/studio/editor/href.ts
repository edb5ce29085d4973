// Which addresses may be linked: the same rules as masthead-document's link.rs.

const REFUSED = /[\u0000-\u001f\u007f-\u009f\\\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const QUOTED: Record<string, string> = { ' ': '%20', '"': '%22', '<': '%3C', '>': '%3E', '`': '%60', '|': '%7C' };

/** The address as it may stand in a link: http, https, mailto or relative; `undefined` for everything else. */
export function cleanHref(given: string): string | undefined {
  const href = given.replace(/^[ \t\n\r\f]+|[ \t\n\r\f]+$/g, '');
  if (!href || href.length > 2048 || REFUSED.test(href)) return undefined;
  const scheme = /^([^:/?#]*):/.exec(href)?.[1];
  if (scheme === undefined) return href.startsWith('//') ? undefined : quote(href);
  const rest = href.slice(scheme.length + 1);
  const name = scheme.toLowerCase();
  const sound = name === 'mailto' ? rest.includes('@') : /^https?$/.test(name) && /^\/\/[\p{L}\p{N}[]/u.test(rest);
  return sound ? `${name}:${quote(rest)}` : undefined;
}

/** What somebody typed as an address: `example.org/a` means https. */
export function typedHref(typed: string): string | undefined {
  const text = typed.trim();
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) return cleanHref(`mailto:${text}`);
  if (/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+([/?#:].*)?$/u.test(text)) return cleanHref(`https://${text}`);
  return cleanHref(text);
}

const quote = (href: string): string => href.replace(/[ "<>`|]/g, (c) => QUOTED[c]);
