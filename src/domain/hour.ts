/** An interview's hour in minutes of the visit's day. `startedAt` is null before the start. */
export interface HourPlan {
  from: number;
  to: number;
  startedAt: number | null;
}

export interface Hour {
  /** Minutes until the end; negative when it has gone over. */
  left: number;
  /** Minutes from the real start to the end. */
  length: number;
  /** The share that is gone, 0–1. */
  done: number;
}

/**
 * What is left of an interview. It ends when the plan says, however late it began: a late start shortens the hour. One that began after its
 * planned end was held at another time, and gets its planned length from its start.
 * @param now minutes of the visit's day
 */
export function hourOf({ from, to, startedAt }: HourPlan, now: number): Hour {
  const start = startedAt ?? from;
  const end = start >= to ? start + (to - from) : to;
  const length = Math.max(1, end - start);
  return { left: end - now, length, done: Math.min(1, Math.max(0, (now - start) / length)) };
}

/** The minutes at which the clock speaks. */
const spokenAt = [10, 5];

/** The minutes to be said aloud when the time left went from `before` to `now`; null when nothing is said. */
export function spokenMinutes(before: number, now: number): number | null {
  return spokenAt.find(minutes => before > minutes && now <= minutes && now > minutes - 5) ?? null;
}
