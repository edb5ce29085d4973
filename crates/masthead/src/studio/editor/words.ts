// The words of the page's language, which the server hands over. `%name` in them is filled in here.

let words: Record<string, string> = {};
let zone: string | undefined;

/** The words, and the time zone in which the site tells the time. */
export function learn(given: Record<string, string>, timeZone?: string): void {
  words = given;
  zone = timeZone || undefined;
}

/** The word under `key` with its arguments; the key itself shows where one is missing. */
export function say(key: string, values: Record<string, string | number> = {}): string {
  const word = words[key] ?? key;
  return word.replace(/%([a-z]+)/g, (sign, name: string) => String(values[name] ?? sign));
}

/** A time of day in the site's zone, as the page's language writes it, with the day where it is not today. */
export function clock(at: number, now = Date.now()): string {
  const form = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(document.documentElement.lang || undefined, { timeZone: zone, ...options });
  const today = form({ dateStyle: 'short' });
  const day: Intl.DateTimeFormatOptions = today.format(at) === today.format(now) ? {} : { month: 'short', day: 'numeric' };
  return form({ hour: '2-digit', minute: '2-digit', ...day }).format(at);
}
