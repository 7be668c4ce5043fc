import { readableSpaces, rolesIn } from '#domain/access.ts';
import { device as deviceKind } from '#domain/device.ts';
import { coordinator } from '#domain/role.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import { RevokeRequest } from '#protocol/membership.ts';
import { currentMemberships, endMembership, membershipState, personsOf } from '../access/memberships.ts';
import { endSessions } from '../access/sessions.ts';
import { renewSpaceKeys } from '../access/space-keys.ts';
import { readBody } from '../door.ts';
import { tellProgramme } from '../enrolment.ts';
import { refuse } from '../failures.ts';
import type { Parts, Route } from '../parts.ts';
import { writeAsServer } from '../store/writers.ts';

/**
 * A coordinator cuts a device off: at once it is sent nothing more of the programme, and nothing of it is taken, nor can it read
 * what is packed with the keys that begin now.
 */
export function devicesRevokeRoute(parts: Parts): Route {
  return async c => {
    const request = await readBody(c, RevokeRequest);
    if (!request) return refuse(c, 'malformed', 'revoke');
    const { database, book, audience, now } = parts;
    const { programme, device } = request;
    const space = programmeSpace(programme);
    const membership = c.var.session.memberships.find(found => found.programme === programme);
    if (!membership) return refuse(c, 'no-access');
    if (!rolesIn(book.of(database.read, programme), membership.person, space).includes(coordinator)) return refuse(c, 'not-coordinator');
    if (membershipState(database.read, device, programme) === null) return refuse(c, 'no-such-device');
    await database.write(async sql => {
      const access = book.of(sql, programme);
      // It may hold the keys of everybody it has been.
      const readable = [...personsOf(sql, device)].flatMap(person => readableSpaces(access, person));
      renewSpaceKeys(sql, new Set(readable), now());
      endMembership(sql, device, programme, 'revoked');
      // One that is in another programme too keeps its session for that.
      if (currentMemberships(sql, device).length === 0) endSessions(sql, device, 'revoked');
      await writeAsServer(sql, parts.writing(), [draft(deviceKind, { space, id: device }, { state: 'revoked' })]);
    });
    audience.disconnect(device);
    tellProgramme(parts, programme);
    return c.json({ done: true });
  };
}
