import { rolesIn } from '#domain/access.ts';
import { coordinator } from '#domain/role.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { RevokeRequest } from '#protocol/membership.ts';
import { dropReplacements } from '../access/invitations.ts';
import { lastMembership } from '../access/memberships.ts';
import { cutOff } from '../cutting-off.ts';
import { readBody } from '../door.ts';
import { tellProgramme } from '../enrolment.ts';
import { refuse } from '../failures.ts';
import type { Parts, Route } from '../parts.ts';

/**
 * A coordinator cuts a device off: at once it is sent nothing more of the programme, and nothing of it is taken, nor can it read
 * what is packed with the keys that begin now.
 */
export function devicesRevokeRoute(parts: Parts): Route {
  return async c => {
    const request = await readBody(c, RevokeRequest);
    if (!request) return refuse(c, 'malformed', 'revoke');
    const { database, book, audience } = parts;
    const { programme, device } = request;
    const space = programmeSpace(programme);
    const membership = c.var.session.memberships.find(found => found.programme === programme);
    if (!membership) return refuse(c, 'no-access');
    if (!rolesIn(book.of(database.read, programme), membership.person, space).includes(coordinator)) return refuse(c, 'not-coordinator');
    if (lastMembership(database.read, device, programme) === null) return refuse(c, 'no-such-device');
    await database.write(async sql => {
      dropReplacements(sql, device);
      await cutOff(parts, sql, programme, device);
    });
    audience.disconnect(device, space);
    tellProgramme(parts, programme);
    return c.json({ done: true });
  };
}
