import ical, { ICalEventStatus } from 'ical-generator';
import { localDate, localTime } from '#i18n/format.ts';

/** A row of a day for a calendar. Times are local, HH:MM, in the day's zone. */
export interface CalendarRow {
  /** The same for the same row ever after: a calendar that has it already changes it. */
  id: string;
  title: string;
  start: string;
  /** '' where the plan has none: it is taken for an hour. */
  end: string;
  place: string;
  link: string;
  isCancelled: boolean;
}

export const calendarType = 'text/calendar';

/**
 * The rows of one day as an iCalendar file (RFC 5545): times in UTC, so that no calendar has to know the zone. Rows without a time are left out.
 * @param date YYYY-MM-DD
 * @param zone IANA name of the rows' times
 * @param stamp when the file is made, in milliseconds
 */
export function calendarFile(day: { name: string; date: string; zone: string; rows: readonly CalendarRow[] }, stamp: number): string {
  const calendar = ical({ name: plain(day.name), prodId: { company: 'Vertti', product: 'Vertti' } });
  for (const row of day.rows) {
    const start = instantOf(day.date, row.start, day.zone);
    if (start === null) continue;
    const end = instantOf(day.date, row.end, day.zone);
    calendar.createEvent({
      id: `${row.id}@vertti`,
      stamp: new Date(stamp),
      start: new Date(start),
      end: new Date(end !== null && end > start ? end : start + 60 * 60_000),
      summary: plain(row.title),
      location: plain(row.place),
      url: /^https?:\/\//.test(row.link) ? row.link : null,
      status: row.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return `${calendar.toString()}\r\n`;
}

/** The instant of a local time, in milliseconds; null for no time. 24:00 is the next midnight. */
function instantOf(date: string, time: string, zone: string): number | null {
  const found = /^(\d\d):(\d\d)$/.exec(time);
  if (!found) return null;
  const wanted = Date.parse(`${date}T00:00:00Z`) + (Number(found[1]) * 60 + Number(found[2])) * 60_000;
  // Twice: the first step may land on the other side of a change of the clocks.
  let instant = wanted;
  for (let step = 0; step < 2; step++) {
    instant += wanted - Date.parse(`${localDate(instant, zone)}T${localTime(instant, zone)}:00Z`);
  }
  return instant;
}

/** Without the control characters that the generator would write as they are. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ');
}
