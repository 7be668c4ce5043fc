import type { DaySlot, Placed } from './day.ts';

/** While a day is locked its app and its template stand still. Minutes of the visit's day (`minutesInto`). */
export interface DayLock {
  from: number;
  to: number;
}

/** From the opening, or the first row before it, to the end of the feedback; without one to the end of the last row. null when no row has a time. */
export function dayLock(rows: readonly Placed<DaySlot>[]): DayLock | null {
  const held = rows.filter(one => !one.slot.isCancelled && one.from < Infinity);
  if (held.length === 0) return null;
  const openings = held.filter(one => one.slot.type === 'opening' || one.slot.type === 'interview');
  const feedback = held.filter(one => one.slot.type === 'feedback');
  return {
    from: Math.min(...(openings.length ? openings : held).map(one => one.from)),
    to: Math.max(...(feedback.length ? feedback : held).map(one => one.to)),
  };
}
