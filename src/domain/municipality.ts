import * as z from 'zod/mini';
import { defineKind, last } from '#oplog/kind.ts';
import { coordinator } from './role.ts';

export const municipality = defineKind('municipality', {
  space: 'programme',
  write: [coordinator],
  access: true,
  fields: { name: last(z.string().check(z.maxLength(100)), '') },
});
