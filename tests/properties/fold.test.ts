import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldItem } from '#oplog/fold.ts';
import { canonical, type Json } from '#oplog/json.ts';
import { adoptOpen, amendOpen, refold, sealOpen, writeChanges } from '#oplog/ledger.ts';
import { receiveOps } from '#oplog/receiving.ts';
import { createMemoryStore, type MemoryStore } from '#oplog/memory-store.ts';
import type { Op } from '#oplog/op.ts';
import { createReplica } from '#oplog/replica.ts';
import { clientOf, documentOf, encodeOwn, textIn } from '#oplog/text.ts';
import { nextTime } from '#oplog/clock.ts';
import { includes, leastOf, missingCount } from '#oplog/vector.ts';
import { writerId, writingAs } from '../support/ledger-writing.ts';

const space = 'debrief/v';
const item = { space, kind: 'finding', id: 'f' };
const bytes = (value: unknown) => canonical((value ?? null) as Json);

/** What several devices do to one item: set a value, retype the text, meet another device. */
const step = fc.oneof(
  fc.record({
    type: fc.constant('set' as const),
    who: fc.nat(2),
    path: fc.constantFrom('side', 'evidence/a', 'deleted'),
    to: fc.oneof(fc.boolean(), fc.nat(3)),
    now: fc.integer({ min: 1, max: 3e12 }),
  }),
  fc.record({
    type: fc.constant('type' as const),
    who: fc.nat(2),
    at: fc.nat(20),
    remove: fc.nat(2),
    add: fc.string({ maxLength: 4, unit: fc.constantFrom('a', 'ä', '🌲', ' ') }),
    now: fc.integer({ min: 1, max: 3e12 }),
  }),
  fc.record({ type: fc.constant('meet' as const), who: fc.nat(2), other: fc.nat(2) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function play(steps: readonly Step[]): Promise<{ stores: MemoryStore[]; ops: Op[] }> {
  const stores = [createMemoryStore(), createMemoryStore(), createMemoryStore()];
  for (const one of steps) {
    const store = stores[one.who]!;
    if (one.type === 'meet') await meet(store, stores[one.other]!);
    else if (one.type === 'set')
      await store.write(tx => writeChanges(tx, writingAs(`w${one.who}`, one.now), [{ ...item, set: { [one.path]: one.to } }]));
    else {
      const before = [...((await store.read(reader => reader.row(item)))?.texts['claim'] ?? '')];
      before.splice(Math.min(one.at, before.length), one.remove, one.add);
      await store.write(tx => writeChanges(tx, writingAs(`w${one.who}`, one.now), [{ ...item, text: { claim: before.join('') } }]));
    }
  }
  for (let round = 0; round < 2; round++) for (const one of stores) for (const other of stores) await meet(one, other);
  return { stores, ops: await stores[0]!.read(reader => reader.opsOf(item)) };
}

async function meet(one: MemoryStore, other: MemoryStore): Promise<void> {
  if (one === other) return;
  const [a, b] = [createReplica(one), createReplica(other)];
  await b.receive(space, (await a.opsAfter(space, await b.vector(space), 1_000)).ops);
  await a.receive(space, (await b.opsAfter(space, await a.vector(space), 1_000)).ops);
}

test('the same operations are the same bytes in any order, doubled, split and folded anew', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), fc.infiniteStream(fc.nat(1_000_000)), async (steps, chance) => {
      const { stores, ops } = await play(steps);
      const rows = await Promise.all(stores.map(store => store.read(reader => reader.row(item))));
      const right = bytes(rows[0]);
      for (const row of rows) expect(bytes(row)).toBe(right);
      const shuffled = [...ops, ...ops.filter(() => chance.next().value % 2)]
        .map(op => ({ op, order: chance.next().value }))
        .sort((a, b) => a.order - b.order)
        .map(({ op }) => op);
      expect(bytes(foldItem(shuffled, new Set()))).toBe(right);
      const late = createMemoryStore();
      // In pieces, again and again, until nothing waits for what had not come.
      for (let round = 0; round < ops.length; round++) {
        for (let at = 0; at < shuffled.length; at += 3) await late.write(tx => receiveOps(tx, space, shuffled.slice(at, at + 3)));
      }
      expect(bytes(await late.read(reader => reader.row(item)))).toBe(right);
      await late.write(tx => refold(tx, item));
      expect(bytes(await late.read(reader => reader.row(item)))).toBe(right);
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('what several write at once in one text is all there', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ who: fc.nat(2), at: fc.nat(30), count: fc.integer({ min: 1, max: 4 }), meets: fc.boolean() }), {
        maxLength: 15,
      }),
      async edits => {
        const stores = [createMemoryStore(), createMemoryStore(), createMemoryStore()];
        let next = 0xa000;
        for (const { who, at, count, meets } of edits) {
          const store = stores[who]!;
          const words = (await store.read(reader => reader.row(item)))?.texts['claim'] ?? '';
          const added = String.fromCharCode(...Array.from({ length: count }, () => next++));
          const place = Math.min(at, words.length);
          await store.write(tx =>
            writeChanges(tx, writingAs(`w${who}`), [{ ...item, text: { claim: words.slice(0, place) + added + words.slice(place) } }]),
          );
          if (meets) await meet(store, stores[(who + 1) % 3]!);
        }
        for (let round = 0; round < 2; round++) for (const one of stores) for (const other of stores) await meet(one, other);
        for (const store of stores) {
          const words = (await store.read(reader => reader.row(item)))?.texts['claim'] ?? '';
          expect([...words].sort()).toEqual(Array.from({ length: next - 0xa000 }, (_, index) => String.fromCharCode(0xa000 + index)));
        }
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

test('a write beats all that its writer had seen, whatever the clocks say', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ who: fc.nat(3), clock: fc.integer({ min: -1, max: 4e12 }), sees: fc.nat(3) }), { maxLength: 40 }),
      acts => {
        const last = [0, 0, 0, 0];
        for (const { who, clock, sees } of acts) {
          const seen = Math.max(last[who]!, last[sees]!);
          const time = nextTime(clock, seen);
          expect(time).toBeGreaterThan(seen);
          expect(Number.isSafeInteger(time)).toBe(true);
          last[who] = time;
        }
      },
    ),
  );
});

