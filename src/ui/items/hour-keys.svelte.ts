import { m } from '#i18n/messages.ts';
import type { NoteWriter } from './note-writer.svelte.ts';

/** What keys lead to in an hour; without a course there are no questions to go through. */
export interface KeyedPage {
  readonly writer: NoteWriter;
  readonly course?: { step(by: 1 | -1): void; askedAndOn(): void };
}

interface HourKey {
  /** As they are said: the words of keys, one by one. */
  keys: () => string[];
  words: () => string;
  isMeant: (event: KeyboardEvent) => boolean;
  go: (page: KeyedPage) => void;
}

const withBoth = (code: string) => (event: KeyboardEvent) =>
  event.ctrlKey && event.shiftKey && !event.altKey && !event.metaKey && event.code === code;
const withAlt = (key: string) => (event: KeyboardEvent) =>
  event.altKey && !event.ctrlKey && !event.shiftKey && !event.metaKey && event.key === key;

/** By the key's place and not its letter: the same in every language, and none that types a sign on Finnish keyboards. */
function signKey(digit: number, words: () => string, go: (writer: NoteWriter) => void): HourKey {
  return { keys: () => ['Ctrl', m.keys_shift(), String(digit)], words, isMeant: withBoth(`Digit${digit}`), go: page => go(page.writer) };
}

const signKeys: HourKey[] = [
  signKey(1, m.interview_sign_strength, writer => void writer.setSign('strength')),
  signKey(2, m.interview_sign_development, writer => void writer.setSign('development')),
  signKey(3, m.interview_sign_idea, writer => void writer.setIdea()),
  signKey(4, m.interview_sign_follow, writer => void writer.setSign('follow')),
  signKey(5, m.interview_mark_quote, writer => void writer.setMark('quote')),
  signKey(6, m.interview_mark_interpretation, writer => void writer.setMark('interpretation')),
];

const courseKeys: HourKey[] = [
  {
    keys: () => ['Ctrl', m.keys_shift(), 'Enter'],
    words: m.keys_asked_and_on,
    isMeant: withBoth('Enter'),
    go: page => page.course?.askedAndOn(),
  },
  { keys: () => ['Alt', 'Page Down'], words: m.keys_next, isMeant: withAlt('PageDown'), go: page => page.course?.step(1) },
  { keys: () => ['Alt', 'Page Up'], words: m.keys_previous, isMeant: withAlt('PageUp'), go: page => page.course?.step(-1) },
];

/** Shortcuts of a page where one writes, and the sheet that shows them. */
export class HourKeys {
  readonly #page: KeyedPage;
  isSheetOpen = $state(false);

  constructor(page: KeyedPage) {
    this.#page = page;
  }

  get signs(): HourKey[] {
    return signKeys;
  }

  get course(): HourKey[] {
    return this.#page.course ? courseKeys : [];
  }

  readonly pressed = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    // On a Finnish keyboard the stroke is Shift+7.
    if (event.ctrlKey && !event.altKey && !event.metaKey && event.key === '/') {
      event.preventDefault();
      this.isSheetOpen = !this.isSheetOpen;
      return;
    }
    const meant = [...this.signs, ...this.course].find(one => one.isMeant(event));
    if (!meant) return;
    event.preventDefault();
    meant.go(this.#page);
  };
}
