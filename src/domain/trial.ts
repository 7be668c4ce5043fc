import * as z from 'zod/mini';
import { defineKind, last } from '#oplog/kind.ts';
import { coordinator, visitor } from './role.ts';

/**
 * A trial note: it goes from a device to the others of the team and is answered there, before anything real is written. It has no words and is
 * no note. Its id is the sending device's, so that there is one at a time; an answer has the trial for its parent (`trialAnswerId`).
 */
export const trial = defineKind('trial', {
  space: 'notes',
  write: [visitor, coordinator],
  fields: {
    /** Corrected device clock in milliseconds; it names this sending. */
    sentAt: last(z.number(), 0),
    /** Of an answer: the `sentAt` that it answers. */
    to: last(z.number(), 0),
  },
});

export function trialAnswerId(trialOf: string, device: string): string {
  return `${trialOf}.${device}`;
}

/** Milliseconds for which others are shown a trial: one that was forgotten asks nobody next week. */
export const trialLasts = 30 * 60_000;
