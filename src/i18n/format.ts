import type { Locale } from './locale.ts';

/**
 * Dates, times, numbers and lists as each language writes them in Finland. All are pure: the locale comes in, a text comes out.
 * A date is `2026-10-14`, a local time is `09:30` (both as stored); an instant is milliseconds since 1970 and needs a time zone.
 */

const tags: Record<Locale, string> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' };

/** `ke 14.10.` · `ons 14.10.` · `Wed 14 Oct` */
export function shortDate(locale: Locale, date: string): string {
  const weekday = dateText(locale, date, { weekday: 'short' });
  const day = locale === 'en' ? dateText(locale, date, { day: 'numeric', month: 'short' }) : dayAndMonth(date);
  return `${weekday} ${day}`;
}

/** `keskiviikko 14. lokakuuta 2026` · `onsdag 14 oktober 2026` · `Wednesday 14 October 2026` */
export function longDate(locale: Locale, date: string): string {
  const weekday = dateText(locale, date, { weekday: 'long' });
  return `${weekday} ${dateText(locale, date, { day: 'numeric', month: 'long', year: 'numeric' })}`;
}

/** `14.10.2026` · `14.10.2026` · `14 Oct 2026` */
export function fullDate(locale: Locale, date: string): string {
  if (locale === 'en') return dateText(locale, date, { day: 'numeric', month: 'short', year: 'numeric' });
  return `${dayAndMonth(date)}${date.slice(0, 4)}`;
}

/** `9.30` in Finnish and Swedish, `9:30` in English; from a local time `09:30`. */
export function clock(locale: Locale, time: string): string {
  const [hours = '', minutes = ''] = time.split(':');
  return `${Number(hours)}${locale === 'en' ? ':' : '.'}${minutes}`;
}

/** `9.30–10.30` */
export function clockSpan(locale: Locale, start: string, end: string): string {
  return `${clock(locale, start)}–${clock(locale, end)}`;
}

/** The local time of an instant, as `clock` writes it. */
export function clockAt(locale: Locale, instant: number, zone: string): string {
  return clock(locale, localTime(instant, zone));
}

/** The local time of an instant as it is stored: `09:30`. */
export function localTime(instant: number, zone: string): string {
  return (
    zoned(instant, zone)?.toPlainTime().toString({ smallestUnit: 'minute' }) ??
    formatter('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(instant)
  );
}

/** The local date of an instant as it is stored: `2026-10-14`. */
export function localDate(instant: number, zone: string): string {
  return (
    zoned(instant, zone)?.toPlainDate().toString() ??
    formatter('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone }).format(instant)
  );
}

/** Where the browser has it: the first `DateTimeFormat` of a page costs a slow tablet a fifth of a second, before there is a field. */
function zoned(instant: number, zone: string): Temporal.ZonedDateTime | undefined {
  return globalThis.Temporal?.Instant.fromEpochMilliseconds(Math.floor(instant)).toZonedDateTimeISO(zone);
}

/** `1 234,5` · `1 234,5` · `1,234.5` */
export function number(locale: Locale, value: number): string {
  return new Intl.NumberFormat(tags[locale], { maximumFractionDigits: 1 }).format(value);
}

/** `a, b ja c` · `a, b och c` · `a, b and c` */
export function list(locale: Locale, items: readonly string[]): string {
  return new Intl.ListFormat(tags[locale], { type: 'conjunction' }).format(items);
}

/** `3,4 Mt` · `3,4 MB` · `3.4 MB`; below a tenth of a megabyte in kilobytes. */
export function fileSize(locale: Locale, bytes: number): string {
  const units = locale === 'fi' ? (['kt', 'Mt'] as const) : (['kB', 'MB'] as const);
  return bytes < 100_000 ? `${number(locale, Math.ceil(bytes / 1000))} ${units[0]}` : `${number(locale, bytes / 1_000_000)} ${units[1]}`;
}

/** Orders names as the language does: å, ä, ö last, numbers by their size. */
export function compareNames(locale: Locale): (a: string, b: string) => number {
  return new Intl.Collator(tags[locale], { numeric: true }).compare;
}

function dateText(locale: Locale, date: string, options: Intl.DateTimeFormatOptions): string {
  // A stored date has no zone: read and written in UTC it is the same day everywhere.
  return formatter(tags[locale], { ...options, timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`));
}

function dayAndMonth(date: string): string {
  const [, month = '', day = ''] = date.split('-');
  return `${Number(day)}.${Number(month)}.`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs about a hundred times what using it does, and the day's list uses it for each row. */
function formatter(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag + JSON.stringify(options);
  let made = formatters.get(key);
  if (!made) formatters.set(key, (made = new Intl.DateTimeFormat(tag, options)));
  return made;
}
