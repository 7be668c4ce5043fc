import * as z from 'zod/mini';
import { defineKind, last } from '#oplog/kind.ts';
import { isStoredDate } from './calendar-date.ts';
import { coordinator } from './role.ts';
import type { RoleGroup } from './role-group.ts';

const name = z.string().check(z.maxLength(200));

/** The programme itself; its id is the space's. `groupWords` are the programme's own words for the role groups ('' = the app's). */
export const programme = defineKind('programme', {
  space: 'programme',
  write: [coordinator],
  access: true,
  fields: {
    name: last(name, ''),
    subject: last(name, ''),
    zone: last(z.string(), 'Europe/Helsinki'),
    groupWords: last(z.record(z.string(), name) as z.ZodMiniType<Partial<Record<RoleGroup, string>>>, {}),
    isExample: last(z.boolean(), false),
    /** The day the notes are to be deleted, YYYY-MM-DD; '' when nobody has said. */
    notesUntil: last(z.string().check(z.refine(isStoredDate)), ''),
  },
});
