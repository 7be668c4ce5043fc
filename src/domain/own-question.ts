import * as z from 'zod/mini';
import { defineKind, last, text } from '#oplog/kind.ts';
import { coordinator, visitor } from './role.ts';

/** A question that came up in an interview (its parent), typed on the spot: it belongs to that hour alone. Owned by who typed it. */
export const ownQuestion = defineKind('own-question', {
  space: 'notes',
  write: [visitor, coordinator],
  owned: true,
  fields: {
    words: text(300),
    /** The theme it stands under, after the template's own; one that the template does not have for a hour without questions. */
    theme: last(z.string(), ''),
    addedAt: last(z.number(), 0),
  },
  search: ['words'],
});

export interface OwnQuestion {
  id: string;
  words: string;
  theme: string;
  addedAt: number;
}

/** What stands for it where questions are marked and notes are put under them. No tilde in it: an id with one would be its writer's alone. */
export function ownQuestionKey(id: string): string {
  return id.replace('~', '.');
}

/** The theme of questions that have none in the template. */
export const ownTheme = 'own';

/**
 * Themes with the questions typed on the spot after the template's own, in the order they came, so that nothing moves. Those whose theme
 * is not here stand under one of their own, at the end.
 * @param rest makes that theme
 */
export function withOwnQuestions<Theme extends { id: string; questions: { id: string; words: string }[] }>(
  themes: readonly Theme[],
  own: readonly OwnQuestion[],
  rest: (questions: { id: string; words: string }[]) => Theme,
): Theme[] {
  const typed = own.toSorted((a, b) => a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1));
  const known = new Set(themes.map(({ id }) => id));
  const under = (theme: string) =>
    typed
      .filter(one => (known.has(one.theme) ? one.theme : ownTheme) === theme)
      .map(one => ({ id: ownQuestionKey(one.id), words: one.words }));
  const all = themes.map(theme => ({ ...theme, questions: [...theme.questions, ...under(theme.id)] }));
  const left = known.has(ownTheme) ? [] : under(ownTheme);
  return left.length ? [...all, rest(left)] : all;
}
