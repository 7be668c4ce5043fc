import { minutesOf, type DaySlot } from './day.ts';

/** What visitors recorded of a row of the schedule: another room (''  for none), and by how many minutes it was moved. */
export interface WentMark {
  id: string;
  room: string;
  later: number;
}

export type PlannedSlot = DaySlot & { room: string };

/** A row as it went; `planned` is what the plan says of it. */
export type AsItWent<S extends PlannedSlot> = S & { planned: { start: string; end: string; room: string } };

/** The rows with what was recorded laid over the plan, field by field. A later change of the plan stands in `planned` and replaces nothing. */
export function asItWent<S extends PlannedSlot>(slots: readonly S[], marks: readonly WentMark[]): AsItWent<S>[] {
  const markOf = new Map(marks.map(mark => [mark.id, mark]));
  return slots.map(slot => {
    const { start, end, room } = slot;
    const mark = markOf.get(slot.id);
    const later = mark?.later ?? 0;
    return { ...slot, start: movedTime(start, later), end: movedTime(end, later), room: mark?.room || room, planned: { start, end, room } };
  });
}

/** `HH:MM` so many minutes later, past midnight from 00:00 on; '' stays. */
export function movedTime(time: string, minutes: number): string {
  const at = minutesOf(time);
  if (at === null || minutes === 0) return time;
  const moved = (((at + minutes) % 1440) + 1440) % 1440;
  return `${String(Math.floor(moved / 60)).padStart(2, '0')}:${String(moved % 60).padStart(2, '0')}`;
}
