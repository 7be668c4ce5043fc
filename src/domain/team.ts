import * as z from 'zod/mini';
import { defineKind, last } from '#oplog/kind.ts';
import { coordinator } from './role.ts';

/** A peer-review team: the 2–3 people a municipality sends. */
export const team = defineKind('team', {
  space: 'programme',
  write: [coordinator],
  access: true,
  fields: { municipality: last(z.string(), '') },
});
