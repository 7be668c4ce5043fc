import { expect, test } from 'vitest';
import { isWaiting, nextStep, type VisitFacts } from '#domain/plan-steps.ts';

const whole: VisitFacts = {
  date: '2026-10-14',
  isCancelled: false,
  teams: 2,
  slots: 12,
  people: 8,
  unconfirmed: 0,
  template: 'ready',
  joined: 6,
  named: 6,
};

test.each<[Partial<VisitFacts>, string]>([
  [{}, 'ready'],
  [{ date: '' }, 'date'],
  [{ teams: 0 }, 'teams'],
  [{ slots: 0 }, 'schedule'],
  [{ template: 'none' }, 'template'],
  [{ template: 'draft' }, 'publish'],
  [{ people: 5 }, 'people'],
  [{ joined: 5 }, 'invite'],
  [{ named: 0, joined: 0 }, 'invite'],
  [{ unconfirmed: 1 }, 'confirm'],
  [{ date: '2026-10-04' }, 'held'],
  [{ isCancelled: true, date: '' }, 'cancelled'],
])('a visit with %j comes to %s next', (facts, step) => {
  expect(nextStep({ ...whole, ...facts }, '2026-10-05')).toBe(step);
});

test('what is ready, held or cancelled waits for nobody', () => {
  expect((['ready', 'held', 'cancelled'] as const).map(isWaiting)).toEqual([false, false, false]);
  expect(isWaiting('schedule')).toBe(true);
});
