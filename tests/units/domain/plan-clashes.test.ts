import { describe, expect, test } from 'vitest';
import { clashesOf, moveFor, type PlanSlot } from '#domain/plan-clashes.ts';

const slot = (id: string, span: string, more: Partial<PlanSlot> = {}): PlanSlot => {
  const [start = '', end = ''] = span.split('-');
  return { id, type: 'interview', start, end, room: `room of ${id}`, track: '', isCancelled: false, ...more };
};
const lunch = slot('lunch', '11:45-12:30', { type: 'break', room: 'Ravintola' });

describe('clashes of a day', () => {
  test('are none where one thing follows another', () => {
    expect(clashesOf([slot('a', '09:30-10:30', { room: 'Nh' }), slot('b', '10:30-11:30', { room: 'Nh' })], [])).toEqual([]);
  });

  test('name one person in two places, however the name is spelt', () => {
    const people = [
      { parent: 'a', name: 'Åsa Mallström' },
      { parent: 'b', name: 'åsa  mallström' },
    ];
    expect(clashesOf([slot('a', '09:30-10:30'), slot('b', '10:00-11:00')], people)).toEqual([
      { type: 'person', slot: 'b', other: 'a', name: 'åsa  mallström' },
    ]);
  });

  test('name a room and a track, and let any number of calls fit into Teams', () => {
    const rooms = (room: string) =>
      clashesOf([slot('a', '09:30-10:30', { room }), slot('b', '10:00-11:00', { room: room.toUpperCase() })], []);
    expect(rooms('Nh 2')).toMatchObject([{ type: 'room', name: 'NH 2' }]);
    expect(rooms('Teams')).toEqual([]);
    expect(clashesOf([slot('a', '09:30-10:30', { track: 't' }), slot('b', '10:00-11:00', { track: 't' })], [])).toMatchObject([
      { type: 'track', slot: 'b', other: 'a' },
    ]);
  });

  test('are about the interview when a common hour is in its way, whichever begins first', () => {
    for (const span of ['11:30-12:00', '12:00-13:00'])
      expect(clashesOf([lunch, slot('a', span)], [])).toMatchObject([{ type: 'common', slot: 'a', other: 'lunch' }]);
  });

  test('leave out what was cancelled, and say what has no time or ends too soon', () => {
    expect(clashesOf([lunch, slot('a', '12:00-13:00', { isCancelled: true })], [])).toEqual([]);
    expect(clashesOf([slot('a', ''), slot('b', '10:00-09:00')], []).map(one => [one.slot, one.type])).toEqual([
      ['a', 'time'],
      ['b', 'end'],
    ]);
  });

  test('are solved by moving right after the other, unless that is taken too', () => {
    const late = slot('a', '12:00-13:00');
    const [clash] = clashesOf([lunch, late], []);
    expect(moveFor(clash!, [lunch, late], [])).toEqual({ start: '12:30', end: '13:30' });
    const taken = slot('b', '13:00-14:00', { room: late.room });
    expect(moveFor(clash!, [lunch, late, taken], [])).toBeNull();
  });
});
