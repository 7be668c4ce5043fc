import { rolesIn } from '#domain/access.ts';
import { coordinator } from '#domain/role.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { InvitationRequest } from '#protocol/membership.ts';
import { createInvitation, invitationEnd } from '../access/invitations.ts';
import { readBody } from '../door.ts';
import { refuse } from '../failures.ts';
import type { Parts, Route } from '../parts.ts';

/** A coordinator invites: one device, to one visit, to one of its teams or as its host. */
export function invitationsRoute(parts: Parts): Route {
  return async c => {
    const request = await readBody(c, InvitationRequest);
    if (!request) return refuse(c, 'malformed', 'invitation');
    const { database, book, now } = parts;
    const membership = c.var.session.memberships.find(found => found.programme === request.programme);
    if (!membership) return refuse(c, 'no-access');
    const access = book.of(database.read, request.programme);
    if (!rolesIn(access, membership.person, programmeSpace(request.programme)).includes(coordinator)) return refuse(c, 'not-coordinator');
    const visit = access.visits.get(request.visit);
    if (!visit || (request.team !== '' && !visit.teams.includes(request.team))) return refuse(c, 'no-such-visit');
    const { programme, team, person = '' } = request;
    if (person !== '' && !access.people.has(person)) return refuse(c, 'name-missing');
    const invitation = await database.write(async sql =>
      createInvitation(
        sql,
        { programme, visit: visit.id, team, person, replaces: '' },
        invitationEnd(visit.date, now()),
        c.var.session.device,
      ),
    );
    return c.json(invitation);
  };
}
