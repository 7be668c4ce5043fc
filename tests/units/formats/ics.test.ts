import { describe, expect, test } from 'vitest';
import { calendarFile, type CalendarRow } from '#formats/ics.ts';

const row = (change: Partial<CalendarRow>): CalendarRow => ({
  id: 's1',
  title: 'Kaupunginjohtaja · Lehtola',
  start: '09:30',
  end: '10:30',
  place: 'Valtuustosali',
  link: '',
  isCancelled: false,
  ...change,
});
const stamp = Date.UTC(2026, 9, 1);
const file = (rows: CalendarRow[], date = '2026-10-14') =>
  calendarFile({ name: 'Vertti Lehtola', date, zone: 'Europe/Helsinki', rows }, stamp);

/** The lines of the file, unfolded (RFC 5545, 3.1). */
const lines = (text: string) => text.replaceAll('\r\n ', '').split('\r\n');

describe('a day as a calendar file', () => {
  test('has its times in UTC, in summer and in winter', () => {
    expect(lines(file([row({})]))).toEqual(expect.arrayContaining(['DTSTART:20261014T063000Z', 'DTEND:20261014T073000Z', 'UID:s1@vertti']));
    expect(lines(file([row({})], '2026-11-14'))).toContain('DTSTART:20261114T073000Z');
  });

  test('takes 24.00 for the next midnight, an hour where there is no end, and leaves out what has no time', () => {
    expect(lines(file([row({ start: '23:00', end: '24:00' })]))).toContain('DTEND:20261014T210000Z');
    expect(lines(file([row({ end: '' })]))).toContain('DTEND:20261014T073000Z');
    expect(file([row({ start: '' })])).not.toContain('BEGIN:VEVENT');
  });

  test('is whole lines that end as the standard says, whatever the titles are', () => {
    const text = file([row({ title: 'Ä, ö; å\u0007\u0000 "lainaus" \\ 😀 '.repeat(20), place: 'a\nb\r\nEND:VEVENT' })]);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(/[^\r]\n/.test(text)).toBe(false);
    // oxlint-disable-next-line no-control-regex -- they are what is looked for
    expect(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text)).toBe(false);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(lines(text).filter(line => line === 'END:VEVENT')).toHaveLength(1);
  });

  test('says what is cancelled, and takes only addresses of the web for links', () => {
    expect(lines(file([row({ isCancelled: true })]))).toContain('STATUS:CANCELLED');
    expect(file([row({ link: 'javascript:alert(1)' })])).not.toContain('javascript');
    expect(
      lines(file([row({ link: 'https://video.example/1' })])).some(line => line.startsWith('URL') && line.includes('video.example')),
    ).toBe(true);
  });
});
