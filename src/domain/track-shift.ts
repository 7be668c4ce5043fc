import type { AsItWent, PlannedSlot, WentMark } from './as-it-went.ts';
import { placeSlots, type DaySlot } from './day.ts';

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
