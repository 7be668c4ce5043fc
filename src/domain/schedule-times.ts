import { isCalendarDate } from './calendar-date.ts';

/**
 * Times as Finnish, Swedish and English schedules write them: `9.30–10.30`, `klo 9.30`, `kl. 9:30 - 10`, `0930-1030`,
 * `9:30 AM`. A time is `HH:MM`; minutes are counted from midnight. `24:00` exists only as an end.
 */
export type TimeRange = { start: string; end: string | null };

export type TimeError = {
  /** No time here at all · a clock has no such time (25.00, 9.75) or the calendar no such day (31.2.) · the end is not after the start. */
  type: 'no-time' | 'impossible-time' | 'end-before-start';
  text: string;
  /** What was read all the same, to be shown and corrected: of `end-before-start` both. */
  start?: string;
  end?: string;
};

export type TimeResult = { ok: true; range: TimeRange } | { ok: false; error: TimeError };

const DASH = /\s*(?:[-\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]|\bto\b|\btill\b|\buntil\b)\s*/u;
const PREFIX = /^(?:klo|kello|kl|clock|at|from|alkaen|från)\b\.?:?\s*/iu;
const SUFFIX = /\s*(?:\balkaen\b|\bo'clock\b|\buhr\b)\.?$/iu;
const WEEKDAY = /^(?:ma|ti|ke|to|pe|la|su|m[åa]n?|tis|ons?|tors?|fre|l[öo]r|s[öo]n|mon|tue|wed|thu|fri|sat|sun)\p{L}*\.?,?\s+(?=\d)/iu;
/** Three numbers, or two and an ending dot: `14.10.2026`, `14.10.`, `2026-10-14`. Never `9.30`. */
const DATE = /^(?:(\d{1,2})\.(\d{1,2})\.(\d{2,4})?|(\d{4})-(\d{2})-(\d{2}))(?:[T,]\s*|\s+)(?=\S)/u;

/** Reads a cell that should hold a time or a range; `9.30–` is a start whose end is not known. */
export function parseTimeRange(text: string): TimeResult {
  if (hasNoSuchDay(text)) return { ok: false, error: { type: 'impossible-time', text } };
  const bare = bareTime(text);
  const parts = bare.split(DASH);
  const noTime: TimeResult = { ok: false, error: { type: 'no-time', text } };
  if (parts.length > 2 || !parts[0]) return noTime;
  const endText = parts[1]?.trim() ?? '';
  const start = clockTime(withHalfOfDay(parts[0], endText));
  const end = endText === '' ? null : clockTime(endText.replace(PREFIX, ''));
  if (start === 'none' || end === 'none') return noTime;
  if (start === 'impossible' || end === 'impossible' || start === 24 * 60) {
    return { ok: false, error: { type: 'impossible-time', text } };
  }
  if (end !== null && end <= start) {
    return { ok: false, error: { type: 'end-before-start', text, start: timeOfMinutes(start), end: timeOfMinutes(end) } };
  }
  return { ok: true, range: { start: timeOfMinutes(start), end: end === null ? null : timeOfMinutes(end) } };
}

/** Reads a single time, of a start or an end column: `9.30` gives `09:30`. */
export function parseTime(text: string): { ok: true; time: string } | { ok: false; error: TimeError } {
  const minutes = hasNoSuchDay(text) ? 'impossible' : clockTime(bareTime(text));
  if (minutes === 'none') return { ok: false, error: { type: 'no-time', text } };
  if (minutes === 'impossible') return { ok: false, error: { type: 'impossible-time', text } };
  return { ok: true, time: timeOfMinutes(minutes) };
}

/** Whether a cell is surely a time: a bare `9` or `930` is one only in a column of times. */
export function looksLikeTime(text: string): boolean {
  const result = parseTimeRange(text);
  if (!result.ok) return result.error.type === 'end-before-start';
  return (
    /\d[.:]\d\d/u.test(text) ||
    /^\D*\d{1,4}\s*\D{1,5}\s*\d{1,4}\D*$/u.test(text.trim()) ||
    PREFIX.test(bareDate(text)) ||
    isDayFraction(text.trim())
  );
}

export function minutesOfTime(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

export function timeOfMinutes(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** `09:30` and 60 give `10:30`; it stops at the end of the day, because a slot belongs to one date. */
export function laterTime(time: string, minutes: number): string {
  return timeOfMinutes(Math.min(minutesOfTime(time) + minutes, 23 * 60 + 59));
}

function bareDate(text: string): string {
  return withoutWeekday(text).replace(DATE, '');
}

function withoutWeekday(text: string): string {
  return text
    .replace(/[\s\u00A0\u2007\u202F]+/gu, ' ')
    .trim()
    .replace(WEEKDAY, '');
}

/** A date before the time that is in no calendar: then it is not known what else is wrong in the cell. */
function hasNoSuchDay(text: string): boolean {
  const match = DATE.exec(withoutWeekday(text));
  if (!match) return false;
  const [, day, month, year, isoYear, isoMonth, isoDay] = match;
  const said = isoYear ?? year;
  return !isCalendarDate(said === undefined ? null : Number(said), Number(isoMonth ?? month), Number(isoDay ?? day));
}

function bareTime(text: string): string {
  return bareDate(text).replace(PREFIX, '').replace(SUFFIX, '').trim();
}

/** In `9–10 am` the half of the day is said once; `11–1 pm` means 11 in the morning. */
function withHalfOfDay(start: string, end: string): string {
  const half = /\s*([ap])\.?m\.?$/iu.exec(end);
  if (!half || /m\.?$/iu.test(start)) return start;
  const sameHalf = `${start} ${half[1] ?? ''}m`;
  const from = clockTime(sameHalf);
  const to = clockTime(end);
  return typeof from === 'number' && typeof to === 'number' && from < to ? sameHalf : start;
}

/** A time that Excel left as a number: the part of a day that has passed. */
function isDayFraction(text: string): boolean {
  return /^0[.,]\d{3,}$/u.test(text);
}

function clockTime(text: string): number | 'none' | 'impossible' {
  const trimmed = text.trim();
  if (isDayFraction(trimmed)) return Math.round(Number(trimmed.replace(',', '.')) * 24 * 60) % (24 * 60);
  const match =
    /^(\d{1,2})(?:[.:](\d{2})(?:[.:]\d{2})?)?(?:\s*h)?(?:\s*([ap])\.?m\.?)?$/iu.exec(trimmed) ?? /^(\d{1,2})(\d{2})$/u.exec(trimmed);
  if (!match) return 'none';
  const half = match[3]?.toLowerCase();
  let hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (half && (hour < 1 || hour > 12)) return 'impossible';
  if (half) hour = (hour % 12) + (half === 'p' ? 12 : 0);
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return 'impossible';
  return hour * 60 + minute;
}
