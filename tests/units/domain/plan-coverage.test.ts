import { expect, test } from 'vitest';
import { coverageOf } from '#domain/plan-coverage.ts';

const slots = [
  { id: 'a', type: 'interview' as const, isCancelled: false },
  { id: 'b', type: 'interview' as const, isCancelled: false },
  { id: 'gone', type: 'interview' as const, isCancelled: true },
];
const person = (parent: string, name: string, group: string, isConfirmed = true) => ({ parent, name, group, isConfirmed });

test('counts one person once, and nobody of a cancelled interview', () => {
  const coverage = coverageOf(slots, [
    person('a', 'Jukka', 'leadership', false),
    person('b', 'jukka ', 'leadership'),
    person('gone', 'Teppo', 'civil'),
  ]);
  expect(coverage).toMatchObject({ people: 1, unconfirmed: 0, standing: 'few', alone: ['leadership'] });
  expect(coverage.missing).toEqual(['managers', 'specialists', 'elected', 'civil']);
});

test('counts people whose names are not known yet one by one, and those of no group apart', () => {
  const coverage = coverageOf(slots, [person('a', '', 'civil'), person('a', '', 'civil'), person('b', 'X', 'as.yhd.')]);
  expect(coverage.people).toBe(3);
  expect(coverage.ungrouped.map(one => one.name)).toEqual(['X']);
});

test.each([
  [0, 'none'],
  [5, 'few'],
  [6, 'enough'],
  [10, 'enough'],
  [11, 'many'],
])('says whether %i are right', (count, standing) => {
  const people = Array.from({ length: count }, (_, index) => person('a', `P${index}`, 'civil'));
  expect(coverageOf(slots, people).standing).toBe(standing);
});
