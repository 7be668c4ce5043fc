import { abbreviationProblem, expansionAt, type Abbreviation } from '#domain/abbreviations.ts';

/** The abbreviations of whoever uses this device: its own choice, kept on it alone, and off until somebody turns them on. */
export interface OwnAbbreviations {
  isOn: boolean;
  known: Abbreviation[];
}

const key = 'vertti-abbreviations';

let held: { text: string | null; value: OwnAbbreviations } | null = null;

export function ownAbbreviations(): OwnAbbreviations {
  const text = localStorage.getItem(key);
  if (held?.text !== text || !held) held = { text, value: parse(text) };
  return held.value;
}

/** @throws when the browser keeps nothing: the page says so */
export function keepAbbreviations(value: OwnAbbreviations): void {
  localStorage.setItem(key, JSON.stringify(value));
}

/** For a field that is typed into. */
export function expandTyped(words: string, caret: number): ReturnType<typeof expansionAt> {
  const { isOn, known } = ownAbbreviations();
  return isOn ? expansionAt(words, caret, known) : null;
}

function parse(text: string | null): OwnAbbreviations {
  try {
    const read: unknown = JSON.parse(text ?? '');
    if (typeof read === 'object' && read !== null && 'known' in read && Array.isArray(read.known)) {
      const known = (read.known as unknown[]).filter(isAbbreviation).filter(one => !abbreviationProblem(one, []));
      return { isOn: 'isOn' in read && read.isOn === true, known };
    }
  } catch {
    // Not ours, or none yet.
  }
  return { isOn: false, known: [] };
}

function isAbbreviation(one: unknown): one is Abbreviation {
  return (
    typeof one === 'object' &&
    one !== null &&
    'short' in one &&
    typeof one.short === 'string' &&
    'long' in one &&
    typeof one.long === 'string'
  );
}
