import { mayRead, rolesIn } from '#domain/access.ts';
import { coordinator } from '#domain/role.ts';
import { programmeSpace, visitSpace } from '#domain/spaces.ts';
import { ReplaceRequest } from '#protocol/membership.ts';
import { createInvitation, invitationEnd } from '../access/invitations.ts';
import { lastMembership } from '../access/memberships.ts';
import { readBody } from '../door.ts';
import { refuse } from '../failures.ts';
import type { Parts, Route } from '../parts.ts';

/**
 * Invites a device's person to another device, which takes its place: a coordinator anybody's, others their own. The old one works on until
 * the new one has joined. Where a browser and the app installed from it keep their storage apart, the one moves to the other the same way.
 */
export function devicesReplaceRoute(parts: Parts): Route {
  return async c => {
    const request = await readBody(c, ReplaceRequest);
    if (!request) return refuse(c, 'malformed', 'replace');
    const { database, book, now } = parts;
    const { programme, device, visit: until = '' } = request;
    const { memberships, device: maker } = c.var.session;
    const membership = memberships.find(found => found.programme === programme);
    if (!membership) return refuse(c, 'no-access');
    const access = book.of(database.read, programme);
    const owner = lastMembership(database.read, device, programme);
    const isCoordinator = rolesIn(access, membership.person, programmeSpace(programme)).includes(coordinator);
    if (!isCoordinator && owner?.person !== membership.person) return refuse(c, 'not-coordinator');
    if (!owner || owner.state === 'cleared' || !access.people.has(owner.person)) return refuse(c, 'no-such-device');
    // A code that holds for days is given to the device in hand alone.
    const visit = device === maker && mayRead(access, membership.person, visitSpace(until)) ? access.visits.get(until) : undefined;
    if (until && !visit) return refuse(c, 'no-such-visit');
    const invited = { programme, visit: visit?.id ?? '', team: '', person: owner.person, replaces: device };
    return c.json(await database.write(async sql => createInvitation(sql, invited, invitationEnd(visit?.date ?? '', now()), maker)));
  };
}
