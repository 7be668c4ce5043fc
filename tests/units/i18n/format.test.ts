import { describe, expect, it } from 'vitest';
import {
  clock,
  clockAt,
  clockSpan,
  compareNames,
  fileSize,
  fullDate,
  list,
  localDate,
  localTime,
  longDate,
  number,
  shortDate,
} from '#i18n/format.ts';
import { chooseLocale, locale, setLocale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';

describe('dates and times', () => {
  it('are written as each language does', () => {
    expect(shortDate('fi', '2026-10-14')).toBe('ke 14.10.');
    expect(shortDate('sv', '2026-10-14')).toBe('ons 14.10.');
    expect(shortDate('en', '2026-10-14')).toBe('Wed 14 Oct');
    expect(longDate('fi', '2026-10-14')).toBe('keskiviikko 14. lokakuuta 2026');
    expect(longDate('sv', '2026-10-14')).toBe('onsdag 14 oktober 2026');
    expect(longDate('en', '2026-10-14')).toBe('Wednesday 14 October 2026');
    expect(fullDate('fi', '2026-10-04')).toBe('4.10.2026');
    expect(fullDate('en', '2026-10-04')).toBe('4 Oct 2026');
    expect(clock('fi', '09:05')).toBe('9.05');
    expect(clock('en', '09:05')).toBe('9:05');
    expect(clock('fi', '00:05')).toBe('0.05');
    expect(clockSpan('sv', '09:30', '10:30')).toBe('9.30–10.30');
  });

  it('of an instant are those of the zone, past midnight and on the day the clocks change too', () => {
    const justAfterMidnight = Date.parse('2026-10-14T21:05:00Z');
    expect(localDate(justAfterMidnight, 'Europe/Helsinki')).toBe('2026-10-15');
    expect(localTime(justAfterMidnight, 'Europe/Helsinki')).toBe('00:05');
    expect(clockAt('fi', justAfterMidnight, 'Europe/Helsinki')).toBe('0.05');
    expect(localTime(Date.parse('2026-10-25T00:30:00Z'), 'Europe/Helsinki')).toBe('03:30');
    expect(localTime(Date.parse('2026-10-25T01:30:00Z'), 'Europe/Helsinki')).toBe('03:30');
  });
});

describe('numbers, lists and names', () => {
  it('are written as each language does', () => {
    expect(number('fi', 12345.67)).toBe('12\u00a0345,7');
    expect(number('en', 12345.67)).toBe('12,345.7');
    expect(list('fi', ['a', 'b', 'c'])).toBe('a, b ja c');
    expect(list('sv', ['a', 'b', 'c'])).toBe('a, b och c');
    expect(list('en', ['a', 'b', 'c'])).toBe('a, b and c');
    expect(fileSize('fi', 3_400_000)).toBe('3,4 Mt');
    expect(fileSize('en', 1)).toBe('1 kB');
    expect(['Öhman', 'Aalto', 'Åström', 'Zitting'].toSorted(compareNames('fi'))).toEqual(['Aalto', 'Zitting', 'Åström', 'Öhman']);
  });
});

describe('the language', () => {
  it('is the remembered one, else the first of the device that we speak, else English', () => {
    expect(chooseLocale('sv', ['en-GB'])).toBe('sv');
    expect(chooseLocale(undefined, ['de-DE', 'sv-FI', 'fi-FI'])).toBe('sv');
    expect(chooseLocale('xx', ['de-DE'])).toBe('en');
    expect(chooseLocale(null, [])).toBe('fi');
  });

  it('changes for messages called from then on', () => {
    const before = locale();
    setLocale('en');
    const english = m.common_close();
    setLocale('fi');
    expect(m.common_close()).not.toBe(english);
    expect(m.common_close({}, { locale: 'en' })).toBe(english);
    setLocale(before);
  });
});
