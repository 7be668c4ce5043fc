import { expect, test } from 'vitest';
import { layoutOf, type LaidSlot } from '#domain/plan-layout.ts';

const slot = (id: string, span: string, track = '', type: LaidSlot['type'] = 'interview'): LaidSlot => {
  const [start = '', end = ''] = span.split('-');
  return { id, type, start, end, track };
};

test('stands tracks beside one another and common hours over all of them, by five minutes from a whole hour', () => {
  const layout = layoutOf(
    [slot('opening', '09:10-09:30', '', 'opening'), slot('a', '09:30-10:30', 't1'), slot('b', '09:30-10:30', 't2')],
    ['t1', 't2'],
  );
  expect(layout.columns).toBe(2);
  expect(layout.rows).toBe(24);
  expect(layout.hours.map(hour => hour.time)).toEqual(['09:00', '10:00', '11:00']);
  expect(layout.places.get('opening')).toEqual({ rows: [3, 7], columns: [1, 3], isCommon: true });
  expect(layout.places.get('a')).toEqual({ rows: [7, 19], columns: [1, 2], isCommon: false });
  expect(layout.places.get('b')?.columns).toEqual([2, 3]);
});

test('gives two at once in one track a lane each, and what has no time no place', () => {
  const layout = layoutOf(
    [slot('a', '09:00-10:00', 't'), slot('b', '09:30-10:30', 't'), slot('c', '10:00-11:00', 't'), slot('d', '')],
    ['t'],
  );
  expect(layout.columns).toBe(2);
  expect(['a', 'b', 'c'].map(id => layout.places.get(id)?.columns[0])).toEqual([1, 2, 1]);
  expect(layout.places.has('d')).toBe(false);
});

test('is empty for a day without rows', () => {
  expect(layoutOf([], [])).toMatchObject({ rows: 0, hours: [] });
});
