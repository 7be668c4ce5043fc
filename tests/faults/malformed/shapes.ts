import fc from 'fast-check';

/*
 * What no honest programme sends, and some that it almost would: made from what is right by changing it in a place or two, because most of what is
 * wrong all over is refused before anything looks at it.
 */

/** JSON as text, since not all that can be sent is a value. */
export type JsonText = string;

const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown;

/** A value where another kind is expected. */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(null, true, 0, -1, 0.5, 1e308, -0, 2 ** 53, '', '\0', '\ud800', '🪲', [], {}, [[]]) },
  { weight: 2, arbitrary: fc.jsonValue() },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  fc
    .constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '../..', 'a/b', '~', '.', 'programme/', '/')
    .map(word => word as unknown),
  fc.constantFrom('__proto__', 'constructor', 'toString').map(key => JSON.parse(`{"${key}":{"polluted":true}}`) as unknown),
  fc.integer({ min: 1, max: 12 }).map(power => 'ä'.repeat(2 ** power)),
  fc.constantFrom(10, 100, 500).map(nested),
  fc.constantFrom(100, 5_000).map(count => Array.from({ length: count }, (_, index) => index) as unknown),
);

const oddKey = fc.constantFrom('__proto__', 'constructor', 'toString', 'extra', '', 'deleted', 'a/b', 'ä'.repeat(500));

type Change = { type: 'replace' | 'remove' | 'add'; at: number; key: string; value: unknown };

const change: fc.Arbitrary<Change> = fc.record({
  type: fc.constantFrom('replace', 'replace', 'remove', 'add'),
  at: fc.nat(),
  key: oddKey,
  value: odd,
});

/** The value with some of its places changed. */
export function changed(base: fc.Arbitrary<unknown>, most = 2): fc.Arbitrary<unknown> {
  return fc.tuple(base, fc.array(change, { minLength: 1, maxLength: most })).map(([value, changes]) => changes.reduce(apply, value));
}

function apply(value: unknown, one: Change): unknown {
  const copy = structuredClone({ whole: value });
  const places: { in: Record<string, unknown>; key: string }[] = [];
  const walk = (within: unknown) => {
    if (typeof within !== 'object' || within === null || places.length > 500) return;
    for (const key of Object.keys(within)) {
      places.push({ in: within as Record<string, unknown>, key });
      walk((within as Record<string, unknown>)[key]);
    }
  };
  walk(copy);
  const place = places[one.at % places.length]!;
  const target = place.in[place.key];
  if (one.type === 'remove') delete place.in[place.key];
  else if (one.type === 'add' && typeof target === 'object' && target !== null && !Array.isArray(target))
    define(target, one.key, one.value);
  else place.in[place.key] = one.value;
  return copy.whole;
}

/** As `JSON.parse` does: `__proto__` is a key like any other. */
function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** The text of a value, whole or spoiled. */
export function textOf(value: fc.Arbitrary<unknown>): fc.Arbitrary<JsonText> {
  const whole = value.map(one => JSON.stringify(one) ?? '');
  return fc.oneof(
    { weight: 8, arbitrary: whole },
    fc.tuple(whole, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))),
    fc.tuple(whole, fc.nat(), fc.string({ unit: 'binary', maxLength: 4 })).map(([text, at, more]) => {
      const cut = at % (text.length + 1);
      return text.slice(0, cut) + more + text.slice(cut + 1);
    }),
    whole.map(text => text.replace(/\d+/, '1e999')),
    whole.map(text => `${text}${text}`),
    // Deep within what is otherwise right: a walk through it may end with the stack.
    fc
      .tuple(whole, fc.constantFrom(100, 3_000, 100_000))
      .map(([text, depth]) => text.replace('"to":"none"', () => `"to":${'['.repeat(depth)}${']'.repeat(depth)}`)),
    fc.constantFrom(1_000, 200_000).map(depth => '['.repeat(depth)),
    fc.constantFrom(1_000, 20_000).map(depth => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
  );
}
