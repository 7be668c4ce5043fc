import { expect, test } from 'vitest';
import { kindNamed, kinds } from '#domain/kinds.ts';
import { photo } from '#domain/photo.ts';
import { foldItem } from '#oplog/fold.ts';
import { changeProblems, readItem } from '#oplog/kind.ts';
import { pictureField, picturesOf } from '#oplog/pictures.ts';

const one = 'a'.repeat(64);
const two = 'b'.repeat(64);
const writers = ['0'.repeat(16), '1'.repeat(16)];

function rowWith(...values: string[]) {
  const ops = values.map((to, index) => ({
    v: 1 as const,
    space: 'notes/v',
    writer: writers[index]!,
    seq: 1,
    prev: '',
    time: 1024 + index,
    wall: 1,
    author: 'p',
    kind: 'photo',
    id: 'p~1',
    patch: { salt: '', set: { picture: { to, was: [] } } },
  }));
  return foldItem(ops, new Set())!;
}

test('every field that names a picture has the name by which those find it who know no kinds', () => {
  for (const kind of kinds)
    for (const [name, field] of Object.entries(kind.fields))
      expect(`${kind.name}.${name} ${field.type === 'blob'}`).toBe(`${kind.name}.${name} ${name === pictureField}`);
});

test('a picture is named by a lower-case SHA-256, or not at all', () => {
  const problemsOf = (picture: string) => changeProblems(kindNamed('photo')!, { set: { picture } });
  expect(problemsOf(one)).toEqual([]);
  expect(problemsOf('')).toEqual([]);
  for (const bad of [one.toUpperCase(), one.slice(1), `${one}0`, 'https://example.org/'.padEnd(64, 'a')])
    expect(problemsOf(bad)).toEqual([{ path: 'picture', problem: 'invalid-value' }]);
});

test('what another device says that is no hash reads as no picture', () => {
  const row = rowWith('../../etc/passwd');
  expect(readItem(photo, row).picture).toBe('');
  expect(picturesOf(row)).toEqual([]);
});

test('of two pictures chosen at once both are the item’s', () => {
  const row = rowWith(one, two);
  expect(readItem(photo, row).picture).toBe(two);
  expect(picturesOf(row).toSorted()).toEqual([one, two]);
});
