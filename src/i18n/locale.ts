/** The languages of the interface, Finnish first because it is the one people fall back to. */
export const locales = ['fi', 'sv', 'en'] as const;
export type Locale = (typeof locales)[number];

let current: Locale = 'fi';

/** The language that messages called without `{ locale }` are in. On the server pass `{ locale }` instead: one process serves everybody. */
export function locale(): Locale {
  return current;
}

/** Changes the language of messages called from now on. Remembering it, and drawing the page again, is the caller's. */
export function setLocale(next: Locale): void {
  current = next;
}

export function isLocale(value: unknown): value is Locale {
  return locales.some(known => known === value);
}

/**
 * The language to begin with: the remembered choice, else the first of the device's languages (`navigator.languages`) that we
 * speak. A device in none of them gets English, which more of its owners read than Finnish.
 */
export function chooseLocale(remembered: unknown, languages: readonly string[]): Locale {
  if (isLocale(remembered)) return remembered;
  for (const tag of languages) {
    const language = tag.toLowerCase().split('-')[0];
    if (isLocale(language)) return language;
  }
  return languages.length ? 'en' : 'fi';
}
