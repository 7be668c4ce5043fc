import { expect, test } from 'vitest';
import { tracksForRows, type TrackedRow } from '#domain/plan-tracks.ts';

const row = (span: string, room: string, type = 'interview'): TrackedRow => {
  const [start = '', end = ''] = span.split('-');
  return { type, start, end, room };
};
const made = (rooms: string[]) => (room: string) => {
  rooms.push(room);
  return `track of ${room}`;
};

test('two rooms at the same time make two tracks, also for their other interviews', () => {
  const rooms: string[] = [];
  const rows = [
    row('09:30-10:30', 'Valtuustosali'),
    row('09:30-10:30', 'Nh 2'),
    row('10:45-11:45', 'nh  2'),
    row('09:00-09:30', 'Valtuustosali', 'opening'),
  ];
  const found = tracksForRows(rows, [], [], made(rooms));
  expect(rooms).toEqual(['Valtuustosali', 'Nh 2']);
  expect(rows.map(one => found.get(one))).toEqual(['track of Valtuustosali', 'track of Nh 2', 'track of Nh 2', '']);
});

test('a day in one room after another has no tracks', () => {
  const rows = [row('09:30-10:30', 'A'), row('10:30-11:30', 'B')];
  expect([...tracksForRows(rows, [], [], made([])).values()]).toEqual(['', '']);
});

test('a room keeps its track after the track was named anew, and a named track is found by its name', () => {
  const slots = [{ ...row('09:30-10:30', 'Nh 2'), track: 't2' }];
  const tracks = [
    { id: 't1', name: 'Valtuustosali' },
    { id: 't2', name: 'Anniina ja Mikko' },
  ];
  const rows = [row('10:45-11:45', 'Nh 2'), row('10:45-11:45', 'Valtuustosali')];
  expect([...tracksForRows(rows, slots, tracks, made([])).values()]).toEqual(['t2', 't1']);
});

test('an interview whose end nobody knows yet is still held beside another', () => {
  const rows = [row('12:30-', 'A'), row('12:30-13:30', 'B')];
  expect([...tracksForRows(rows, [], [], made([])).values()]).toEqual(['track of A', 'track of B']);
});
