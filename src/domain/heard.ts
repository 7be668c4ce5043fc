import { isRoleGroup, roleGroups, type RoleGroup } from './role-group.ts';
import type { SlotType } from './slot.ts';

export interface HeardSlot {
  id: string;
  type: SlotType;
  isCancelled: boolean;
  deleted: boolean;
}
export interface HeardPerson {
  parent: string;
  name: string;
  group: string;
  deleted: boolean;
}

/** How many were heard, and of which groups. Groups of nobody are left out; `ungrouped` are people whose group nobody has said. */
export interface Heard {
  people: number;
  interviews: number;
  groups: { group: RoleGroup; count: number }[];
  ungrouped: number;
}

/**
 * Counts the people of interviews that were held and not cancelled: whoever waits in the schedule has not been heard. One person in two
 * interviews (same name, same group) is heard once.
 * @param begun the slots whose interview was started or noted down
 */
export function heardOf(slots: readonly HeardSlot[], people: readonly HeardPerson[], begun: ReadonlySet<string>): Heard {
  const isHeld = (slot: HeardSlot) => slot.type === 'interview' && !slot.isCancelled && !slot.deleted && begun.has(slot.id);
  const held = new Set(slots.filter(isHeld).map(slot => slot.id));
  const once = new Map<string, HeardPerson>();
  for (const [index, one] of people.filter(one => !one.deleted && held.has(one.parent)).entries()) {
    const name = one.name.trim().toLowerCase();
    once.set(name ? `${name}\n${one.group}` : `${index}`, one);
  }
  const heard = [...once.values()];
  const count = (group: RoleGroup) => heard.filter(one => one.group === group).length;
  return {
    people: heard.length,
    interviews: new Set(heard.map(one => one.parent)).size,
    groups: roleGroups.map(group => ({ group, count: count(group) })).filter(one => one.count > 0),
    ungrouped: heard.filter(one => !isRoleGroup(one.group)).length,
  };
}
