import { PresenceRequest } from '#protocol/sync.ts';
import { readBody } from '../door.ts';
import { refuse } from '../failures.ts';
import type { Parts, Route } from '../parts.ts';

/** Where a device's user is: told to those who may read the space, never stored. */
export function presenceRoute({ database, book, audience }: Parts): Route {
  return async c => {
    const request = await readBody(c, PresenceRequest);
    if (!request) return refuse(c, 'malformed', 'presence');
    const { device, memberships } = c.var.session;
    const membership = book.readerOf(database.read, memberships, request.space);
    if (!membership) return refuse(c, 'no-access');
    audience.place({ ...request, device, person: membership.person });
    return c.json({ done: true });
  };
}
