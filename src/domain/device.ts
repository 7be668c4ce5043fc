import * as z from 'zod/mini';
import { defineKind, last } from '#oplog/kind.ts';

export const deviceShapes = ['phone', 'tablet', 'computer'] as const;

/**
 * A device that joined. Only the server writes it: at joining, at revocation, when another takes its place, when its user clears it, when a copy of it becomes
 * one of its own.
 */
export const device = defineKind('device', {
  space: 'programme',
  write: [],
  access: true,
  fields: {
    person: last(z.string(), ''),
    label: last(z.string().check(z.maxLength(100)), ''),
    shape: last(z.enum(deviceShapes), 'computer'),
    joinedAt: last(z.number(), 0),
    /** Cut off by a coordinator or because another came in its place, or cleared by its user. */
    state: last(z.enum(['in-use', 'revoked', 'cleared']), 'in-use'),
    /** The device its person goes on with instead; '' when it was cut off for itself. */
    replacedBy: last(z.string(), ''),
    /** The device whose profile it was copied or restored from; '' for one that joined. */
    copyOf: last(z.string(), ''),
  },
});
