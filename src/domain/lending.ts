import type { ItemOf } from '#oplog/kind.ts';
import { rolesIn, writeRefusal, type Access, type Refusal } from './access.ts';
import type { device as deviceKind } from './device.ts';
import { kindNamed } from './kinds.ts';
import { visitor } from './role.ts';

/*
 * A device in a teammate's hand. Who writes there writes as themself and begins items that name the device too: `<person>~<device>.<rest>`. So
 * what may be written with a borrowed device is read from the header alone, in any order and on any side: a teammate's own notes, begun there.
 * Nothing else of theirs, no reading, and no role.
 */

/** The id of an item that somebody begins on another's device; it is the person's own everywhere. */
export function lentId(person: string, device: string, rest: string): string {
  return `${person}~${device}.${rest}`;
}

/** Whether a person began an item on one of these devices, which were another's. */
export function isBegunOn(id: string, person: string, devices: Iterable<string>): boolean {
  for (const device of devices) if (id.startsWith(lentId(person, device, ''))) return true;
  return false;
}

/** The device an owned item was begun on when that was another's than its owner's; '' for one that says none. */
export function lentDeviceOf(id: string): string {
  return /~([^~.]+)\../.exec(id)?.[1] ?? '';
}

/** The devices whose notes a device may go on with: its own, and those that its profile was copied from, the first of them last. */
export function originsOf(device: string, devices: Iterable<Pick<ItemOf<typeof deviceKind>, 'id' | 'copyOf'>>): Set<string> {
  const copies = new Map([...devices].map(one => [one.id, one.copyOf]));
  const found = new Set<string>();
  for (let one = device; one && !found.has(one); one = copies.get(one) ?? '') found.add(one);
  return found;
}

/** Those a person may lend a device to, by id: the other visitors of their team. */
export function teammatesOf(access: Access, person: string): string[] {
  const own = access.people.get(person);
  if (!own?.team || !own.roles.includes(visitor)) return [];
  return [...access.people.values()]
    .filter(one => one.id !== person && one.team === own.team && one.roles.includes(visitor))
    .map(one => one.id);
}

/**
 * The judgement of what somebody writes with another's device, beside that they began it there (`isBegunOn`).
 * @param holders whose device it is, and was
 * @returns `no-access` when they are not of one team, or not visitors there: that may change, and words wait for it
 */
export function lentRefusal(
  access: Access,
  holders: Iterable<string>,
  author: string,
  item: { space: string; kind: string; id: string },
): Refusal | null {
  const kind = kindNamed(item.kind);
  if (kind && (!kind.owned || kind.space !== 'notes')) return 'not-your-role';
  const isLent = [...holders].some(one => teammatesOf(access, one).includes(author));
  if (!isLent || !rolesIn(access, author, item.space).includes(visitor)) return 'no-access';
  return writeRefusal(access, author, item);
}

/** What is known of access, as far as a person's device in another's hand goes: no role but the visitor's. */
export function withoutPowers(access: Access, person: string): Access {
  const who = access.people.get(person);
  if (!who) return access;
  return { ...access, people: new Map(access.people).set(person, { ...who, roles: who.roles.filter(role => role === visitor) }) };
}
