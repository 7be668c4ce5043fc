import { otherTheme } from './note.ts';
import type { Place } from './interview-course.ts';
import type { TemplateContent } from './template.ts';

/** What the order and the headings of notes need to know of one. */
export interface PlacedNote {
  id: string;
  theme: string;
  question: string;
  writtenAt: number;
}

/** As they were written; at the same moment by id, so that every device shows the same. */
export function inWritingOrder<N extends PlacedNote>(notes: readonly N[]): N[] {
  return [...notes].sort((a, b) => a.writtenAt - b.writtenAt || (a.id < b.id ? -1 : 1));
}

/** The notes of a place: those of its question and of its theme alone; under none, those that no question of the template has. */
export function notesAt<N extends PlacedNote>(notes: readonly N[], at: Place | null, themes: TemplateContent['themes']): N[] {
  const known = questionsOf(themes);
  if (!at) return notes.filter(one => !known.themes.has(one.theme) && !known.questions.has(one.question));
  return notes.filter(one => (one.question && known.questions.has(one.question) ? one.question === at.question : one.theme === at.theme));
}

export interface NoteHeading<N> {
  theme: string;
  question: string;
  notes: N[];
}

/** All notes of an interview under their questions, in the template's order; a theme's own first, what belongs nowhere last. */
export function notesByPlace<N extends PlacedNote>(notes: readonly N[], themes: TemplateContent['themes']): NoteHeading<N>[] {
  const known = questionsOf(themes);
  const rest: NoteHeading<N> = { theme: otherTheme, question: '', notes: [] };
  const headings = themes.flatMap(theme => [
    { theme: theme.id, question: '', notes: [] as N[] },
    ...theme.questions.map(({ id }) => ({ theme: theme.id, question: id, notes: [] as N[] })),
  ]);
  for (const one of inWritingOrder(notes)) {
    const own = known.questions.has(one.question)
      ? headings.find(heading => heading.question === one.question)
      : headings.find(heading => heading.question === '' && heading.theme === one.theme);
    (own ?? rest).notes.push(one);
  }
  return [...headings, rest].filter(heading => heading.notes.length > 0);
}

function questionsOf(themes: TemplateContent['themes']): { themes: Set<string>; questions: Set<string> } {
  return {
    themes: new Set(themes.map(theme => theme.id)),
    questions: new Set(themes.flatMap(theme => theme.questions.map(({ id }) => id))),
  };
}
