import * as z from 'zod/mini';
import { defineKind, last } from '#oplog/kind.ts';
import { coordinator, visitor } from './role.ts';

/** A device that the team does not wait for at a visit: a phone forgotten at home. Its id is the device's, and anybody of the team takes it back. */
export const setAside = defineKind('set-aside', {
  space: 'notes',
  write: [visitor, coordinator],
  fields: { isAside: last(z.boolean(), false) },
});
