import { minutesOfTime, timeOfMinutes } from './schedule-times.ts';
import type { SlotType } from './slot.ts';

/** What the plan is judged by; a slot as it stands fits. */
export interface PlanSlot {
  id: string;
  type: SlotType;
  /** `HH:MM`, '' when nobody has said. */
  start: string;
  end: string;
  room: string;
  track: string;
  isCancelled: boolean;
}

export interface PlanPerson {
  parent: string;
  name: string;
}

/**
 * Something in the day that cannot happen as it stands. `time`: no start or no end; `end`: it ends before it begins;
 * `person`, `room`, `track`: one in two places at once; `common`: an interview in the middle of a common hour.
 */
export type Clash =
  | { type: 'time' | 'end'; slot: string; other: null; name: '' }
  /** `name` is the person, the room or the track's id. `slot` begins later than `other`, or is the interview. */
  | { type: 'person' | 'room' | 'track' | 'common'; slot: string; other: string; name: string };

/** Every pair once, with the reason that is hardest to live with; in the order of the day. */
export function clashesOf(all: readonly PlanSlot[], people: readonly PlanPerson[]): Clash[] {
  const slots = all
    .filter(slot => !slot.isCancelled)
    .toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.id < b.id ? -1 : 1));
  const clashes: Clash[] = [];
  for (const [index, slot] of slots.entries()) {
    if (!slot.start || !slot.end) {
      clashes.push({ type: 'time', slot: slot.id, other: null, name: '' });
      continue;
    }
    if (slot.end <= slot.start) {
      clashes.push({ type: 'end', slot: slot.id, other: null, name: '' });
      continue;
    }
    for (const earlier of slots.slice(0, index)) {
      const found = overlap(earlier, slot) && reasonFor(earlier, slot, people);
      if (found) clashes.push(found);
    }
  }
  return clashes;
}

/** When the slot of a clash could be held instead: right after the other, as long as before. Null when that is taken too. */
export function moveFor(clash: Clash, slots: readonly PlanSlot[], people: readonly PlanPerson[]): { start: string; end: string } | null {
  const slot = slots.find(one => one.id === clash.slot);
  const other = slots.find(one => one.id === clash.other);
  if (!slot || !other) return null;
  const start = minutesOfTime(other.end);
  const end = start + minutesOfTime(slot.end) - minutesOfTime(slot.start);
  if (end >= 24 * 60) return null;
  const moved = { ...slot, start: other.end, end: timeOfMinutes(end) };
  const after = clashesOf(
    slots.map(one => (one === slot ? moved : one)),
    people,
  );
  return after.some(one => one.slot === slot.id || one.other === slot.id) ? null : { start: moved.start, end: moved.end };
}

function overlap(a: PlanSlot, b: PlanSlot): boolean {
  return a.start !== '' && a.end !== '' && a.start < b.end && b.start < a.end;
}

function reasonFor(earlier: PlanSlot, slot: PlanSlot, people: readonly PlanPerson[]): Clash | null {
  const found = { slot: slot.id, other: earlier.id };
  const namesOf = (id: string) => people.filter(one => one.parent === id && one.name.trim()).map(one => one.name);
  const person = namesOf(slot.id).find(name => namesOf(earlier.id).some(other => key(other) === key(name)));
  if (person) return { ...found, type: 'person', name: person };
  const interviews = [earlier, slot].filter(one => one.type === 'interview');
  if (interviews.length === 1)
    return { ...found, slot: interviews[0]!.id, other: interviews[0] === slot ? earlier.id : slot.id, type: 'common', name: '' };
  if (slot.room && key(slot.room) === key(earlier.room) && !isRemote(slot.room)) return { ...found, type: 'room', name: slot.room };
  if (slot.track && slot.track === earlier.track) return { ...found, type: 'track', name: slot.track };
  // Two common hours at once: everybody is asked to both.
  return interviews.length === 0 ? { ...found, type: 'common', name: '' } : null;
}

function key(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** Any number of calls fit into `Teams`. */
function isRemote(room: string): boolean {
  return /^(?:teams|zoom|meet|etä|verkossa|på distans|distans|online|remote)|^https?:/iu.test(room.trim());
}
