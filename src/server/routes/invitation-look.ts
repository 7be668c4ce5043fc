import * as z from 'zod/mini';
import { programme as programmeKind } from '#domain/programme.ts';
import { host, visitor } from '#domain/role.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { readItem } from '#oplog/kind.ts';
import { InvitationKey, type InvitationLook } from '#protocol/membership.ts';
import { findInvitation, type StoredInvitation } from '../access/invitations.ts';
import { knownDevice } from '../access/memberships.ts';
import { readBody } from '../door.ts';
import { refuse } from '../failures.ts';
import { waitingNames } from '../invited.ts';
import type { Parts, Route } from '../parts.ts';
import { rowsOfKinds } from '../store/sqlite-store.ts';

const LookRequest = z.object({ key: InvitationKey });

/** What an invitation is for: read before anything is redeemed, so that a link opened by a preview burns nothing. */
export function invitationLookRoute(parts: Parts): Route {
  return async c => {
    const request = await readBody(c, LookRequest);
    if (!request) return refuse(c, 'malformed', 'invitation');
    if (parts.tries.isSpent(c.var.address)) return refuse(c, 'too-many-tries');
    const found = findInvitation(parts.database.read, request.key, parts.now(), null);
    if (!found.ok) {
      parts.tries.miss(c.var.address);
      return refuse(c, found.error);
    }
    const look = lookOf(parts, found.invitation);
    return look ? c.json(look) : refuse(c, 'no-such-visit');
  };
}

function lookOf({ database, book }: Parts, invitation: StoredInvitation): InvitationLook | null {
  const { programme, team, replaces, expires } = invitation;
  const access = book.of(database.read, programme);
  const visit = access.visits.get(invitation.visit);
  const row = rowsOfKinds(database.read, programmeSpace(programme), [programmeKind.name]).find(found => found.id === programme);
  if (!row) return null;
  const { name } = readItem(programmeKind, row);
  const names = waitingNames(access, invitation);
  const municipality = (id: string) => access.municipalities.get(id)?.name ?? '';
  const of = { host: municipality(visit?.host ?? ''), date: visit?.date ?? '' };
  if (replaces) return { programme: name, team: '', ...of, replaces: knownDevice(database.read, replaces), names, expires };
  if (!visit) return null;
  return {
    programme: name,
    team: municipality(access.teams.get(team)?.municipality ?? ''),
    ...of,
    role: team === '' ? host : visitor,
    names,
    expires,
  };
}
