import { describe, expect, it } from 'vitest';
import { eraseItem, writeChanges } from '#oplog/ledger.ts';
import type { LogStore } from '#oplog/log-store.ts';
import { receiveOps } from '#oplog/receiving.ts';
import { createMemoryStore } from '#oplog/memory-store.ts';
import { alice, bert, opOf, other, space, until, writing } from './log-fixtures.ts';
import { openedStores, type StoreUnderTest } from './opened-stores.ts';

const one = '1'.repeat(64);
const two = '2'.repeat(64);
const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 251);
const server = { ...writing('00000000000000cc'), author: 'server' };

const shows = (id: string, picture: string) => ({ space, kind: 'photo', id, set: { picture } });

async function bytesOf(store: LogStore, hash = one, where = space): Promise<Uint8Array | undefined> {
  const found = await store.read(reader => reader.picture(where, hash));
  return found && new Uint8Array(await found.bytes.arrayBuffer());
}

/** What every adapter promises of pictures: they stand beside the operations, in the same transactions, and go with the last that names them. */
export function logStorePictures(name: string, create: () => Promise<StoreUnderTest>): void {
  const start = openedStores(create);
  const kept = (store: LogStore, hash = one) => store.write(tx => tx.putPicture({ space, hash, at: 7, bytes }));

  describe(`LogStore: pictures of ${name}`, () => {
    it('gives back every byte, by space and hash', async () => {
      const { store } = await start();
      await kept(store);
      expect(await bytesOf(store)).toEqual(bytes);
      expect(await bytesOf(store, two)).toBeUndefined();
      expect(await bytesOf(store, one, other)).toBeUndefined();
      const found = await store.read(reader => reader.picture(space, one));
      expect(await store.read(reader => reader.pictures(space))).toEqual([one]);
      expect([found?.space, found?.hash, found?.at, found?.bytes.size]).toEqual([space, one, 7, bytes.length]);
      expect(await store.read(reader => reader.pictures(other))).toEqual([]);
    });

    it('keeps what is there already as it is', async () => {
      const { store } = await start();
      await kept(store);
      await store.write(tx => tx.putPicture({ space, hash: one, at: 9, bytes: bytes.slice(1) }));
      expect(await bytesOf(store)).toEqual(bytes);
    });

    it('answers with copies, and keeps one', async () => {
      const { store } = await start();
      const given = bytes.slice();
      await store.write(tx => tx.putPicture({ space, hash: one, at: 7, bytes: given }));
      given.fill(0);
      (await bytesOf(store))!.fill(0);
      expect(await bytesOf(store)).toEqual(bytes);
    });

    it('keeps nothing of a write that throws, and shows it its own before it ends', async () => {
      const { store } = await start();
      const failed = store.write(async tx => {
        await tx.putPicture({ space, hash: one, at: 7, bytes });
        expect(await tx.pictures(space)).toEqual([one]);
        throw new Error('in the middle');
      });
      await expect(failed).rejects.toThrow('in the middle');
      expect(await bytesOf(store)).toBeUndefined();
    });

    it('tells those who watch for one that it has come, and that it has gone', async () => {
      const { store } = await start();
      const seen: boolean[] = [];
      const stop = store.watch(
        async reader => Boolean(await reader.picture(space, one)),
        there => seen.push(there),
        () => undefined,
      );
      await until(() => seen.length === 1);
      await kept(store);
      await until(() => seen.length === 2);
      await store.write(tx => tx.dropPicture(space, one));
      await until(() => seen.length === 3);
      stop();
      expect(seen).toEqual([false, true, false]);
    });

    it('names those of operations that say something, together or alone, and no value that is no hash', async () => {
      const { store } = await start();
      const naming = (seq: number, to: string) => opOf(alice, seq, { set: { picture: { to, was: [] } } }, `p${seq}`);
      const many = Array.from({ length: 12 }, (_, index) => naming(index + 1, index === 3 ? one : index === 5 ? 'no hash' : ''));
      await store.write(tx => tx.addOps(many));
      await store.write(tx =>
        tx.addOps([
          { ...naming(1, two), writer: bert },
          { ...naming(1, two), space: other },
        ]),
      );
      expect(await store.read(reader => reader.picturesNamed(space))).toEqual(new Set([one, two]));
      await store.write(tx => tx.replaceOps([{ ...many[3]!, patch: { salt: '' }, withheld: 'x'.repeat(44) }]));
      expect(await store.read(reader => reader.picturesNamed(space))).toEqual(new Set([two]));
    });

    it('loses a picture with the last item that shows it', async () => {
      const { store } = await start();
      await kept(store);
      await store.write(tx => writeChanges(tx, writing(alice), [shows('a', one), shows('b', one)]));
      await store.write(tx => eraseItem(tx, server, shows('a', one)));
      expect(await bytesOf(store)).toEqual(bytes);
      await store.write(tx => eraseItem(tx, server, shows('b', one)));
      expect(await bytesOf(store)).toBeUndefined();
      expect(await store.read(reader => reader.picturesNamed(space))).toEqual(new Set());
    });

    it('loses it when the erasure comes from elsewhere', async () => {
      const { store } = await start();
      const there = createMemoryStore();
      const ops = await there.write(tx => writeChanges(tx, writing(alice), [shows('a', one)]));
      await store.write(tx => receiveOps(tx, space, ops));
      await kept(store);
      await there.write(tx => eraseItem(tx, server, shows('a', one)));
      const erasure = await there.read(reader => reader.opsAfter(space, server.writer, 0, 10));
      await store.write(tx => receiveOps(tx, space, erasure));
      expect(await bytesOf(store)).toBeUndefined();
    });

    it('keeps pictures over a restart', async ({ skip }) => {
      const made = await start();
      if (!made.reopen) return skip();
      await kept(made.store);
      expect(await bytesOf(await made.reopen())).toEqual(bytes);
    });
  });
}
