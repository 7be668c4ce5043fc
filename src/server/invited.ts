import type { Access } from '#domain/access.ts';
import { host, visitor } from '#domain/role.ts';
import type { StoredInvitation } from './access/invitations.ts';

export interface WaitingName {
  person: string;
  name: string;
}

/** The names an invitation offers: those it waits for. One made for somebody offers them alone, also when they have joined (a second device, a new tablet). */
export function waitingNames(access: Access, { visit, team, person }: StoredInvitation): WaitingName[] {
  const people = [...access.people.values()];
  const offered =
    person !== ''
      ? people.filter(found => found.id === person)
      : people.filter(
          found =>
            !found.hasJoined && (team === '' ? isHostOf(found, access, visit) : found.team === team && found.roles.includes(visitor)),
        );
  return offered.map(found => ({ person: found.id, name: found.name })).sort((a, b) => a.name.localeCompare(b.name, 'fi'));
}

/** Whether somebody who has joined the programme has the name already, however it is spelt in capitals and spaces. */
export function isNameTaken(access: Access, name: string): boolean {
  return [...access.people.values()].some(found => found.hasJoined && sameName(found.name, name));
}

export function sameName(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b);
}

function nameKey(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/gu, ' ').toLocaleLowerCase('fi');
}

function isHostOf(found: { roles: readonly string[]; municipality: string }, access: Access, visit: string): boolean {
  return found.roles.includes(host) && found.municipality !== '' && found.municipality === access.visits.get(visit)?.host;
}
