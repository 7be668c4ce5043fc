import { isRoleGroup, roleGroups, type RoleGroup } from './role-group.ts';
import type { SlotType } from './slot.ts';

/** A day hears 6–10 people. */
export const fewestPeople = 6;
export const mostPeople = 10;

export interface CoveredPerson {
  parent: string;
  name: string;
  group: string;
  isConfirmed: boolean;
}

/** Who is coming, and who is missing. One person in two interviews counts once. */
export interface Coverage<P> {
  people: number;
  unconfirmed: number;
  /** In the order groups are shown; those of nobody too. */
  groups: { group: RoleGroup; people: P[] }[];
  missing: RoleGroup[];
  /** Groups of one: that person can be recognised in the kooste without a name. */
  alone: RoleGroup[];
  ungrouped: P[];
  standing: 'none' | 'few' | 'enough' | 'many';
}

export function coverageOf<P extends CoveredPerson>(
  slots: readonly { id: string; type: SlotType; isCancelled: boolean }[],
  people: readonly P[],
): Coverage<P> {
  const held = new Set(slots.filter(slot => slot.type === 'interview' && !slot.isCancelled).map(slot => slot.id));
  const once = new Map<string, P>();
  for (const [index, one] of people.filter(person => held.has(person.parent)).entries()) {
    const name = one.name.normalize('NFC').trim().toLowerCase();
    const key = name ? `${name}\n${one.group}` : `${index}`;
    // Confirmed for one of two interviews: the person has been reached.
    if (!once.get(key)?.isConfirmed) once.set(key, one);
  }
  const coming = [...once.values()];
  const groups = roleGroups.map(group => ({ group, people: coming.filter(one => one.group === group) }));
  const count = coming.length;
  return {
    people: count,
    unconfirmed: coming.filter(one => !one.isConfirmed).length,
    groups,
    missing: groups.filter(one => one.people.length === 0).map(one => one.group),
    alone: groups.filter(one => one.people.length === 1).map(one => one.group),
    ungrouped: coming.filter(one => !isRoleGroup(one.group)),
    standing: count === 0 ? 'none' : count < fewestPeople ? 'few' : count > mostPeople ? 'many' : 'enough',
  };
}
