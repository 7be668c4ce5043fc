import * as z from 'zod/mini';
import { defineKind, last, members, text } from '#oplog/kind.ts';
import { coordinator, visitor } from './role.ts';

export const sides = ['strength', 'development', 'tip', 'home'] as const;
/** Which list a finding stands in: strength, development area, tip for the host, or idea taken home (never in the kooste). */
export type Side = (typeof sides)[number];

/** A finding of the debrief, worded together. `evidence` holds ids of notes. Discarding is `deleted`; `mergedInto` names the finding that took it in. */
export const finding = defineKind('finding', {
  space: 'debrief',
  write: [visitor, coordinator],
  fields: {
    side: last(z.enum(sides), 'strength'),
    claim: text(2_000),
    why: text(2_000),
    could: text(2_000),
    evidence: members(),
    theme: last(z.string(), ''),
    order: last(z.number(), 0),
    mergedInto: last(z.string(), ''),
  },
  search: ['claim'],
});

/** The kooste in the making; its id is the visit's. Findings stand in it by themselves, those in `left` do not. */
export const kooste = defineKind('kooste', {
  space: 'debrief',
  write: [visitor, coordinator],
  fields: { lead: text(4_000), thanks: text(4_000), left: members(), date: last(z.string(), '') },
});
