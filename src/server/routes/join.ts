import type { Access } from '#domain/access.ts';
import { person as personKind } from '#domain/person.ts';
import { host, visitor } from '#domain/role.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import { JoinRequest, type Joined } from '#protocol/membership.ts';
import { findInvitation, useInvitation, type StoredInvitation } from '../access/invitations.ts';
import { lastMembership } from '../access/memberships.ts';
import { deviceName, randomHex } from '../access/secrets.ts';
import { cutOff } from '../cutting-off.ts';
import { readBody } from '../door.ts';
import { enrol, tellProgramme } from '../enrolment.ts';
import { refuse, type Failure } from '../failures.ts';
import { isNameTaken, sameName, waitingNames } from '../invited.ts';
import type { Parts, Route, RouteContext } from '../parts.ts';
import type { Sql } from '../store/database.ts';

/** Redeems an invitation. Repeated by the same device within ten minutes it answers the same: a lost answer burns nothing. */
export function joinRoute(parts: Parts): Route {
  return async c => {
    const request = await readBody(c, JoinRequest);
    if (!request) return refuse(c, 'malformed', 'join');
    if (parts.tries.isSpent(c.var.address)) return refuse(c, 'too-many-tries');
    const done = await parts.database.write(sql => join(parts, c, sql, request));
    if (!done.ok) {
      if (done.error === 'link-unknown' || done.error === 'code-unknown') parts.tries.miss(c.var.address);
      return refuse(c, done.error);
    }
    const { programme } = done.value.membership;
    if (done.replaced) parts.audience.disconnect(done.replaced, programmeSpace(programme));
    tellProgramme(parts, programme);
    return c.json(done.value);
  };
}

/** `replaced`: the device that was cut off for this one, '' for none. */
type JoinedOrNot = { ok: true; value: Joined; replaced: string } | { ok: false; error: Failure };

async function join(parts: Parts, c: RouteContext, sql: Sql, request: JoinRequest): Promise<JoinedOrNot> {
  const device = deviceName(request.device.id);
  const found = findInvitation(sql, request.key, parts.now(), device);
  if (!found.ok) return found;
  const { invitation } = found;
  const { programme } = invitation;
  const enter = (person: string, first: readonly Draft[] = []) => enrol(parts, c, sql, request.device, { programme, person }, first);
  if (invitation.used) return { ok: true, value: await enter(invitation.used.person), replaced: '' };
  const access = parts.book.of(sql, programme);
  if (!invitation.replaces && !access.visits.has(invitation.visit)) return { ok: false, error: 'no-such-visit' };
  const who = personOf(access, invitation, request);
  if (!who.ok) return who;
  useInvitation(sql, invitation.id, device, who.person, parts.now());
  if (invitation.replaces) {
    const replaced = await replace(parts, sql, invitation, device);
    return { ok: true, value: await enter(who.person), replaced };
  }
  return { ok: true, value: await enter(who.person, [memberDraft(access, invitation, who)]), replaced: '' };
}

/** Cuts off the device whose place the new one takes, unless it is that one itself, or somebody else's or nobody's by now. */
async function replace(parts: Parts, sql: Sql, { programme, person, replaces }: StoredInvitation, device: string): Promise<string> {
  const before = lastMembership(sql, replaces, programme);
  const isTheirs = before?.person === person && before.state !== 'left' && before.state !== 'cleared';
  if (replaces === device || !isTheirs) return '';
  await cutOff(parts, sql, programme, replaces, device);
  return replaces;
}

type Who = { ok: true; person: string; name: string | null } | { ok: false; error: Failure };

/** The waiting person chosen, or a new one by the name typed; `name` null when it stands already. */
function personOf(access: Access, invitation: StoredInvitation, { person, name }: JoinRequest): Who {
  const waiting = waitingNames(access, invitation);
  const chosen = invitation.person || person;
  if (chosen)
    return waiting.some(found => found.person === chosen) ? { ok: true, person: chosen, name: null } : { ok: false, error: 'name-taken' };
  if (!name) return { ok: false, error: 'name-missing' };
  const same = waiting.find(found => sameName(found.name, name));
  if (same) return { ok: true, person: same.person, name: null };
  return isNameTaken(access, name) ? { ok: false, error: 'name-taken' } : { ok: true, person: randomHex(8), name };
}

function memberDraft(
  access: Access,
  { programme, visit, team }: StoredInvitation,
  { person, name }: { person: string; name: string | null },
): Draft {
  const before = access.people.get(person);
  const role = team === '' ? host : visitor;
  const place = team === '' ? { municipality: access.visits.get(visit)?.host ?? '' } : { team };
  const named = name === null ? {} : { name };
  return draft(
    personKind,
    { space: programmeSpace(programme), id: person },
    { ...named, ...place, roles: [...new Set([...(before?.roles ?? []), role])] },
    before?.row,
  );
}
