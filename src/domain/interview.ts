import * as z from 'zod/mini';
import { defineKind, last, members } from '#oplog/kind.ts';
import { coordinator, visitor } from './role.ts';

/**
 * What really happened to a row of the schedule, an interview above all; its id is the slot's. It stands beside the plan and never replaces
 * it.
 */
export const interview = defineKind('interview', {
  space: 'notes',
  write: [visitor, coordinator],
  fields: {
    /** Corrected device clock in milliseconds, 0 before the start. */
    startedAt: last(z.number(), 0),
    endedAt: last(z.number(), 0),
    /** The template version it was started with (`template-version`), '' when there was none. */
    version: last(z.string(), ''),
    /** Opening words read aloud: their numbers from 0. */
    opening: members(),
    /** Another room than the plan's, '' for the plan's. */
    room: last(z.string().check(z.maxLength(300)), ''),
    /** By how many minutes it was moved. */
    later: last(z.number().check(z.minimum(-720), z.maximum(720)), 0),
  },
});

export const askedStates = ['open', 'asked', 'came-up', 'skipped'] as const;
export type AskedState = (typeof askedStates)[number];

/** Whether a question was asked. One per interview and question (`askedId`), whoever marks it, so that two marks are one. Its parent is the slot. */
export const asked = defineKind('asked', {
  space: 'notes',
  write: [visitor, coordinator],
  fields: { state: last(z.enum(askedStates), 'open') },
});

export function askedId(slot: string, question: string): string {
  return `${slot}.${question}`;
}

/** Where a visitor sits: their track of the visit. Owned; the id is `seatId`. */
export const seat = defineKind('seat', {
  space: 'notes',
  write: [visitor, coordinator],
  owned: true,
  fields: { track: last(z.string(), '') },
});

export function seatId(person: string, visit: string): string {
  return `${person}~${visit}`;
}
