import { expect, test } from 'vitest';
import type { AskedState } from '#domain/interview.ts';
import { coverageOf, type CoveredInterview } from '#domain/question-coverage.ts';
import { emptyContent } from '#domain/template.ts';

const theme = (id: string, ...questions: string[]) => ({
  id,
  title: id,
  short: id,
  minutes: 15,
  questions: questions.map(one => ({ id: one, words: `${one}?` })),
});
const themes = [theme('lead', 'q1', 'q2'), theme('org', 'q3'), theme('other')];

function interview(id: string, states: Record<string, AskedState>, of = themes): CoveredInterview {
  return { id, content: { ...emptyContent, themes: of }, asked: new Map(Object.entries(states)) };
}

test('says of each question what became of it in each interview, and which nobody asked', () => {
  const { themes: rows, unasked } = coverageOf(themes, [
    interview('a', { q1: 'asked', q2: 'skipped' }),
    interview('b', { q1: 'open', q3: 'came-up' }),
  ]);
  expect(rows.map(one => [one.id, one.rows.map(row => row.cells)])).toEqual([
    [
      'lead',
      [
        ['asked', 'silent'],
        ['skipped', 'silent'],
      ],
    ],
    ['org', [['silent', 'came-up']]],
  ]);
  expect(unasked).toEqual([{ id: 'q2', words: 'q2?' }]);
});

test('a newer version of the template counts by the questions it shares, and one of other questions not at all', () => {
  const { interviews, themes: rows } = coverageOf(themes, [
    interview('newer', { q1: 'asked' }, [theme('lead', 'q1', 'q9')]),
    interview('energy', { e1: 'asked' }, [theme('energy', 'e1')]),
  ]);
  expect(interviews).toEqual(['newer']);
  expect(rows[0]!.rows.map(row => row.cells)).toEqual([['asked'], ['absent']]);
});

test('a mark of a follow-up is no question of the template', () => {
  expect(coverageOf(themes, [interview('a', { 'mikko.7': 'asked' })]).unasked).toHaveLength(3);
});
