/** An abbreviation of one's own and what it stands for: `kh`, `kaupunginhallitus`. */
export interface Abbreviation {
  short: string;
  long: string;
}

export const longestShort = 20;
export const longestLong = 200;

/** Why an abbreviation cannot be taken; null when it can. */
export type AbbreviationProblem = 'short-empty' | 'short-letters' | 'short-long' | 'long-empty' | 'long-long' | 'same' | 'known';

export function abbreviationProblem({ short, long }: Abbreviation, known: readonly Abbreviation[]): AbbreviationProblem | null {
  if (!short) return 'short-empty';
  if (!/^[\p{L}\p{N}]+$/u.test(short)) return 'short-letters';
  if (short.length > longestShort) return 'short-long';
  if (!long) return 'long-empty';
  if (long.length > longestLong) return 'long-long';
  if (isSame(short, long)) return 'same';
  return known.some(one => isSame(one.short, short)) ? 'known' : null;
}

/**
 * What the sign just typed before the caret makes of the word before it. Once, by the typing alone: what an abbreviation stands for is not
 * looked through again, so one that stands for words with itself in them is harmless.
 * @param caret in UTF-16 units
 * @returns the stretch to be replaced and what comes in its place; null when nothing does
 */
export function expansionAt(
  words: string,
  caret: number,
  known: readonly Abbreviation[],
): { at: number; removed: number; added: string } | null {
  if (!/[\s.,;:!?)]/u.test(words.slice(caret - 1, caret))) return null;
  const typed = /(?:^|[^\p{L}\p{N}])([\p{L}\p{N}]+)$/u.exec(words.slice(0, caret - 1))?.[1];
  const one = typed && known.find(({ short }) => isSame(short, typed));
  if (!typed || !one) return null;
  const begins = typed[0] !== typed[0]!.toLowerCase() && one.short[0] === one.short[0]!.toLowerCase();
  const added = begins ? one.long[0]!.toUpperCase() + one.long.slice(1) : one.long;
  return added === typed ? null : { at: caret - 1 - typed.length, removed: typed.length, added };
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
