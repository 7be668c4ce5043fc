import { minutesOf, placeSlots, type DaySlot } from './day.ts';

/** What visitors recorded of a row of the schedule: another room (''  for none), and by how many minutes it was moved. */
export interface WentMark {
  id: string;
  room: string;
  later: number;
}

type PlannedSlot = DaySlot & { room: string };

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

export interface Shift {
  /** By row, how many minutes it is moved then in all. */
  rows: { id: string; later: number }[];
  /** The row of everybody's that the track's last one would then run into; null when there is room. */
  into: string | null;
}

/**
 * Moves the rest of a track's day: its rows that have not begun, by so many minutes more. Rows of everybody (lunch, the debrief) stay where they
 * are: the other track comes to them as planned.
 * @param minute the present one of the visit's day
 * @param track the track's id, '' on a day of one track: then all rows but the debrief and the feedback are its own
 */
export function shiftRest(
  slots: readonly AsItWent<PlannedSlot>[],
  marks: readonly WentMark[],
  { minute, track, by }: { minute: number; track: string; by: number },
): Shift {
  const later = new Map(marks.map(mark => [mark.id, mark.later]));
  const day = placeSlots(slots).filter(one => !one.slot.isCancelled && one.from < Infinity);
  const isOwn = (slot: DaySlot) =>
    track ? slot.track === track : slot.type === 'interview' || slot.type === 'break' || slot.type === 'site';
  const moved = day.filter(one => isOwn(one.slot) && one.from > minute);
  const fixed = day.filter(one => !isOwn(one.slot) && one.slot.track === '');
  const runsInto = fixed.find(one => moved.some(own => own.from < one.from && own.to <= one.from && own.to + by > one.from));
  return {
    rows: moved.map(({ slot }) => ({ id: slot.id, later: (later.get(slot.id) ?? 0) + by })),
    into: runsInto?.slot.id ?? null,
  };
}
