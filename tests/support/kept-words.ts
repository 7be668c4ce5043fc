/** What people wrote, letter by letter. Each letter written is one of its own, so that none can stand for another. */
export interface KeptWords {
  /** Letters never used before. */
  fresh(count: number): string;
  /** The store acknowledged that these were written into a text. */
  acknowledged(text: string, letters: string): void;
  /** Somebody took these out, perhaps without the store's word for it: they may be there or not. */
  takenOut(letters: string): void;
  /** The letters that must be in the text and are not. */
  missing(text: string, words: string): string[];
  texts(): string[];
  written: number;
}

// Letters that no sentence of the tests holds, from Yi to the end of Hangul.
const first = 0xa000;
const letters = 0xd7a3 - first;

/** Any of them. */
export const anyLetter = /[\ua000-\ud7a3]/;

export function keptWords(): KeptWords {
  const kept = new Map<string, Set<string>>();
  const gone = new Set<string>();
  let next = 0;
  return {
    written: 0,
    fresh: count => String.fromCharCode(...Array.from({ length: count }, () => first + (next++ % letters))),
    acknowledged(text, words) {
      const known = kept.get(text) ?? new Set();
      for (const letter of words) known.add(letter);
      kept.set(text, known);
      this.written += words.length;
    },
    takenOut: words => {
      for (const letter of words) gone.add(letter);
    },
    missing: (text, words) => [...(kept.get(text) ?? [])].filter(letter => !gone.has(letter) && !words.includes(letter)),
    texts: () => [...kept.keys()],
  };
}
