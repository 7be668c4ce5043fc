import { minutesOfTime, timeOfMinutes } from './schedule-times.ts';
import type { SlotType } from './slot.ts';

export interface LaidSlot {
  id: string;
  type: SlotType;
  start: string;
  end: string;
  track: string;
}

/** The day as a grid: rows of five minutes from a whole hour, a column for each lane of each track. Lines count from 1, as CSS does. */
export interface PlanLayout {
  /** Tracks in order with their columns; one without a name when the day has none. */
  tracks: { id: string; from: number; to: number }[];
  columns: number;
  rows: number;
  hours: { time: string; row: number }[];
  places: Map<string, { rows: [number, number]; columns: [number, number]; isCommon: boolean }>;
}

const step = 5;

/** Slots without a readable time have no place: they stand in the list beside. */
export function layoutOf(slots: readonly LaidSlot[], trackIds: readonly string[]): PlanLayout {
  const timed = slots.filter(slot => slot.start && slot.end > slot.start);
  const first = Math.floor(Math.min(...timed.map(slot => minutesOfTime(slot.start)), 24 * 60) / 60) * 60;
  const last = Math.ceil(Math.max(...timed.map(slot => minutesOfTime(slot.end)), 0) / 60) * 60;
  const rowOf = (time: string) => Math.round((minutesOfTime(time) - first) / step) + 1;
  const places: PlanLayout['places'] = new Map();
  const tracks: PlanLayout['tracks'] = [];
  let column = 1;
  const isCommon = (slot: LaidSlot) =>
    slot.type !== 'interview' || (slot.track === '' && trackIds.length > 0) || (slot.track !== '' && !trackIds.includes(slot.track));
  for (const id of trackIds.length ? trackIds : ['']) {
    const lanes: LaidSlot[][] = [];
    for (const slot of timed.filter(one => !isCommon(one) && (one.track === id || trackIds.length === 0)).toSorted(byStart)) {
      const free = lanes.findIndex(lane => lane.every(other => other.end <= slot.start || slot.end <= other.start));
      const lane = free < 0 ? lanes.push([]) - 1 : free;
      lanes[lane]!.push(slot);
      places.set(slot.id, { rows: [rowOf(slot.start), rowOf(slot.end)], columns: [column + lane, column + lane + 1], isCommon: false });
    }
    tracks.push({ id, from: column, to: column + Math.max(1, lanes.length) });
    column += Math.max(1, lanes.length);
  }
  for (const slot of timed.filter(isCommon))
    places.set(slot.id, { rows: [rowOf(slot.start), rowOf(slot.end)], columns: [1, column], isCommon: true });
  const hours = [];
  for (let minutes = first; minutes <= last; minutes += 60) hours.push({ time: timeOfMinutes(minutes), row: (minutes - first) / step + 1 });
  return { tracks, columns: column - 1, rows: Math.max(0, (last - first) / step), hours: timed.length ? hours : [], places };
}

function byStart(a: LaidSlot, b: LaidSlot): number {
  return a.start < b.start ? -1 : a.start > b.start ? 1 : a.id < b.id ? -1 : 1;
}
