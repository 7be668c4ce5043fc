import * as z from 'zod/mini';
import { defineKind, last } from '#oplog/kind.ts';

export const deviceShapes = ['phone', 'tablet', 'computer'] as const;

/** A device that joined. Only the server writes it: at joining, at revocation, when its user clears it. */
export const device = defineKind('device', {
  space: 'programme',
  write: [],
  access: true,
  fields: {
    person: last(z.string(), ''),
    label: last(z.string().check(z.maxLength(100)), ''),
    shape: last(z.enum(deviceShapes), 'computer'),
    joinedAt: last(z.number(), 0),
    /** Cut off by a coordinator, or cleared by its user. */
    state: last(z.enum(['in-use', 'revoked', 'cleared']), 'in-use'),
  },
});
