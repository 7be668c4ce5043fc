import { readableSpaces } from '#domain/access.ts';
import { device } from '#domain/device.ts';
import { programme } from '#domain/programme.ts';
import { coordinator } from '#domain/role.ts';
import { programmeSpace } from '#domain/spaces.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import { savedEverywhere } from '#notebook/saved-everywhere.ts';
import { membershipKey, type RememberedMembership } from '#protocol/remembered.ts';
import type { ItemOf } from '#oplog/kind.ts';

export interface DeviceLine {
  id: string;
  person: string;
  label: string;
  shape: ItemOf<typeof device>['shape'];
  state: ItemOf<typeof device>['state'];
  /** The device that took its place; '' when none did. */
  replacedBy: string;
  /** The device it was a copy of; null when it joined by itself. */
  copyOf: { label: string; shape: ItemOf<typeof device>['shape'] } | null;
  /** When it joined, by the server's clock; 0 when that is not known. */
  joinedAt: number;
  /** When it last told what it holds, by the server's clock; null when it has not. */
  seen: number | null;
  isThis: boolean;
}

export interface DevicesDay {
  isCoordinator: boolean;
  zone: string;
  /** The public address that links point to; '' while unknown. */
  origin: string;
  /** All of the programme for a coordinator, one's own for others. */
  lines: DeviceLine[];
  /** What was written here and is not on the server, and texts that are not even stored. */
  waiting: number;
  unstored: number;
}

export const noDevices: DevicesDay = {
  isCoordinator: false,
  zone: programme.fields.zone.initial,
  origin: '',
  lines: [],
  waiting: 0,
  unstored: 0,
};

export async function readDevices(notebook: Notebook, r: NotebookReader): Promise<DevicesDay> {
  const { me } = notebook;
  const home = programmeSpace(me.programme);
  const access = await notebook.access(r.log);
  const isCoordinator = access.people.get(me.person)?.roles.includes(coordinator) ?? false;
  const seen = new Map<string, number>();
  for (const space of readableSpaces(access, me.person)) {
    for (const one of (await notebook.copies(r.log, space)).devices) seen.set(one.device, Math.max(one.at, seen.get(one.device) ?? 0));
  }
  const all = await r.items(device, home);
  const lines = all
    .filter(found => isCoordinator || found.person === (notebook.lender || me.person))
    .map(found => ({
      id: found.id,
      person: access.people.get(found.person)?.name ?? '',
      label: found.label,
      shape: found.shape,
      state: found.state,
      replacedBy: found.replacedBy,
      copyOf: all.find(one => one.id === found.copyOf) ?? null,
      joinedAt: found.joinedAt,
      seen: seen.get(found.id) ?? null,
      isThis: found.id === me.device,
    }));
  return {
    isCoordinator,
    zone: (await r.item(programme, home, me.programme))?.zone || noDevices.zone,
    origin: (await r.log.memory<RememberedMembership>(membershipKey))?.origin ?? '',
    lines: lines.sort(byUse),
    waiting: (await savedEverywhere(notebook, r)).waiting,
    unstored: notebook.unstored().length,
  };
}

/** This device first, those in use before those that ended, then by name. */
function byUse(a: DeviceLine, b: DeviceLine): number {
  const rank = (line: DeviceLine) => (line.isThis ? 0 : line.state === 'in-use' ? 1 : 2);
  return rank(a) - rank(b) || a.person.localeCompare(b.person, 'fi') || (a.id < b.id ? -1 : 1);
}
