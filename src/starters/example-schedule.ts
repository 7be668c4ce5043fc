import type { RoleGroup } from '#domain/role-group.ts';
import type { SlotType } from '#domain/slot.ts';

/** A row of the invented day in Lehtola, as its host wrote it. Times are minutes from the midnight of the unmoved day. */
export interface ExampleRow {
  type: SlotType;
  start: number;
  end: number;
  title: string;
  room: string;
  /** 1 or 2; 0 for what all share. */
  track: 0 | 1 | 2;
  remark: string;
  people: { name: string; title: string; group: RoleGroup; isConfirmed: boolean }[];
}

export const exampleRooms = ['Valtuustosali', 'Neuvotteluhuone 2'] as const;

const clock = (hour: number, minute = 0) => hour * 60 + minute;
const [hall, second] = exampleRooms;

function shared(type: SlotType, start: number, end: number, title: string, room: string): ExampleRow {
  return { type, start, end, title, room, track: 0, remark: '', people: [] };
}

function interview(
  start: number,
  track: 1 | 2,
  name: string,
  title: string,
  group: RoleGroup,
  more: { remark?: string; isConfirmed?: boolean } = {},
): ExampleRow {
  const { remark = '', isConfirmed = true } = more;
  return {
    type: 'interview',
    start,
    end: start + 60,
    title: '',
    room: track === 1 ? hall : second,
    track,
    remark,
    people: [{ name, title, group, isConfirmed }],
  };
}

export const exampleRows: readonly ExampleRow[] = [
  shared('opening', clock(9), clock(9, 30), 'Yhteinen aloitus', hall),
  interview(clock(9, 30), 1, 'Marja-Leena Esimerkki', 'Kaupunginjohtaja', 'leadership'),
  interview(clock(9, 30), 2, 'Åsa Mallström', 'Kaavoituspäällikkö', 'managers', { remark: 'Haastattelu ruotsiksi' }),
  interview(clock(10, 45), 1, 'Jukka Näyte', 'Tekninen johtaja', 'leadership'),
  interview(clock(10, 45), 2, 'Päivi Koe-Virtanen', 'Ympäristösuunnittelija', 'specialists'),
  shared('break', clock(11, 45), clock(12, 30), 'Lounas', 'Henkilöstöravintola'),
  interview(clock(12, 30), 1, 'Sirkka Malli', 'Varhaiskasvatusjohtaja', 'leadership'),
  interview(clock(12, 30), 2, 'Olavi Oletus', 'Metsätalousinsinööri', 'specialists'),
  interview(clock(13, 45), 1, 'Riikka Kuvitteellinen', 'Kaupunginhallituksen puheenjohtaja', 'elected'),
  interview(clock(13, 45), 2, 'Teppo Tarina', 'Asukasyhdistyksen puheenjohtaja', 'civil', { isConfirmed: false }),
  shared('debrief', clock(15), clock(16, 30), 'Yhteinen purku', hall),
  shared('feedback', clock(16, 30), clock(17), 'Palaute isäntäkunnalle', hall),
];

/** How the day is moved so that the first interviews have run for 20–24 minutes: whole five minutes, so that times still look like times. */
export interface Move {
  /** Minutes added to every time of the day. */
  by: number;
  /** Now, in minutes of the unmoved day. */
  now: number;
  /** The visit's date, on which its first row begins. The rows that begin earlier by the clock than the first are past midnight. */
  date: string;
}

const firstInterviews = clock(9, 30);
const day = 24 * 60;

/** @param today the day (YYYY-MM-DD) and time (HH:MM) in the programme's zone */
export function moveTo(today: { date: string; time: string }): Move {
  const [hours = 0, minutes = 0] = today.time.split(':').map(Number);
  const now = hours * 60 + minutes;
  const by = Math.floor((now - 20) / 5) * 5 - firstInterviews;
  const isYesterday = exampleRows[0]!.start + by < 0;
  const midnight = Date.parse(`${today.date}T00:00:00Z`) - (isYesterday ? day * 60_000 : 0);
  return { by, now: now - by, date: new Date(midnight).toISOString().slice(0, 10) };
}

/** A time of the moved day, HH:MM. Midnight as an end is 24:00. */
export function movedTime(minutes: number, move: Move, edge: 'start' | 'end'): string {
  const moved = (((minutes + move.by) % day) + day) % day;
  if (moved === 0 && edge === 'end') return '24:00';
  return `${String(Math.floor(moved / 60)).padStart(2, '0')}:${String(moved % 60).padStart(2, '0')}`;
}
