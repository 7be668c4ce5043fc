import { describe, expect, it } from 'vitest';
import { asItWent, movedTime } from '#domain/as-it-went.ts';
import { shiftRest } from '#domain/track-shift.ts';

const row = (id: string, start: string, end: string, track = '', type = 'interview') => ({
  id,
  type,
  start,
  end,
  track,
  room: track === 't1' ? 'Valtuustosali' : 'Nh 2',
  isCancelled: false,
});
const plan = [
  row('opening', '09:00', '09:30', '', 'opening'),
  row('a', '09:30', '10:30', 't1'),
  row('b', '10:45', '11:45', 't1'),
  row('c', '10:45', '11:45', 't2'),
  row('lunch', '11:45', '12:30', '', 'break'),
  row('d', '12:45', '13:45', 't1'),
  row('debrief', '15:00', '16:30', '', 'debrief'),
];

describe('the day as it went', () => {
  it('lays a room over the plan, and leaves what the plan says beside it', () => {
    const marks = [{ id: 'c', room: 'Nh 3', later: 0 }];
    const [c] = asItWent(plan, marks).filter(one => one.id === 'c');
    expect(c).toMatchObject({ room: 'Nh 3', planned: { room: 'Nh 2' } });
    const moved = plan.map(one => (one.id === 'c' ? { ...one, room: 'Nh 4' } : one));
    expect(asItWent(moved, marks).find(one => one.id === 'c')).toMatchObject({ room: 'Nh 3', planned: { room: 'Nh 4' } });
  });

  it('shifts what is left of one track, and nothing of the other or of everybody', () => {
    const { rows, into } = shiftRest(asItWent(plan, []), [], { minute: 9 * 60 + 40, track: 't1', by: 5 });
    expect(rows).toEqual([
      { id: 'b', later: 5 },
      { id: 'd', later: 5 },
    ]);
    expect(into).toBe('lunch');
  });

  it('adds to what was shifted before, and says nothing of lunch once it is over', () => {
    const marks = [{ id: 'd', room: '', later: 5 }];
    const day = asItWent(plan, marks);
    expect(day.find(one => one.id === 'd')).toMatchObject({ start: '12:50', end: '13:50' });
    expect(shiftRest(day, marks, { minute: 12 * 60, track: 't1', by: 10 })).toEqual({ rows: [{ id: 'd', later: 15 }], into: null });
  });

  it('keeps the debrief where it is on a day of one track', () => {
    const one = plan.map(slot => ({ ...slot, track: '' }));
    const { rows } = shiftRest(asItWent(one, []), [], { minute: 12 * 60 + 40, track: '', by: 5 });
    expect(rows).toEqual([{ id: 'd', later: 5 }]);
  });

  it('goes over midnight and leaves a row without a time alone', () => {
    expect(movedTime('23:58', 5)).toBe('00:03');
    expect(movedTime('00:02', -5)).toBe('23:57');
    expect(movedTime('', 5)).toBe('');
  });
});
