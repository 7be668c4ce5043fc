import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { latestTime } from '#oplog/clock.ts';
import { Op } from '#oplog/op.ts';

/** The shape as a schema says it. `isOp` is the same, written out. */
const name = z.string().check(z.minLength(1), z.maxLength(200));
const path = z.string().check(z.minLength(1), z.maxLength(300));
const stamp = z.string().check(z.regex(/^\d{1,16}:[0-9a-f]{16}$/));
const hash = z.string().check(z.minLength(43), z.maxLength(44));
const Described = z.strictObject({
  v: z.literal(1),
  space: name,
  writer: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
  seq: z.int().check(z.positive()),
  prev: z.union([z.literal(''), hash]),
  time: z.int().check(z.positive(), z.maximum(latestTime)),
  wall: z.int(),
  author: name,
  kind: name,
  id: name,
  patch: z.strictObject({
    salt: z.string().check(z.maxLength(32)),
    set: z.optional(z.record(path, z.strictObject({ to: z.json(), was: z.array(stamp).check(z.maxLength(200)) }))),
    text: z.optional(z.record(name, z.string().check(z.maxLength(1_500_000)))),
  }),
  withheld: z.optional(hash),
});

const whole = {
  v: 1,
  space: 'notes/v',
  writer: '00000000000000aa',
  seq: 3,
  prev: 'p'.repeat(44),
  time: 5,
  wall: -7,
  author: 'liisa',
  kind: 'note',
  id: 'liisa~1',
  patch: { salt: 's', set: { sign: { to: { deep: [null, 1.5, 'x', true] }, was: ['12:00000000000000bb'] } }, text: { words: 'AAA=' } },
  withheld: 'w'.repeat(43),
};

/** Values that some member, somewhere, takes or refuses. */
const values: unknown[] = [
  ...[undefined, null, true, 0, 1, 2, -1, 1.5, latestTime, latestTime + 1, Number.MAX_SAFE_INTEGER + 1, Infinity, Number.NaN],
  ...['', 'a', 'liisa~1', '00000000000000AA', '00000000000000aa', '00000000000000aaa', '1:00000000000000aa', ':00000000000000aa'],
  ...[32, 33, 42, 43, 44, 45, 200, 201, 300, 301, 1_500_000, 1_500_001].map(length => 'x'.repeat(length)),
  ...[[], {}, [[]], [{}], ['1:00000000000000aa'], ['no stamp'], [1], Array.from({ length: 201 }, () => '1:00000000000000aa')],
  ...[200, 201, 300, 301].map(length => ({ ['x'.repeat(length)]: 'AAA=' })),
  ...[300, 301].map(length => ({ ['x'.repeat(length)]: { to: 1, was: [] } })),
  ...[{ '': 'AAA=' }, { '': { to: 1, was: [] } }, { a: { to: 1 } }, { a: { was: [] } }, { a: { to: 1, was: [], more: 1 } }],
  ...[{ salt: '' }, { salt: 's', more: 1 }, { set: {} }, { a: { to: Number.NaN, was: [] } }, { a: { to: [Infinity], was: [] } }],
];

/** `whole` with each of its members, however deep, replaced by `value`, left out, or joined by another. */
function* changed(value: unknown, from: unknown = whole): Generator<unknown> {
  if (typeof from !== 'object' || from === null) return;
  for (const [key, member] of Object.entries(from)) {
    const others = Array.isArray(from) ? [...(from as unknown[])] : { ...from };
    yield Object.assign(others, { [key]: value });
    if (!Array.isArray(from)) {
      const { [key]: _, ...without } = from as Record<string, unknown>;
      yield without;
    }
    for (const inner of changed(value, member)) yield Array.isArray(from) ? [inner] : { ...from, [key]: inner };
  }
  if (!Array.isArray(from)) yield { ...from, another: value };
}

describe('the shape of an operation', () => {
  test('takes a whole one, and gives it back as it came', () => {
    expect(Op.safeParse(whole).data).toBe(whole);
    expect(Op.safeParse({ ...whole, withheld: undefined }).success).toBe(true);
  });

  test('refuses a value so deep that walking through it would be the end', () => {
    const withValue = (depth: number) => {
      const to: unknown = JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
      return Op.safeParse({ ...whole, patch: { salt: 's', set: { sign: { to, was: [] } } } }).success;
    };
    expect([10, 50, 51, 100_000].map(withValue)).toEqual([true, true, false, false]);
  });

  test('takes and refuses what the schema does, wherever something is amiss', () => {
    let [taken, refused] = [0, 0];
    for (const value of [...values, whole, whole.patch]) {
      for (const one of [value, ...changed(value)]) {
        const isRight = Described.safeParse(one).success;
        expect([one, Op.safeParse(one).success]).toEqual([one, isRight]);
        if (isRight) taken++;
        else refused++;
      }
    }
    expect(taken).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(500);
  });

  test('takes no member by a name that copying would lose', () => {
    const from = (text: string) => Op.safeParse(JSON.parse(JSON.stringify(whole).replace('"deep"', text).replace('"sign"', text))).success;
    expect(from('"deeper"')).toBe(true);
    expect(from('"__proto__"')).toBe(false);
  });
});
