/*
 * What a word is looked for by: its stem, as far as endings tell it. The same is made of what was written and of what is looked for, so it
 * need not be right, only the same for the forms of one word: luonto, luonnon, luonnossa. It would rather find one too many.
 */

const clitics = /(?:kin|kaan|han|ko|pa)$/;
const possessives = /(?:nsa|mme|nne|ni|si)$/;
const cases =
  /(?:[aeiouy]?(?:ssa|sta|lla|lta|lle|ksi|tta|hin|seen)|jen|den|ien|iden|oiden|itten|een|aan|oon|uun|yyn|iin|[oue]ja|[oue]ita|[aeiouy]n|t|n|s)$/;
const shortCases = /(?:ta|na)$/;

/** Consonants that Finnish weakens before an ending, each pair as one: kunta, kunnan; raha stays. */
const weak: [RegExp, string][] = [
  [/nn$/, 'nt'],
  [/ll$/, 'lt'],
  [/rr$/, 'rt'],
  [/mm$/, 'mp'],
  [/ng$/, 'nk'],
  [/hd$/, 'ht'],
  [/kk$/, 'k'],
  [/pp$/, 'p'],
  [/tt$/, 't'],
  [/([aeiouy])d$/, '$1t'],
  [/([lr])v$/, '$1p'],
];

const shortest = 3;

/** Without marks over letters and without capitals: `Åsa` is found by `asa`. */
export function plainLetters(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** What a word is looked for by; '' for what is no word. Words of three letters and less stay as they are. */
export function searchStem(word: string): string {
  let stem = plainLetters(word);
  if (stem.length <= shortest) return stem;
  // Vesi, veden.
  stem = stem.replace(/esi$/, 'ete');
  // Kunta is not kun in the partitive.
  for (const [ending, least] of [
    [clitics, shortest + 1],
    [possessives, shortest + 1],
    [cases, shortest],
    [shortCases, shortest + 1],
  ] as const) {
    const cut = stem.replace(ending, '');
    if (cut.length >= least) stem = cut;
  }
  const bare = stem.replace(/[aeiouy]+$/, '');
  if (bare.length >= shortest) stem = bare;
  for (const [from, to] of weak) if (from.test(stem)) return stem.replace(from, to);
  return stem;
}

/** The words of a text: letters and digits together, a hyphen and an apostrophe parting them. */
export function searchWords(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}
