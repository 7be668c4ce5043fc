/** One text as it was typed, and how much of it was called saved, by place: `device`, `server`, another device's name. */
export interface Written {
  /** What must be there; its first word is this text's alone. */
  words: string;
  /** The beginning that was called saved at a place. */
  saved: Record<string, string>;
}

/** What a fault's row says. */
export interface Row {
  name: string;
  says: string;
  injected: number;
  written: number;
  acknowledged: number;
  lost: number;
  falselySaved: number;
  /** What else was not as it must be: a sentence missing from the screen, a process that hung. */
  wrong: string[];
  /** What a reader of the row should know. */
  remarks: string[];
  /** Why this machine could not inject it; all else is then empty. */
  notRunHere: string | null;
  seconds: number;
}

/** A right or a tool is missing on this machine. The row says so. */
export class NotRunHere extends Error {
  override readonly name = 'NotRunHere';
}

/** Counts the words of one row, by comparing what was typed with what is found. */
export class Tally {
  injected = 0;
  written = 0;
  acknowledged = 0;
  lost = 0;
  falselySaved = 0;
  readonly wrong: string[] = [];
  readonly remarks: string[] = [];

  /** @param places every text that each place holds; a word is lost when one of them lacks it, and falsely called saved when it was called saved there */
  judge(texts: readonly Written[], places: Record<string, readonly string[]>): void {
    for (const { words, saved } of texts) {
      const kept = Object.fromEntries(Object.entries(places).map(([place, held]) => [place, keptWords(words, held)]));
      const all = wordsIn(words).length;
      const called = Math.max(0, ...Object.values(saved).map(said => wordsIn(said).length));
      const lost = all - Math.min(all, ...Object.values(kept));
      const untrue = Math.max(0, ...Object.entries(saved).map(([place, said]) => wordsIn(said).length - (kept[place] ?? Infinity)));
      this.written += all;
      this.acknowledged += called;
      this.lost += lost;
      this.falselySaved += untrue;
      if (lost || untrue)
        this.wrong.push(`of “${words}” ${JSON.stringify(kept)} of ${all} words are kept, called saved: ${JSON.stringify(saved)}`);
    }
  }

  /** Something besides words that must be true. */
  expect(isSo: boolean, sentence: string): void {
    if (!isSo) this.wrong.push(sentence);
  }

  row(name: string, says: string, seconds: number, notRunHere: string | null): Row {
    const { injected, written, acknowledged, lost, falselySaved, wrong, remarks } = this;
    return { name, says, injected, written, acknowledged, lost, falselySaved, wrong, remarks, notRunHere, seconds };
  }
}

/** The row is fine: it injected something, watched something written, and nothing is wrong. A row that proves nothing is not. */
export function isFine(row: Row): boolean {
  if (row.notRunHere !== null) return true;
  return row.lost === 0 && row.falselySaved === 0 && row.wrong.length === 0 && row.injected > 0 && row.written > 0;
}

export const wordsIn = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** How many words of the text's beginning are held, in their order, in the text that begins as it does. */
function keptWords(text: string, held: readonly string[]): number {
  const words = wordsIn(text);
  const counts = held.map(wordsIn).map(found => {
    const end = words.findIndex((word, index) => found[index] !== word);
    return end < 0 ? words.length : end;
  });
  return Math.max(0, ...counts);
}

const vocabulary = 'niitty kaava metsä vesistö päiväkoti yhdistys talkoot ohjelma säästö lupa ääni öljy puro hanke työ'.split(' ');
let texts = 0;

/** So many words, the first of them nowhere else. */
export function someWords(count: number): string {
  const first = `k${(++texts).toString(36)}x${Math.floor(Math.random() * 1e9).toString(36)}`;
  return [first, ...Array.from({ length: count - 1 }, () => vocabulary[Math.floor(Math.random() * vocabulary.length)]!)].join(' ');
}

/** All words but a last one that may not be whole. */
export function wholeWords(text: string): string {
  return text.slice(0, text.lastIndexOf(' ') + 1).trimEnd();
}
