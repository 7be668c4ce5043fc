/**
 * Texts typed into that stand in a field and nowhere else, because what writes them is still being opened, or could not be. They are not
 * saved, whatever else is; and a copy of everything has their words.
 */
export const unopenedTexts = new Set<{ readonly words: string }>();

/** How many of them have words. */
export function unopenedCount(): number {
  return [...unopenedTexts].filter(({ words }) => words !== '').length;
}
