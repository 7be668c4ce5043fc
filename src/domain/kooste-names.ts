/*
 * The kooste names role groups, never people. This finds interviewees' names in its texts: whole names and their parts in the
 * forms Finnish and Swedish bend them into (Mikon, Virtaselle, Koskelta, Liisas), and initials with periods (Å.M.). It would rather
 * find one too many than miss one: a sentence can always be worded otherwise.
 */

/** Case endings, possessives and clitics of Finnish, and the genitive of Swedish and English. */
const endings =
  /^(?:[’'´]?s|:?(?:n|a|ä|ta|tä|lla|llä|lle|lta|ltä|ssa|ssä|sta|stä|ksi|na|nä|tta|ttä|ne|t|[aeiouyäöå]n|h[aeiouyäö]n|seen|ja|jä|ia|iä|jen|den|ien|iden|itten|ille|illa|illä|ilta|iltä|issa|issä|ista|istä|iksi))?(?:nsa|nsä|ni|si)?(?:kin|kaan|kään|ko|kö|han|hän|pa|pä)?$/u;

/** Words of names that are no one's: particles. */
const particles = new Set(['von', 'af', 'de', 'van', 'der', 'la', 'le', 'da']);

interface NameForms {
  name: string;
  stems: { word: string; anyCase: boolean }[];
  initials: string[];
}

/**
 * The people whose name `text` contains, each once, as their names are written.
 * @param places names that are not people's, such as the municipalities': they may stand alone
 */
export function namesIn(text: string, names: readonly string[], places: readonly string[] = []): string[] {
  const words = wordsOf(text);
  const placeWords = new Set(places.flatMap(place => wordsOf(place)).map(fold));
  return [...new Set(names)].filter(name => {
    const forms = formsOf(name, placeWords);
    return hasInitials(text, forms) || words.some(word => forms.stems.some(stem => isForm(word, stem)));
  });
}

function isForm(word: string, { word: stem, anyCase }: NameForms['stems'][number]): boolean {
  const isName = /^\p{Lu}/u.test(word);
  if (!isName && !anyCase) return false;
  const folded = fold(word);
  return folded.startsWith(stem) && endings.test(folded.slice(stem.length));
}

function formsOf(name: string, placeWords: ReadonlySet<string>): NameForms {
  const parts = wordsOf(name).filter(part => /^\p{Lu}/u.test(part) && !particles.has(fold(part)));
  const own = parts.filter(part => part.length > 1 && !placeWords.has(fold(part)));
  return {
    name,
    stems: own.flatMap(part => stemsOf(fold(part)).map(word => ({ word, anyCase: /nen$/.test(fold(part)) }))),
    initials: parts.map(part => part[0]!.toUpperCase()),
  };
}

/** `Å.M.`, `Å. M.`, `(ÅM)`; with three names also first and last alone. Two letters without periods are taken for an abbreviation. */
function hasInitials(text: string, { initials }: NameForms): boolean {
  if (initials.length < 2) return false;
  const series = [initials, [initials[0]!, initials.at(-1)!]];
  return series.some(letters => {
    const spaced = letters.map(letter => `${letter}\\.`).join('[\\s-]*');
    const tight = letters.join('');
    return new RegExp(`(?<![\\p{L}])${spaced}|[([]${tight}[)\\]]`, 'u').test(text.normalize('NFC'));
  });
}

/** The stem as it is, and as it is before an ending: Virtanen → Virtase-, Mikko → Miko-, Koski → Koske-, Markus → Markukse-. */
function stemsOf(name: string): string[] {
  const stems = new Set([name]);
  if (name.endsWith('nen'))
    stems
      .add(`${name.slice(0, -3)}se`)
      .add(`${name.slice(0, -3)}si`)
      .add(`${name.slice(0, -3)}s`);
  else if (/[aeiouyäö]s$/.test(name))
    stems
      .add(`${name.slice(0, -1)}kse`)
      .add(`${name.slice(0, -1)}ks`)
      .add(`${name.slice(0, -1)}${name.at(-2)!}`);
  else if (/[^aeiouyäöå]$/.test(name)) stems.add(`${name}i`).add(`${name}e`);
  for (const stem of [...stems]) {
    if (stem.endsWith('i')) stems.add(`${stem.slice(0, -1)}e`);
    const weak = weakened(stem);
    if (weak) stems.add(weak).add(weak.replace(/i$/, 'e'));
  }
  return [...stems].filter(stem => stem.length > 1);
}

const gradation: [RegExp, string][] = [
  [/(kk)([aeiouyäö])$/, 'k'],
  [/(pp)([aeiouyäö])$/, 'p'],
  [/(tt)([aeiouyäö])$/, 't'],
  [/(nt)([aeiouyäö])$/, 'nn'],
  [/(nk)([aeiouyäö])$/, 'ng'],
  [/(mp)([aeiouyäö])$/, 'mm'],
  [/(lt)([aeiouyäö])$/, 'll'],
  [/(rt)([aeiouyäö])$/, 'rr'],
  [/(ht)([aeiouyäö])$/, 'hd'],
  [/(lk)([aeiouyäö])$/, 'l'],
  [/(rk)([aeiouyäö])$/, 'r'],
  [/(?<=[aeiouyäö])(k)([aeiouyäö])$/, ''],
  [/(?<=[aeiouyäölr])(p)([aeiouyäö])$/, 'v'],
  [/(?<=[aeiouyäö])(t)([aeiouyäö])$/, 'd'],
];

function weakened(stem: string): string | undefined {
  for (const [strong, weak] of gradation) if (strong.test(stem)) return stem.replace(strong, `${weak}$2`);
  return undefined;
}

/** Apostrophes and colons stay in the word: Liisa's, EU:n. */
function wordsOf(text: string): string[] {
  return text.normalize('NFC').match(/\p{L}+(?:[’':´]\p{L}+)*/gu) ?? [];
}

function fold(word: string): string {
  return word.normalize('NFC').toLowerCase();
}
