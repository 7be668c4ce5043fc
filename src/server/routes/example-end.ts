import { rolesIn } from '#domain/access.ts';
import { coordinator } from '#domain/role.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { ExampleEndRequest } from '#protocol/membership.ts';
import { readBody } from '../door.ts';
import { endExample, isExample } from '../example.ts';
import { refuse } from '../failures.ts';
import type { Parts, Route } from '../parts.ts';
import { meOf } from './me.ts';

/** Removes an example day, everything of it; its spaces answer 'gone' from now on. */
export function exampleEndRoute(parts: Parts): Route {
  return async c => {
    const request = await readBody(c, ExampleEndRequest);
    if (!request) return refuse(c, 'malformed', 'example');
    const { programme } = request;
    const sql = parts.database.read;
    const membership = c.var.session.memberships.find(found => found.programme === programme);
    if (!membership || !isExample(sql, programme)) return refuse(c, 'example-missing');
    if (!rolesIn(parts.book.of(sql, programme), membership.person, programmeSpace(programme)).includes(coordinator))
      return refuse(c, 'not-coordinator');
    await parts.database.write(async tx => endExample(tx, programme, parts.now()));
    parts.book.forget(programme);
    return c.json(meOf(parts, c));
  };
}
