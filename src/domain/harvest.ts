import * as z from 'zod/mini';
import { defineKind, last, text } from '#oplog/kind.ts';
import { coordinator, visitor } from './role.ts';

/** How many of one's own notes of an interview may be starred. */
export const mostStars = 3;

/** What stayed in somebody's mind after an interview (its parent). Owned, and named by the interview: each has one on each device they write with. */
export const harvest = defineKind('harvest', {
  space: 'notes',
  write: [visitor, coordinator],
  owned: true,
  fields: {
    line: text(500),
    /** `skipped` is not asked again, nor is `done`. */
    state: last(z.enum(['open', 'done', 'skipped']), 'open'),
  },
  search: ['line'],
});
