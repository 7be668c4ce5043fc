import { describe, expect, it } from 'vitest';
import { linesOf, minutesInto, momentOf, nearestVisit, placeSlots, type DaySlot } from '#domain/day.ts';

const row = (id: string, start: string, end: string, track = '', more: Partial<DaySlot> = {}): DaySlot => ({
  id,
  type: 'interview',
  start,
  end,
  track,
  isCancelled: false,
  ...more,
});

const lehtola = [
  row('opening', '09:00', '09:30', '', { type: 'opening' }),
  row('mayor', '09:30', '10:30', 't1'),
  row('planner', '09:30', '10:30', 't2'),
  row('technical', '10:45', '11:45', 't1'),
  row('lunch', '11:45', '12:30', '', { type: 'break' }),
];
const at = (time: string) => minutesInto('2026-10-14', { date: '2026-10-14', time });

describe('the day of a visit', () => {
  it('shows my interview now, the other track beside it and what comes next', () => {
    const moment = momentOf(placeSlots(lehtola), at('10:12'), 't1');
    expect([moment.now?.slot.id, moment.next?.slot.id, moment.meanwhile.map(one => one.slot.id)]).toEqual([
      'mayor',
      'technical',
      ['planner'],
    ]);
  });

  it('is between two rows when nothing goes on', () => {
    const moment = momentOf(placeSlots(lehtola), at('10:30'), 't1');
    expect([moment.now, moment.next?.slot.id]).toEqual([null, 'technical']);
  });

  it('passes over what was cancelled', () => {
    const day = placeSlots(lehtola.map(one => (one.id === 'mayor' ? { ...one, isCancelled: true } : one)));
    expect(momentOf(day, at('10:12'), 't1').now).toBeNull();
  });

  it('takes every track for mine until one is chosen', () => {
    expect(momentOf(placeSlots(lehtola), at('10:12'), '').now?.slot.type).toBe('interview');
  });

  it('sets rows that begin at once side by side', () => {
    const lines = linesOf(placeSlots(lehtola), 't2');
    expect(lines.map(line => [line.own.map(one => one.slot.id), line.others.map(one => one.slot.id)])).toEqual([
      [['opening'], []],
      [['planner'], ['mayor']],
      [[], ['technical']],
      [['lunch'], []],
    ]);
  });

  it('keeps rows without a time, last', () => {
    expect(placeSlots([row('when', '', ''), ...lehtola]).at(-1)?.slot.id).toBe('when');
  });

  it('crosses midnight with an example day', () => {
    const day = placeSlots([
      row('c', '00:15', '01:15'),
      row('a', '22:30', '23:00'),
      row('b', '23:00', '24:00'),
      row('d', '06:00', '07:00'),
    ]);
    expect(day.map(one => [one.slot.id, one.from, one.to])).toEqual([
      ['a', 1350, 1380],
      ['b', 1380, 1440],
      ['c', 1455, 1515],
      ['d', 1800, 1860],
    ]);
    expect(momentOf(day, minutesInto('2026-10-14', { date: '2026-10-15', time: '00:20' }), '').now?.slot.id).toBe('c');
  });

  it('leaves an ordinary day with a long pause as it is', () => {
    expect(placeSlots([row('evening', '20:30', '21:00'), row('morning', '08:00', '09:00')]).map(one => one.slot.id)).toEqual([
      'morning',
      'evening',
    ]);
  });
});

describe('the visit that is shown first', () => {
  const visits = [
    { id: 'a', date: '2026-10-13', isCancelled: false },
    { id: 'b', date: '2026-10-15', isCancelled: false },
    { id: 'c', date: '2026-10-14', isCancelled: true },
  ];
  it.each([
    ['2026-10-13', 'a'],
    ['2026-10-14', 'b'],
    ['2026-12-01', 'b'],
    ['2026-01-01', 'a'],
  ])('on %s it is %s', (today, id) => expect(nearestVisit(visits, today)?.id).toBe(id));
  it('is none without visits', () => expect(nearestVisit([], '2026-10-14')).toBeNull());
});
