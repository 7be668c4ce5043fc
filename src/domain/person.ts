import * as z from 'zod/mini';
import { defineKind, last, members } from '#oplog/kind.ts';
import { coordinator } from './role.ts';

/** A member of the programme. `roles` are of `role.ts`; `team` for visitors, `municipality` for host contacts. Names may wait for their person to join. */
export const person = defineKind('person', {
  space: 'programme',
  write: [coordinator],
  access: true,
  fields: {
    name: last(z.string().check(z.maxLength(100)), ''),
    roles: members(),
    team: last(z.string(), ''),
    municipality: last(z.string(), ''),
    /** True from the first joining: the name is not offered again. */
    hasJoined: last(z.boolean(), false),
  },
});
