// The words of the page's language, which the server hands over. `%name` in them is filled in here.

let words: Record<string, string> = {};

export function learn(given: Record<string, string>): void {
  words = given;
}

/** The word under `key` with its arguments; the key itself shows where one is missing. */
export function say(key: string, values: Record<string, string | number> = {}): string {
  const word = words[key] ?? key;
  return word.replace(/%([a-z]+)/g, (sign, name: string) => String(values[name] ?? sign));
}

/** A time of day as the page's language writes it, with the day where it is not today. */
export function clock(at: number, now = Date.now()): string {
  const day = new Date(at).toDateString() === new Date(now).toDateString();
  const form: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', ...(day ? {} : { month: 'short', day: 'numeric' }) };
  return new Intl.DateTimeFormat(document.documentElement.lang || undefined, form).format(at);
}
