import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laterTime, looksLikeTime, minutesOfTime, parseTime, parseTimeRange, timeOfMinutes } from '#domain/schedule-times.ts';

const range = (text: string): string => {
  const result = parseTimeRange(text);
  return result.ok ? `${result.range.start}/${result.range.end ?? ''}` : result.error.type;
};

describe('a range of time', () => {
  it.each([
    ['9.30–10.30', '09:30/10:30'],
    ['9:30-10:30', '09:30/10:30'],
    ['9.30 - 10.30', '09:30/10:30'],
    ['9.30—10.30', '09:30/10:30'],
    ['9.30\u221210.30', '09:30/10:30'],
    ['9.30\u00A0–\u00A010.30', '09:30/10:30'],
    ['klo 9.30–10.30', '09:30/10:30'],
    ['Klo 9.30 – klo 10.30', '09:30/10:30'],
    ['kl. 9.30-10.30', '09:30/10:30'],
    ['kl 9:30', '09:30/'],
    ['klo 9.30 alkaen', '09:30/'],
    ['09.30', '09:30/'],
    ['9.30–', '09:30/'],
    ['9–10', '09:00/10:00'],
    ['9-10.30', '09:00/10:30'],
    ['0930-1030', '09:30/10:30'],
    ['930–1030', '09:30/10:30'],
    ['9.30:00–10.30:00', '09:30/10:30'],
    ['9:30 AM – 1:30 PM', '09:30/13:30'],
    ['1–2 pm', '13:00/14:00'],
    ['11–1 pm', '11:00/13:00'],
    ['9.30 to 10.30', '09:30/10:30'],
    ['ke 14.10.2026 klo 9.30–10.30', '09:30/10:30'],
    ['14.10. 9.30', '09:30/'],
    ['29.2.2028 9.30', '09:30/'],
    ['29.2. 9.30', '09:30/'],
    ['2026-10-14 09:30:00', '09:30/'],
    ['22.00–24.00', '22:00/24:00'],
    ['0,395833333333333', '09:30/'],
  ])('%s', (text, expected) => {
    expect(range(text)).toBe(expected);
  });

  it.each([
    ['10.30–9.30', 'end-before-start'],
    ['9.30–9.30', 'end-before-start'],
    ['25.00–26.00', 'impossible-time'],
    ['9.75', 'impossible-time'],
    ['9.00–10.60', 'impossible-time'],
    ['24.00–25.00', 'impossible-time'],
    ['13 pm', 'impossible-time'],
    ['9.5', 'no-time'],
    ['aamulla', 'no-time'],
    ['', 'no-time'],
    ['14.10.2026', 'no-time'],
    ['31.2.2026 klo 9.30–10.30', 'impossible-time'],
    ['29.2.2027 9.30', 'impossible-time'],
    ['ti 31.4. 9.30–10.30', 'impossible-time'],
    ['2026-13-01 09:30:00', 'impossible-time'],
    ['9–10–11', 'no-time'],
  ])('%s is %s', (text, type) => {
    expect(range(text)).toBe(type);
  });

  it('keeps both times of a range that runs backwards', () => {
    expect(parseTimeRange('10.30–9.30')).toMatchObject({ error: { start: '10:30', end: '09:30' } });
  });

  it('reads every range however it is written', () => {
    const dash = fc.constantFrom('-', '–', '—', '\u2212', ' - ', ' – ', '\u00A0–\u00A0');
    const times = fc.tuple(fc.nat(1438), fc.nat(1438)).map(([a, b]) => (a < b ? [a, b] : [b, a + 1]));
    fc.assert(
      fc.property(
        times,
        dash,
        fc.constantFrom('.', ':'),
        fc.constantFrom('', 'klo ', 'kl. ', 'Klo\u00A0'),
        fc.boolean(),
        ([from = 0, to = 0], between, point, prefix, padded) => {
          const written = (minutes: number): string =>
            `${padded ? timeOfMinutes(minutes).slice(0, 2) : String(Math.floor(minutes / 60))}${point}${timeOfMinutes(minutes).slice(3)}`;
          expect(range(`${prefix}${written(from)}${between}${written(to)}`)).toBe(`${timeOfMinutes(from)}/${timeOfMinutes(to)}`);
        },
      ),
    );
  });

  it('gives for any text a time that exists, or an error, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.:-– klo') })), text => {
        const result = parseTimeRange(text);
        expect(result.ok ? result.range.start : '00:00').toMatch(/^(?:[01]\d|2[0-3]):[0-5]\d$/u);
      }),
    );
  });
});

describe('single times', () => {
  it('reads a column of starts', () => {
    expect(parseTime('klo 9')).toEqual({ ok: true, time: '09:00' });
    expect(parseTime('9.30–10.30')).toMatchObject({ ok: false });
  });

  it('counts on, within the day', () => {
    expect(laterTime('09:30', 60)).toBe('10:30');
    expect(laterTime('23:30', 60)).toBe('23:59');
    expect(timeOfMinutes(minutesOfTime('09:30'))).toBe('09:30');
  });

  it.each(['9.30', '9–10', 'klo 9', '0930-1030', '10.30–9.30'])('%s is surely a time', text => expect(looksLikeTime(text)).toBe(true));
  it.each(['9', '204', 'Nh 2', '14.10.2026', 'Sali 1-2 krs', '3–5 vahvuutta', '040 123 4567'])('%s is not', text =>
    expect(looksLikeTime(text)).toBe(false),
  );
});
