import { ExampleRequest } from '#protocol/membership.ts';
import { readBody } from '../door.ts';
import { tellProgramme } from '../enrolment.ts';
import { openExampleFor } from '../example.ts';
import { refuse } from '../failures.ts';
import type { Parts, Route } from '../parts.ts';

/** The example day beside one's own programme. Asked for again, it is the same one. */
export function exampleRoute(parts: Parts): Route {
  return async c => {
    const request = await readBody(c, ExampleRequest);
    if (!request) return refuse(c, 'malformed', 'example');
    const joined = await parts.database.write(sql => openExampleFor(parts, c, sql, c.var.session.device, request));
    tellProgramme(parts, joined.membership.programme);
    return c.json(joined);
  };
}