test('vectors: the least of two is in both, and nothing is missing from what includes', () => {
  const vector = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 9 }));
  fc.assert(
    fc.property(vector, vector, (a, b) => {
      expect(includes(a, leastOf(a, b)) && includes(b, leastOf(a, b))).toBe(true);
      expect(missingCount(a, b) === 0).toBe(includes(b, a));
      expect(missingCount(a, leastOf(a, b))).toBe(missingCount(a, b));
    }),
  );
});

test('structs under another writer’s name are left out', () => {
  const name = { id: 'f', field: 'claim' };
  const [own, victim] = [writerId('own'), writerId('victim')];
  const updateOf = (client: number, words: string) => {
    const doc = documentOf([], name);
    doc.clientID = client;
    textIn(doc).insert(0, words);
    return encodeOwn(doc, 0);
  };
  const honest = { writer: victim, update: updateOf(clientOf(victim, name), 'kaavoitus'), refused: false };
  const forged = { writer: own, update: updateOf(clientOf(victim, name), 'väärä'), refused: false };
  for (const updates of [
    [honest, forged],
    [forged, honest],
  ])
    expect(textIn(documentOf(updates, name)).toString()).toBe('kaavoitus');
});

test('a refused edit hides its words and deletes nobody’s', async () => {
  const store = createMemoryStore();
  await store.write(tx => writeChanges(tx, writingAs('a'), [{ ...item, text: { claim: 'nimetty yhteyshenkilö' } }]));
  const [bad] = await store.write(tx => writeChanges(tx, writingAs('b'), [{ ...item, text: { claim: 'nimetön XX henkilö' } }]));
  await store.write(tx => writeChanges(tx, writingAs('a', 2_000_000), [{ ...item, text: { claim: 'nimetön XX henkilö on' } }]));
  const ops = await store.read(reader => reader.opsOf(item));
  // What 'a' wrote after it saw the deletion carries the deletion too: a's own act. Without it, the words of 'a' stand whole.
  const refused = new Set([`${bad!.writer}.${bad!.seq}`]);
  expect(foldItem(ops.slice(0, 2), refused)?.texts['claim']).toBe('nimetty yhteyshenkilö');
  const all = foldItem(ops, refused)?.texts['claim'] ?? '';
  expect(all).not.toContain('XX');
  expect(all.endsWith(' on')).toBe(true);
});

test('a dead writer’s open words are taken over where they stood, by an operation of another writer', async () => {
  const store = createMemoryStore();
  const name = { id: 'f', field: 'claim' };
  await store.write(tx => writeChanges(tx, writingAs('a'), [{ ...item, text: { claim: 'metsä suunnitelma' } }]));
  const [op] = await store.read(reader => reader.opsOf(item));
  const dead = writerId('dead');
  const doc = documentOf([{ writer: op!.writer, update: op!.patch.text!['claim']!, refused: false }], name);
  doc.clientID = clientOf(dead, name);
  textIn(doc).insert(5, 'n');
  textIn(doc).insert(18, ' uusitaan');
  await store.write(tx =>
    amendOpen(tx, { ...item, writer: dead, author: 'mikko', since: 0, set: {}, text: { claim: encodeOwn(doc, 0) } }, true),
  );
  // Another copy of the profile does the same: no two operations may share writer and seq.
  const copy = createMemoryStore(store.snapshot());
  await store.write(tx => adoptOpen(tx, writingAs('next'), dead, item));
  await copy.write(tx => sealOpen(tx, { ...writingAs('other'), writer: dead }, item));
  expect((await store.read(reader => reader.row(item)))?.texts['claim']).toBe('metsän suunnitelma uusitaan');
  expect(await store.read(reader => reader.opens())).toEqual([]);
  const adopted = (await store.read(reader => reader.opsOf(item))).find(one => one.writer === writerId('next'));
  expect(adopted?.author).toBe('mikko');
  await meet(store, copy);
  expect((await store.read(reader => reader.row(item)))?.texts['claim']).toContain('uusitaan');
});
