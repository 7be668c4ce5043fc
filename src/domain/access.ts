import { readItem, type ItemOf } from '#oplog/kind.ts';
import { ownerOf } from '#oplog/owner.ts';
import type { Row } from '#oplog/fold.ts';
import { kindNamed } from './kinds.ts';
import { municipality } from './municipality.ts';
import { person } from './person.ts';
import { programme } from './programme.ts';
import { coordinator, host, visitor, type Role } from './role.ts';
import { debriefSpace, notesSpace, parseSpace, programmeSpace, visitSpace, type Space } from './spaces.ts';
import { team } from './team.ts';
import { visit } from './visit.ts';

/** What access is judged by: the rows of a programme's access kinds. */
export interface Access {
  programme: string;
  people: ReadonlyMap<string, ItemOf<typeof person>>;
  teams: ReadonlyMap<string, ItemOf<typeof team>>;
  visits: ReadonlyMap<string, ItemOf<typeof visit>>;
  municipalities: ReadonlyMap<string, ItemOf<typeof municipality>>;
}

export function accessOf(programmeId: string, rows: readonly Row[]): Access {
  const of = <T extends { id: string; deleted: boolean }>(name: string, read: (row: Row) => T) =>
    new Map(
      rows
        .filter(row => row.kind === name)
        .map(read)
        .filter(item => !item.deleted)
        .map(item => [item.id, item]),
    );
  return {
    programme: programmeId,
    people: of(person.name, row => readItem(person, row)),
    teams: of(team.name, row => readItem(team, row)),
    visits: of(visit.name, row => readItem(visit, row)),
    municipalities: of(municipality.name, row => readItem(municipality, row)),
  };
}

/** The kinds `accessOf` reads. */
export const accessKinds = [programme.name, municipality.name, team.name, person.name, visit.name];

/** A person's roles in one space; empty when they may not even read it. The readers of a space never widen. */
export function rolesIn(access: Access, personId: string, space: string): Role[] {
  const who = access.people.get(personId);
  const where = parseSpace(space);
  if (!who || !where) return [];
  const has = (role: Role) => who.roles.includes(role);
  if (where.family === 'programme') return where.scope === access.programme ? (who.roles as Role[]) : [];
  const day = access.visits.get(where.scope);
  if (!day) return [];
  const found: Role[] = [];
  if (has(coordinator)) found.push(coordinator);
  if (has(visitor) && who.team !== '' && day.teams.includes(who.team)) found.push(visitor);
  if (where.family === 'visit' && has(host) && who.municipality !== '' && who.municipality === day.host) found.push(host);
  return found;
}

export function mayRead(access: Access, personId: string, space: string): boolean {
  return rolesIn(access, personId, space).length > 0;
}

/** Every space of the programme that a person may read: what their device holds. */
export function readableSpaces(access: Access, personId: string): Space[] {
  const all: Space[] = [programmeSpace(access.programme)];
  for (const id of access.visits.keys()) all.push(visitSpace(id), notesSpace(id), debriefSpace(id));
  return all.filter(space => mayRead(access, personId, space));
}

/** `borrowed`: the device is another's, and only what its borrower begins on it is written there. It is no verdict of the server's. */
export type Refusal = 'not-yours' | 'not-your-role' | 'not-here' | 'unknown-kind' | 'no-access' | 'erased' | 'borrowed';

/**
 * The one judgement by role: asked by the UI before it shows a button, by the door before it writes, by the server before it stores.
 * @returns null when the person may write the item
 */
export function writeRefusal(access: Access, personId: string, item: { space: string; kind: string; id: string }): Refusal | null {
  const kind = kindNamed(item.kind);
  if (!kind) return 'unknown-kind';
  const where = parseSpace(item.space);
  if (!where || where.family !== kind.space) return 'not-here';
  const own = rolesIn(access, personId, item.space);
  if (own.length === 0) return 'no-access';
  if (!kind.write.some(role => (own as readonly string[]).includes(role))) return 'not-your-role';
  if (kind.owned && ownerOf(item.id) !== personId) return 'not-yours';
  return null;
}

export function mayWrite(access: Access, personId: string, item: { space: string; kind: string; id: string }): boolean {
  return writeRefusal(access, personId, item) === null;
}
