import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogReader, LogStore } from '#oplog/log-store.ts';
import { createMemoryStore } from '#oplog/memory-store.ts';
import type { Op } from '#oplog/op.ts';
import { createDatabase } from '#storage/database.ts';
import { openDexieStore } from '#storage/dexie-store.ts';
import { alice, bert, opOf, other, rowOf, space } from '../../contracts/log-fixtures.ts';
import { deviceDisk } from '../../support/device-disk.ts';

const writers = [alice, bert];
const items = ['a', 'b', 'c', 'd', 'e'];

/** What arrives in one transaction: so many of each writer's next operations, each of some item, some of them long. */
const arrival = fc.array(
  fc.record({ writer: fc.nat(1), in: fc.constantFrom(space, other), count: fc.nat(60), item: fc.nat(4), long: fc.nat(40) }),
  { minLength: 1, maxLength: 4 },
);

function drawOps(arrivals: (typeof arrival extends fc.Arbitrary<infer T> ? T : never)[]): Op[][] {
  const last = new Map<string, number>();
  return arrivals.map(parts =>
    parts.flatMap(({ writer, in: where, count, item, long }) =>
      Array.from({ length: count }, (_, index) => {
        const seq = (last.get(`${where} ${writer}`) ?? 0) + 1;
        last.set(`${where} ${writer}`, seq);
        const words = index === long ? 'x'.repeat(30_000) : `${seq}`;
        return { ...opOf(writers[writer]!, seq, { text: { words } }, items[(item + index) % items.length]), space: where };
      }),
    ),
  );
}

const sorted = (ops: Op[]) => ops.map(op => JSON.stringify(op)).sort();

async function holds(reader: LogReader, { after, limit }: { after: number; limit: number }) {
  const found: unknown[] = [];
  for (const where of [space, other]) {
    for (const id of items) found.push(sorted(await reader.opsOf({ space: where, kind: 'note', id })));
    for (const writer of writers) {
      found.push(await reader.opsAfter(where, writer, after, limit), await reader.opsAfter(where, writer, 0, 1_000));
      found.push(await reader.op(where, writer, after), await reader.op(where, writer, after + limit));
    }
  }
  return found;
}

/** What the device's store and the one in memory answer after the same writes. */
async function both(run: (store: LogStore) => Promise<void>, ask: { after: number; limit: number }): Promise<[unknown[], unknown[]]> {
  const dexie = await openDexieStore({ name: 'vertti', build: 'test', indexedDB: deviceDisk() });
  const memory = createMemoryStore();
  for (const store of [memory, dexie]) await run(store);
  const answers: [unknown[], unknown[]] = [await dexie.read(reader => holds(reader, ask)), await memory.read(reader => holds(reader, ask))];
  dexie.close();
  return answers;
}

const asks = fc.record({ after: fc.nat(130), limit: fc.integer({ min: 1, max: 130 }) });

describe('operations that stand together', () => {
  test('are found as those of the other stores are, however they came', { timeout: 60_000 }, async () => {
    const property = fc.asyncProperty(fc.array(arrival, { minLength: 1, maxLength: 4 }), asks, async (arrivals, ask) => {
      const steps = drawOps(arrivals);
      const [ours, theirs] = await both(async store => {
        for (const ops of steps) await store.write(tx => tx.addOps(ops));
      }, ask);
      expect(ours).toEqual(theirs);
    });
    expect(await fc.check(property, { numRuns: 40 })).toMatchObject({ failed: false });
  });

  test('are emptied one by one', { timeout: 60_000 }, async () => {
    const property = fc.asyncProperty(fc.array(arrival, { minLength: 1, maxLength: 3 }), fc.nat(4), asks, async (arrivals, item, ask) => {
      const steps = drawOps(arrivals);
      const [ours, theirs] = await both(async store => {
        for (const ops of steps) await store.write(tx => tx.addOps(ops));
        const gone = steps.flat().filter(op => op.id === items[item] && op.space === space);
        await store.write(tx => tx.replaceOps(gone.map(op => ({ ...op, patch: { salt: '' }, withheld: 'h'.repeat(44) }))));
      }, ask);
      expect(ours).toEqual(theirs);
    });
    expect(await fc.check(property, { numRuns: 30 })).toMatchObject({ failed: false });
  });

  test('are never stored twice, whole, in part or by themselves', async () => {
    const ops = Array.from({ length: 60 }, (_, index) => opOf(alice, index + 1, {}, items[index % items.length]));
    const store = await openDexieStore({ name: 'vertti', build: 'test', indexedDB: deviceDisk() });
    await store.write(tx => tx.addOps(ops.slice(0, 30)));
    await store.write(async tx => {
      for (const op of ops.slice(30, 35)) await tx.addOps([op]);
    });
    for (const again of [ops.slice(0, 30), ops.slice(3, 20), ops.slice(20, 45), ops.slice(30, 60), ops.slice(34, 50)])
      await expect(store.write(tx => tx.addOps(again))).rejects.toThrow('there already');
    await store.write(tx => tx.addOps(ops.slice(35)));
    expect(await store.read(reader => reader.opsAfter(space, alice, 0, 100))).toEqual(ops);
    store.close();
  });

  test('take a record for many', async () => {
    const disk = deviceDisk();
    const store = await openDexieStore({ name: 'vertti', build: 'test', indexedDB: disk });
    await store.write(tx => tx.addOps(Array.from({ length: 500 }, (_, index) => opOf(alice, index + 1, {}, `n${index}`))));
    store.close();
    const raw = createDatabase('vertti', disk);
    await raw.dexie.open();
    expect(await raw.tables.ops.count()).toBe(0);
    expect(await raw.tables.stretches.count()).toBe(20);
    raw.dexie.close();
  });

  test('are folded anew with the others after the fold has changed', async () => {
    const disk = deviceDisk();
    const first = await openDexieStore({ name: 'vertti', build: 'b1', indexedDB: disk });
    const together = Array.from({ length: 20 }, (_, index) => opOf(alice, index + 1, {}, `n${index}`));
    await first.write(tx => tx.addOps([...together, opOf(bert, 1, {}, 'n3'), opOf(bert, 2, {}, 'z')]));
    await first.write(tx => tx.putRows(together.map(op => ({ ...rowOf(op), cells: {} }))));
    first.close();
    const raw = createDatabase('vertti', disk);
    await raw.dexie.open();
    await raw.tables.device.put({ key: 'folded', value: 0 });
    raw.dexie.close();
    const later = await openDexieStore({ name: 'vertti', build: 'b2', indexedDB: disk });
    const rows = await later.read(reader => reader.rowsOfKind(space, 'note'));
    expect(rows).toHaveLength(21);
    expect(rows.every(row => row.cells['sign']?.value === 'strength')).toBe(true);
    expect(rows.find(row => row.id === 'n3')?.writers).toEqual({ [alice]: 4, [bert]: 1 });
    later.close();
  });
});
