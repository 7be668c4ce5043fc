import * as z from 'zod/mini';
import { defineKind, last, members } from '#oplog/kind.ts';
import { isStoredDate } from './calendar-date.ts';
import { coordinator } from './role.ts';

/** A visit day: the host municipality, the date (YYYY-MM-DD) and the visiting teams. Its id names the spaces `visit/<id>`, `notes/<id>`, `debrief/<id>`. */
export const visit = defineKind('visit', {
  space: 'programme',
  write: [coordinator],
  access: true,
  fields: {
    host: last(z.string(), ''),
    date: last(z.string().check(z.refine(isStoredDate)), ''),
    teams: members(),
    /** The template interviews use unless they say otherwise. */
    template: last(z.string(), ''),
    isCancelled: last(z.boolean(), false),
  },
  check: values => (values.date ? [] : ['date-missing']),
});
