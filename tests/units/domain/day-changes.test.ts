import { expect, test } from 'vitest';
import { changesSince, type SeenRow } from '#domain/day-changes.ts';
import { dialled } from '#domain/practical.ts';

const row = (change: Partial<SeenRow> = {}): SeenRow => ({
  start: '09:30',
  room: 'Nh 2',
  title: 'Kaavoituspäällikkö',
  people: 'Åsa Mallström',
  isCancelled: false,
  ...change,
});

test('a day that is as it was seen has no changes', () => {
  expect(changesSince({ a: row() }, { a: row() })).toEqual([]);
});

test('what changed stands with what it was; new and removed rows say so, by the time they begin', () => {
  const seen = { a: row(), b: row({ start: '10:45' }), c: row({ start: '08:00' }) };
  const now = { a: row({ room: 'Nh 3', isCancelled: true }), b: row({ start: '10:45' }), d: row({ start: '08:30' }) };
  expect(changesSince(seen, now)).toEqual([
    { id: 'c', row: seen.c, was: {}, isGone: true },
    { id: 'd', row: now.d, was: null, isGone: false },
    { id: 'a', row: now.a, was: { room: 'Nh 2', isCancelled: false }, isGone: false },
  ]);
});

test('a phone number is dialled without what is only for the eye', () => {
  expect(dialled('+358 40 123-4567 (Hanna)')).toBe('+358401234567');
  expect(dialled('040 123 4567')).toBe('0401234567');
  expect(dialled('kysy vahtimestarilta')).toBe('');
});
