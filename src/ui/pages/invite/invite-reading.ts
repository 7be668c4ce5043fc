import type { Access } from '#domain/access.ts';
import { device } from '#domain/device.ts';
import { programme } from '#domain/programme.ts';
import { coordinator, host, visitor } from '#domain/role.ts';
import { programmeSpace } from '#domain/spaces.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import { membershipKey, type RememberedMembership } from '#protocol/remembered.ts';

export interface InvitedPerson {
  id: string;
  name: string;
  hasJoined: boolean;
  /** Devices in use. */
  devices: number;
}

/** Whom one invitation is for: a visiting team, or the host contact (`team` ''). */
export interface InvitedGroup {
  team: string;
  municipality: string;
  people: InvitedPerson[];
}

export interface InviteDay {
  isFound: boolean;
  isCoordinator: boolean;
  host: string;
  hostId: string;
  date: string;
  zone: string;
  /** The public address that links point to; '' while unknown. */
  origin: string;
  groups: InvitedGroup[];
}

export const noInvites: InviteDay = {
  isFound: false,
  isCoordinator: false,
  host: '',
  hostId: '',
  date: '',
  zone: programme.fields.zone.initial,
  origin: '',
  groups: [],
};

export async function readInvites(notebook: Notebook, r: NotebookReader, id: string): Promise<InviteDay> {
  const { me } = notebook;
  const access = await notebook.access(r.log);
  const isCoordinator = access.people.get(me.person)?.roles.includes(coordinator) ?? false;
  const visit = access.visits.get(id);
  if (!visit) return { ...noInvites, isCoordinator };
  const home = programmeSpace(me.programme);
  const inUse = (await r.items(device, home)).filter(found => found.state === 'in-use');
  const place = (municipality: string) => access.municipalities.get(municipality)?.name ?? '';
  const person = (found: { id: string; name: string; hasJoined: boolean }): InvitedPerson => ({
    id: found.id,
    name: found.name,
    hasJoined: found.hasJoined,
    devices: inUse.filter(one => one.person === found.id).length,
  });
  const groups = visit.teams
    .map(team => ({ team, municipality: place(access.teams.get(team)?.municipality ?? ''), people: visitorsOf(access, team).map(person) }))
    .sort((a, b) => a.municipality.localeCompare(b.municipality, 'fi'));
  return {
    isFound: true,
    isCoordinator,
    host: place(visit.host),
    hostId: visit.host,
    date: visit.date,
    zone: (await r.item(programme, home, me.programme))?.zone || noInvites.zone,
    origin: (await r.log.memory<RememberedMembership>(membershipKey))?.origin ?? '',
    groups: [...groups, { team: '', municipality: place(visit.host), people: hostsOf(access, visit.host).map(person) }],
  };
}

/** A device's joining, once: the same device that joins again counts again. */
export async function readJoinings(
  notebook: Notebook,
  r: NotebookReader,
): Promise<{ key: string; person: string; name: string; team: string; municipality: string }[]> {
  const people = (await notebook.access(r.log)).people;
  const devices = await r.items(device, programmeSpace(notebook.me.programme));
  return devices.map(found => {
    const who = people.get(found.person);
    return {
      key: `${found.id} ${found.joinedAt}`,
      person: found.person,
      name: who?.name ?? '',
      team: who?.team ?? '',
      municipality: who?.roles.includes(host) ? who.municipality : '',
    };
  });
}

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'fi');

function visitorsOf(access: Access, team: string) {
  return [...access.people.values()].filter(found => found.team === team && found.roles.includes(visitor)).sort(byName);
}

function hostsOf(access: Access, municipality: string) {
  return [...access.people.values()]
    .filter(found => found.municipality === municipality && municipality !== '' && found.roles.includes(host))
    .sort(byName);
}
