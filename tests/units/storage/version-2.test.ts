import { expect, test } from 'vitest';
import { foldVersion } from '#oplog/fold-version.ts';
import { createDatabase } from '#storage/database.ts';
import { openDexieStore } from '#storage/dexie-store.ts';
import type { Version2 } from '#storage/versions/version-2.ts';
import { deviceDisk } from '../../support/device-disk.ts';
import { leftDatabase, shapeOf, writeRaw } from '../../support/left-database.ts';

const left = leftDatabase<Version2>('version-2.json');

test('what the second version left on a device is read by this one', async () => {
  const disk = deviceDisk();
  await writeRaw(disk.indexedDB, 2, left);
  const store = await openDexieStore({ name: 'vertti', build: 'today', indexedDB: disk });
  const [stretch] = left.content.stretches;
  const kept = await store.read(async reader => ({
    together: await reader.opsAfter('notes/v', '00000000000000bb', 0, 10),
    ofItem: await reader.opsOf({ space: 'notes/v', kind: 'note', id: 'tuula~1' }),
    alone: await reader.opsAfter('notes/v', '00000000000000aa', 0, 10),
    rows: await reader.rowsOfKind('notes/v', 'note'),
    heads: await reader.heads('notes/v'),
  }));
  expect(kept.together).toEqual(stretch!.ops);
  expect(kept.ofItem).toEqual(stretch!.ops.slice(0, 2));
  expect(kept.alone).toEqual(left.content.ops);
  expect(kept.rows).toEqual(left.content.rows);
  expect(kept.heads).toEqual(left.content.heads);
  store.close();
});

test('a new database has the frozen stores, keys and indexes', async () => {
  const disk = deviceDisk();
  (await openDexieStore({ name: 'vertti', build: 'today', indexedDB: disk })).close();
  expect(await shapeOf(disk.indexedDB)).toEqual({ version: 2, stores: left.stores });
});

test('a build of the first version, which would read half of it, takes it for one of a later fold', async () => {
  const disk = deviceDisk();
  (await openDexieStore({ name: 'vertti', build: 'today', indexedDB: disk })).close();
  const raw = createDatabase('vertti', disk);
  await raw.dexie.open();
  const session = await raw.tables.device.get('session');
  raw.dexie.close();
  expect((session!.value as { foldVersion: number }).foldVersion).toBeGreaterThan(foldVersion);
});
