import { describe, expect, it } from 'vitest';
import { refold, writeChanges } from '#oplog/ledger.ts';
import { receiveOps } from '#oplog/receiving.ts';
import { vectorOf } from '#oplog/log-store.ts';
import { createReplica } from '#oplog/replica.ts';
import { alice, bert, openOf, opOf, other, rowOf, space, until, writing } from './log-fixtures.ts';
import { openedStores, type StoreUnderTest } from './opened-stores.ts';

/** What a write promises: whole or nothing, one at a time, told to those who watch, and lasting. */
export function logStorePromises(name: string, create: () => Promise<StoreUnderTest>): void {
  const start = openedStores(create);

  describe(`LogStore: writes of ${name}`, () => {
    it('shows a write its own changes before it ends', async () => {
      const { store } = await start();
      const op = opOf(alice, 1);
      await store.write(async tx => {
        await tx.addOps([op]);
        await tx.putRows([rowOf(op)]);
        await tx.setClock(7);
        await tx.remember('a', { b: 1 });
        expect(await tx.opsOf(op)).toHaveLength(1);
        expect(await tx.row(op)).toBeDefined();
        expect(await tx.clock()).toBe(7);
        expect(await tx.memory('a')).toEqual({ b: 1 });
      });
    });

    it('stores nothing of a write that throws', async () => {
      const { store } = await start();
      const op = opOf(alice, 1);
      await store.write(async tx => {
        await tx.remember('kept', 'before');
        await tx.setClock(5);
      });
      const failed = store.write(async tx => {
        await tx.addOps([op]);
        await tx.putHead({ space, writer: alice, seq: 1, hash: 'h' });
        await tx.putRows([rowOf(op)]);
        await tx.putOpen(openOf('b'), true);
        await tx.setClock(99);
        await tx.remember('kept', 'after');
        throw new Error('in the middle');
      });
      await expect(failed).rejects.toThrow('in the middle');
      await store.read(async reader => {
        expect(await reader.op(space, alice, 1)).toBeUndefined();
        expect(await reader.heads(space)).toEqual([]);
        expect(await reader.row(op)).toBeUndefined();
        expect(await reader.opens()).toEqual([]);
        expect(await reader.clock()).toBe(5);
        expect(await reader.memory('kept')).toBe('before');
      });
    });

    it('goes on after a write that threw', async () => {
      const { store } = await start();
      await expect(store.write(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
      await store.write(tx => tx.remember('a', 1));
      expect(await store.read(reader => reader.memory('a'))).toBe(1);
    });

    it('runs writes one at a time, in the order they were asked for', async () => {
      const { store } = await start();
      const order: number[] = [];
      const add = (which: number) =>
        store.write(async tx => {
          const before = (await tx.memory<number>('count')) ?? 0;
          await tx.clock();
          order.push(which);
          await tx.remember('count', before + 1);
          return before;
        });
      const seen = await Promise.all(Array.from({ length: 20 }, (_, index) => add(index)));
      expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => index));
      expect(order).toEqual(seen);
      expect(await store.read(reader => reader.memory('count'))).toBe(20);
    });

    it('returns what the write returned', async () => {
      const { store } = await start();
      expect(await store.write(async tx => (await tx.clock()) + 1)).toBe(1);
      expect(await store.read(async reader => (await reader.clock()) + 2)).toBe(2);
    });

    it('gives each read and each write a reader of its own, by which what it found out may be kept', async () => {
      const { store } = await start();
      const readers = new Set<unknown>();
      for (let turn = 0; turn < 2; turn++) {
        await store.read(async reader => readers.add(reader));
        await store.write(async writer => readers.add(writer));
      }
      expect(readers.size).toBe(4);
    });

    it('never stores one operation twice', async () => {
      const { store } = await start();
      await store.write(tx => tx.addOps([opOf(alice, 1)]));
      await expect(store.write(tx => tx.addOps([opOf(alice, 2), opOf(alice, 1)]))).rejects.toThrow();
      expect(await store.read(reader => reader.op(space, alice, 2))).toBeUndefined();
      await store.write(tx => tx.addOps([opOf(bert, 1), { ...opOf(alice, 1), space: other }]));
    });

    it('puts an operation in the place of the same one, and tells who watches its item', async () => {
      const { store } = await start();
      const op = opOf(alice, 1);
      const emptied = { ...op, patch: { salt: '' }, withheld: 'h'.repeat(43) };
      await store.write(tx => tx.addOps([op, opOf(alice, 2)]));
      const seen: (string | undefined)[] = [];
      const stop = store.watch(
        async reader => (await reader.opsOf(op)).find(found => found.seq === 1)?.withheld,
        value => seen.push(value),
        error => seen.push(String(error)),
      );
      await until(() => seen.length > 0);
      await store.write(tx => tx.replaceOps([emptied]));
      await until(() => seen.length > 1);
      stop();
      expect(seen).toEqual([undefined, emptied.withheld]);
      expect(await store.read(reader => reader.op(space, alice, 1))).toEqual(emptied);
      expect(await store.read(reader => reader.opsAfter(space, alice, 0, 9))).toEqual([emptied, opOf(alice, 2)]);
    });

    it('watches: now, and after each write that changes the answer', async () => {
      const { store } = await start();
      const seen: (number | undefined)[] = [];
      const stop = store.watch(
        reader => reader.memory<number>('count'),
        value => seen.push(value),
        error => seen.push(Number.NaN, String(error).length),
      );
      await until(() => seen.length > 0);
      expect(seen[0]).toBeUndefined();
      await store.write(tx => tx.remember('count', 1));
      await until(() => seen.at(-1) === 1);
      await expect(
        store.write(async tx => {
          await tx.remember('count', 666);
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      await store.write(tx => tx.remember('count', 2));
      await until(() => seen.at(-1) === 2);
      expect(seen).not.toContain(666);
      stop();
      await store.write(tx => tx.remember('count', 3));
      await new Promise(resolve => setTimeout(resolve, 20));
      expect(seen.at(-1)).toBe(2);
    });

    it('tells a watcher what went wrong with its reading', async () => {
      const { store } = await start();
      const errors: unknown[] = [];
      const stop = store.watch(
        () => Promise.reject(new Error('cannot read')),
        () => undefined,
        error => errors.push(error),
      );
      await until(() => errors.length > 0);
      expect(String(errors[0])).toContain('cannot read');
      stop();
    });

    it('carries the ledger: two stores that exchange hold the same rows', async () => {
      const here = (await start()).store;
      const there = (await start()).store;
      await here.write(tx =>
        writeChanges(tx, writing(alice), [{ space, kind: 'note', id: 'a', set: { parent: 'slot' }, text: { words: 'luontotieto' } }]),
      );
      const [first] = await Promise.all([createReplica(here).opsAfter(space, {}, 10), createReplica(there).vector(space)]);
      await there.write(tx => receiveOps(tx, space, first.ops));
      await there.write(tx => writeChanges(tx, writing(bert), [{ space, kind: 'note', id: 'a', text: { words: 'luontotieto kaavaan' } }]));
      const second = await createReplica(there).opsAfter(space, await createReplica(here).vector(space), 10);
      await here.write(tx => receiveOps(tx, space, [...second.ops, ...first.ops]));
      const rows = await Promise.all([here, there].map(store => store.read(reader => reader.row({ space, kind: 'note', id: 'a' }))));
      expect(rows[0]?.texts).toEqual({ words: 'luontotieto kaavaan' });
      expect(rows[0]).toEqual(rows[1]);
      expect(await here.read(async reader => (await reader.rowsOfParent('note', 'slot')).length)).toBe(1);
      await here.write(tx => refold(tx, { space, kind: 'note', id: 'a' }));
      expect(await here.read(reader => reader.row({ space, kind: 'note', id: 'a' }))).toEqual(rows[1]);
    });

    it('keeps everything over a restart', async ({ skip }) => {
      const made = await start();
      if (!made.reopen) return skip();
      const op = opOf(alice, 1);
      await made.store.write(async tx => {
        await tx.addOps([op]);
        await tx.putHead({ space, writer: alice, seq: 1, hash: 'h' });
        await tx.putRows([rowOf(op)]);
        await tx.putOpen(openOf('b'), true);
        await tx.setClock(12);
        await tx.remember('who', { person: 'Åsa' });
      });
      const again = await made.reopen();
      await again.read(async reader => {
        expect(await reader.op(space, alice, 1)).toEqual(op);
        expect(await reader.row(op)).toEqual(rowOf(op));
        expect(vectorOf(await reader.heads(space))).toEqual({ [alice]: 1 });
        expect(await reader.opens()).toEqual([openOf('b')]);
        expect(await reader.clock()).toBe(12);
        expect(await reader.memory('who')).toEqual({ person: 'Åsa' });
      });
    });
  });
}
