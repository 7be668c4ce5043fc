/** A row of the schedule as the day is reckoned from it. Times `HH:MM`, '' while nobody knows. */
export interface DaySlot {
  id: string;
  type: string;
  start: string;
  end: string;
  track: string;
  isCancelled: boolean;
}

/** A row on the day's line. `from` and `to` are minutes from the midnight with which the visit's date begins; past midnight over 1440. */
export interface Placed<S> {
  slot: S;
  from: number;
  to: number;
}

const dayLength = 24 * 60;
/** A visit does not begin in the small hours: rows before this belong to the night after the date. */
const smallHours = 5 * 60;

/** Minutes since midnight of `HH:MM`; null when it says nothing. */
export function minutesOf(time: string): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(time) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/** How far the present moment is from the midnight that begins `date`, in minutes: negative before the day. */
export function minutesInto(date: string, now: { date: string; time: string }): number {
  const days = Math.round((Date.parse(`${now.date}T00:00:00Z`) - Date.parse(`${date}T00:00:00Z`)) / (dayLength * 60_000));
  return (Number.isNaN(days) ? 0 : days) * dayLength + (minutesOf(now.time) ?? 0);
}

/**
 * The rows in the order of the day. Rows without a time come last and are nowhere (`from` is infinite). An example day may cross
 * midnight: then the day begins after the longest pause, and what is earlier by the clock is the next date's.
 */
export function placeSlots<S extends DaySlot>(slots: readonly S[]): Placed<S>[] {
  const first = firstStart(slots);
  return slots
    .map(slot => placed(slot, first))
    .sort((a, b) => (a.from === b.from ? 0 : a.from - b.from) || a.to - b.to || (a.slot.id < b.slot.id ? -1 : 1));
}

function placed<S extends DaySlot>(slot: S, first: number): Placed<S> {
  const start = minutesOf(slot.start);
  if (start === null) return { slot, from: Infinity, to: Infinity };
  const from = start < first ? start + dayLength : start;
  const end = minutesOf(slot.end);
  if (end === null) return { slot, from, to: from + (slot.type === 'interview' ? 60 : 30) };
  let to = end;
  while (to <= from) to += dayLength;
  return { slot, from, to };
}

function firstStart(slots: readonly DaySlot[]): number {
  const starts = [...new Set(slots.map(slot => minutesOf(slot.start)).filter(start => start !== null))].sort((a, b) => a - b);
  const earliest = starts[0] ?? 0;
  if (earliest >= smallHours) return earliest;
  let best = { pause: earliest + dayLength - (starts.at(-1) ?? 0), first: earliest };
  for (const [index, start] of starts.entries()) {
    const pause = start - (starts[index - 1] ?? start);
    if (pause > best.pause) best = { pause, first: start };
  }
  return best.first;
}

export interface Moment<S> {
  /** What goes on in my track, or for everybody. */
  now: Placed<S> | null;
  /** What comes next for me. */
  next: Placed<S> | null;
  /** What goes on in the other tracks meanwhile. */
  meanwhile: Placed<S>[];
}

/** What is going on at `minute` for somebody in `track` ('' for none: then all tracks are theirs). */
export function momentOf<S extends DaySlot>(day: readonly Placed<S>[], minute: number, track: string): Moment<S> {
  const going = day.filter(one => !one.slot.isCancelled && one.from <= minute && minute < one.to);
  const mine = going.filter(one => isMine(one.slot, track));
  const now = mine.find(one => one.slot.type === 'interview') ?? mine[0] ?? null;
  const next = day.find(one => !one.slot.isCancelled && one.from > minute && one.from < Infinity && isMine(one.slot, track)) ?? null;
  return { now, next, meanwhile: going.filter(one => one !== now && one.slot.type === 'interview') };
}

/** A moment of the line: what I have then, and what the other tracks have. */
export interface DayLine<S> {
  from: number;
  own: Placed<S>[];
  others: Placed<S>[];
}

/** The day line by line: rows that begin at once stand side by side. */
export function linesOf<S extends DaySlot>(day: readonly Placed<S>[], track: string): DayLine<S>[] {
  const lines = new Map<number, DayLine<S>>();
  for (const one of day) {
    const line = lines.get(one.from) ?? { from: one.from, own: [], others: [] };
    (isMine(one.slot, track) ? line.own : line.others).push(one);
    lines.set(one.from, line);
  }
  return [...lines.values()];
}

function isMine(slot: DaySlot, track: string): boolean {
  return slot.track === '' || track === '' || slot.track === track;
}

/** The visit of today, else the nearest one; what is coming is nearer than what is past by the same distance. Cancelled ones last. */
export function nearestVisit<V extends { id: string; date: string; isCancelled: boolean }>(visits: readonly V[], today: string): V | null {
  const distance = (visit: V) => {
    const days = minutesInto(today, { date: visit.date, time: '00:00' }) / dayLength;
    return (visit.isCancelled ? 1e6 : 0) + (visit.date ? Math.abs(days) + (days < 0 ? 0.5 : 0) : 1e5);
  };
  return [...visits].sort((a, b) => distance(a) - distance(b) || (a.id < b.id ? -1 : 1))[0] ?? null;
}
