import { describe, expect, it } from 'vitest';
import type { Row } from '#oplog/fold.ts';
import { vectorOf } from '#oplog/log-store.ts';
import type { Op } from '#oplog/op.ts';
import { alice, attempt, bert, ids, openOf, opOf, other, rowOf, space } from './log-fixtures.ts';
import { logStorePictures } from './log-store-pictures.ts';
import { logStorePromises } from './log-store-promises.ts';
import { openedStores, type StoreUnderTest } from './opened-stores.ts';

/**
 * What every adapter of `LogStore` promises. Inside a transaction only the store's own promises are awaited, because IndexedDB commits
 * at any other.
 */
export function logStoreContract(name: string, create: () => Promise<StoreUnderTest>): void {
  const start = openedStores(create);

  describe(`LogStore: contents of ${name}`, () => {
    it('begins empty', async () => {
      const { store } = await start();
      await store.read(async reader => {
        expect(await reader.heads(space)).toEqual([]);
        expect(await reader.head(space, alice)).toBeUndefined();
        expect(await reader.spaces()).toEqual([]);
        expect(await reader.opsOf({ space, kind: 'note', id: 'a' })).toEqual([]);
        expect(await reader.op(space, alice, 1)).toBeUndefined();
        expect(await reader.row({ space, kind: 'note', id: 'a' })).toBeUndefined();
        expect(await reader.opens()).toEqual([]);
        expect(await reader.clock()).toBe(0);
        expect(await reader.memory('who')).toBeUndefined();
      });
    });

    it('gives back what was written, letter by letter', async () => {
      const { store } = await start();
      const op = opOf(alice, 1, {
        text: { words: 'vi får utlåtandet 🪲' },
        set: { sign: { to: { deep: ['ä', null, 1.5] }, was: [`1:${bert}`] } },
      });
      const row = rowOf(op);
      await store.write(async tx => {
        await tx.addOps([op]);
        await tx.putHead({ space, writer: alice, seq: 1, hash: 'h1' });
        await tx.putRows([row]);
      });
      await store.read(async reader => {
        expect(await reader.op(space, alice, 1)).toEqual(op);
        expect(await reader.opsOf(op)).toEqual([op]);
        expect(await reader.opsAfter(space, alice, 0, 10)).toEqual([op]);
        expect(await reader.row(op)).toEqual(row);
        expect(await reader.head(space, alice)).toEqual({ space, writer: alice, seq: 1, hash: 'h1' });
        expect(await reader.spaces()).toEqual([space]);
      });
    });

    it('keeps a withheld operation as it is', async () => {
      const { store } = await start();
      const op: Op = { ...opOf(alice, 1), patch: { salt: '' }, withheld: 'x'.repeat(44) };
      await store.write(tx => tx.addOps([op]));
      expect(await store.read(reader => reader.op(space, alice, 1))).toEqual(op);
    });

    it("gives a writer's operations in order, after a number, at most so many", async () => {
      const { store } = await start();
      const ops = Array.from({ length: 12 }, (_, index) => opOf(alice, index + 1, {}, `note-${index % 3}`));
      await store.write(tx => tx.addOps([...ops.slice(6), ...ops.slice(0, 6), opOf(bert, 1), { ...opOf(alice, 13), space: other }]));
      const seqs = (after: number, limit: number) =>
        store.read(async reader => (await reader.opsAfter(space, alice, after, limit)).map(op => op.seq));
      expect(await seqs(0, 100)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      expect(await seqs(3, 4)).toEqual([4, 5, 6, 7]);
      expect(await seqs(12, 5)).toEqual([]);
      expect(
        await store.read(async reader =>
          (await reader.opsOf({ space, kind: 'note', id: 'note-1' })).map(op => op.seq).sort((a, b) => a - b),
        ),
      ).toEqual([2, 5, 8, 11]);
    });

    it('knows items by space, kind and id together', async () => {
      const { store } = await start();
      const note = opOf(alice, 1);
      const mark: Op = { ...opOf(alice, 2), kind: 'mark' };
      const elsewhere: Op = { ...opOf(alice, 1), space: other };
      await store.write(async tx => {
        await tx.addOps([note, mark, elsewhere]);
        await tx.putRows([rowOf(note), rowOf(mark), rowOf(elsewhere)]);
      });
      await store.read(async reader => {
        expect(await reader.opsOf(note)).toEqual([note]);
        expect(await reader.row(mark)).toEqual(rowOf(mark));
        expect((await reader.rowsOfKind(space, 'note')).map(row => row.space)).toEqual([space]);
        expect((await reader.spaces()).sort()).toEqual([]);
      });
    });

    it('finds rows by kind, by parent and in the order asked', async () => {
      const { store } = await start();
      const rows = ['a', 'b', 'c'].map((id, index): Row => ({
        ...rowOf(opOf(alice, index + 1, {}, id)),
        parent: id === 'c' ? 'p2' : 'p1',
      }));
      await store.write(tx => tx.putRows([...rows, { ...rows[0]!, space: other, parent: 'p1' }]));
      await store.read(async reader => {
        expect(ids(await reader.rowsOfKind(space, 'note'))).toEqual(['a', 'b', 'c']);
        expect(ids(await reader.rowsOfParent('note', 'p1'))).toEqual(['a', 'a', 'b']);
        expect(await reader.rowsOfParent('mark', 'p1')).toEqual([]);
        const asked = await reader.rows([rows[2]!, { space, kind: 'note', id: 'nobody' }, rows[0]!]);
        expect(asked.map(row => row?.id)).toEqual(['c', undefined, 'a']);
      });
      await store.write(async tx => {
        await tx.putRows([{ ...rows[1]!, parent: 'p2' }]);
        await tx.deleteRow(rows[0]!);
      });
      await store.read(async reader => {
        expect(ids(await reader.rowsOfParent('note', 'p2'))).toEqual(['b', 'c']);
        expect(await reader.row(rows[0]!)).toBeUndefined();
        expect((await reader.row({ ...rows[0]!, space: other }))?.id).toBe('a');
      });
    });

    it('replaces a head, an open operation, the clock and a memory', async () => {
      const { store } = await start();
      await store.write(async tx => {
        await tx.putHead({ space, writer: alice, seq: 1, hash: 'h1' });
        await tx.putHead({ space, writer: alice, seq: 2, hash: 'h2' });
        await tx.putHead({ space, writer: bert, seq: 4, hash: 'h4' });
        await tx.putHead({ space: other, writer: bert, seq: 9, hash: 'h9' });
        await tx.putOpen(openOf('a'), true);
        await tx.putOpen({ ...openOf('a'), text: { words: 'later' } }, false);
        await tx.putOpen({ ...openOf('a'), writer: bert }, true);
        await tx.setClock(3);
        await tx.setClock(Date.UTC(2199, 0, 1) * 1024 + 5);
        await tx.remember('list', [1, 2]);
        await tx.remember('list', { now: 'this' });
      });
      await store.read(async reader => {
        expect(vectorOf(await reader.heads(space))).toEqual({ [alice]: 2, [bert]: 4 });
        expect((await reader.spaces()).sort()).toEqual([space, other]);
        expect((await reader.open(alice, openOf('a')))?.text).toEqual({ words: 'later' });
        expect(await reader.opens()).toHaveLength(2);
        expect(await reader.clock()).toBe(Date.UTC(2199, 0, 1) * 1024 + 5);
        expect(await reader.memory('list')).toEqual({ now: 'this' });
      });
      await store.write(tx => tx.deleteOpen(alice, openOf('a')));
      await store.read(async reader => {
        expect(await reader.open(alice, openOf('a'))).toBeUndefined();
        expect(await reader.open(bert, openOf('a'))).toBeDefined();
      });
    });

    it('answers with copies: changing them, or what was given, changes nothing stored', async () => {
      const { store } = await start();
      const op = opOf(alice, 1, { set: { sign: { to: ['a'], was: [] } } });
      const row = rowOf(op);
      const opened = openOf('a');
      const memory = { list: ['a'] };
      const head = { space, writer: alice, seq: 1, hash: 'h' };
      const whole = structuredClone({ op, row, opened, memory, head });
      await store.write(async tx => {
        await tx.addOps([op]);
        await tx.putHead(head);
        await tx.putRows([row]);
        await tx.putOpen(opened, true);
        await tx.remember('m', memory);
      });
      const readAll = () =>
        store.read(async reader => ({
          op: (await reader.op(space, alice, 1))!,
          row: (await reader.row(op))!,
          opened: (await reader.open(alice, openOf('a')))!,
          memory: (await reader.memory<typeof memory>('m'))!,
          head: (await reader.head(space, alice))!,
        }));
      for (const held of [{ op, row, opened, memory, head }, await readAll()]) {
        attempt(() => (held.op.patch.set!['sign']!.to = 'changed'));
        attempt(() => (held.row.cells['sign'] = { ...held.row.cells['sign']!, value: 'changed' }));
        attempt(() => (held.opened.text['words'] = 'changed'));
        attempt(() => held.memory.list.push('changed'));
        attempt(() => (held.head.seq = 99));
        expect(await readAll()).toEqual(whole);
      }
    });
  });

  logStorePromises(name, create);
  logStorePictures(name, create);
}
