import * as z from 'zod/mini';
import { defineKind, last, text } from '#oplog/kind.ts';
import { coordinator, visitor } from './role.ts';

/** A note's one sign. `home` and `tip` are the two directions of an idea. */
export const signs = ['none', 'strength', 'development', 'home', 'tip', 'follow'] as const;
export type Sign = (typeof signs)[number];

/** A note's mark: word for word, or my interpretation. They exclude each other. */
export const marks = ['none', 'quote', 'interpretation'] as const;
export type Mark = (typeof marks)[number];

/** What stands for "no theme of the template". */
export const otherTheme = 'other';

/**
 * A note, its writer's own. Its parent is the interview's slot, or the visit when it was written outside any.
 * `at` of the first character never moves; `theme` and `question` are ids of the interview's template version.
 */
export const note = defineKind('note', {
  space: 'notes',
  write: [visitor, coordinator],
  owned: true,
  fields: {
    words: text(50_000),
    writtenAt: last(z.number(), 0),
    theme: last(z.string(), otherTheme),
    question: last(z.string(), ''),
    sign: last(z.enum(signs), 'none'),
    mark: last(z.enum(marks), 'none'),
    device: last(z.string(), ''),
    /** The note whose question it answers (`follow-up`), '' for none. */
    answers: last(z.string(), ''),
    /** One of the up to three that its writer picked after the hour. */
    isStarred: last(z.boolean(), false),
  },
  search: ['words'],
});
