import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical, isSame, type Json } from '#oplog/json.ts';

/** The spelling as it is defined, without any shortcut. */
function defined(value: Json | undefined): string {
  if (value === undefined) return 'null';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(defined).join(',')}]`;
  const members = Object.keys(value).filter(key => value[key] !== undefined);
  return `{${members
    .sort()
    .map(key => `${JSON.stringify(key)}:${defined(value[key])}`)
    .join(',')}}`;
}

/** Few keys and values, so that two are the same often enough; among them those that the engine orders or names by itself. */
const key = fc.constantFrom('a', 'b', '10', '9', 'ä', '', 'constructor', 'toString');
const few = fc.letrec<{ value: Json }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(null, true, 0, -0, 1.5, '', 'a', '\ud800', 'ä"\n'),
    fc.constantFrom(undefined) as unknown as fc.Arbitrary<Json>,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 3 }).map(members => Object.fromEntries(members)),
  ),
})).value;

test('the spelling is the one that is defined, whatever the order of keys', () => {
  fc.assert(
    fc.property(few, value => void expect(canonical(value)).toBe(defined(value))),
    { numRuns: 2_000 },
  );
  expect(canonical({ b: 1, a: { 10: 'x', 9: [undefined as unknown as Json] } })).toBe('{"a":{"10":"x","9":[null]},"b":1}');
});

test('two are the same when their spellings are', () => {
  fc.assert(
    fc.property(few, few, (a, b) => void expect(isSame(a, b)).toBe(defined(a) === defined(b))),
    { numRuns: 5_000 },
  );
  expect(isSame({ a: undefined as unknown as Json }, {})).toBe(true);
  expect(isSame({ constructor: 1 } as unknown as Json, {})).toBe(false);
  expect(isSame([1, 2], [1])).toBe(false);
  expect(isSame({ a: [] }, { a: {} })).toBe(false);
});
