import { otherTheme } from '#domain/note.ts';
import type { NotesDesk, ShownNote } from './shown-notes.ts';

/** A place as a list of places names it. */
export function placeKey(parent: string, theme: string, question: string): string {
  return `${parent}|${theme}|${question}`;
}

/** Where a note is, among the places that its page knows. */
export function placeOf({ themes }: Pick<NotesDesk, 'themes'>, { note }: ShownNote): string {
  const isKnown = themes.some(theme => theme.id === note.theme);
  return placeKey(note.parent, isKnown ? note.theme : otherTheme, isKnown ? note.question : '');
}
