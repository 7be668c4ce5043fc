import { describe, expect, it } from 'vitest';
import { doing, partsIn, roomTeam } from '#domain/part.ts';

const taken = [
  { parent: 's1', person: 'liisa', part: 'interviewer' as const },
  { parent: 's1', person: 'timo', part: 'recorder' as const },
  { parent: 's1', person: 'saara', part: 'none' as const },
  { parent: 's2', person: 'saara', part: 'recorder' as const },
];
const seats = [
  { person: 'liisa', track: 't1' },
  { person: 'mikko', track: 't2' },
  { person: 'saara', track: 't1' },
  { person: 'timo', track: '' },
];

describe('who does what in a room', () => {
  it('is told of one interview alone, and of nobody who was given nothing', () => {
    expect([...partsIn('s1', taken)]).toEqual([
      ['liisa', 'interviewer'],
      ['timo', 'recorder'],
    ]);
  });

  it('counts who writes: nobody, one, or two', () => {
    const people = ['liisa', 'timo', 'saara'];
    expect(doing('recorder', people, partsIn('s3', taken))).toEqual([]);
    expect(doing('recorder', people, partsIn('s1', taken))).toEqual(['timo']);
    const two = partsIn('s1', [...taken, { parent: 's1', person: 'saara', part: 'recorder' }]);
    expect(doing('recorder', people, two)).toEqual(['timo', 'saara']);
  });

  it('concerns those of the track, and who was given something though they sit elsewhere', () => {
    expect(roomTeam('t1', seats, partsIn('s1', taken))).toEqual(['liisa', 'saara', 'timo']);
    expect(roomTeam('t2', seats, new Map())).toEqual(['mikko']);
    expect(roomTeam('', seats, new Map())).toHaveLength(4);
  });
});
