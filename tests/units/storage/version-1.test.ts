import { expect, test } from 'vitest';
import { openDexieStore } from '#storage/dexie-store.ts';
import type { Version1 } from '#storage/versions/version-1.ts';
import { deviceDisk } from '../../support/device-disk.ts';
import { leftDatabase, shapeOf, writeRaw } from '../../support/left-database.ts';

const left = leftDatabase<Version1>('version-1.json');

test('what the first version left on a device is read by this one', async () => {
  const disk = deviceDisk();
  await writeRaw(disk.indexedDB, 1, left);
  expect((await shapeOf(disk.indexedDB)).stores).toEqual(left.stores);
  const store = await openDexieStore({ name: 'vertti', build: 'today', indexedDB: disk });
  const kept = await store.read(async reader => ({
    row: await reader.row({ space: 'notes/v', kind: 'note', id: 'liisa~1' }),
    ofKind: await reader.rowsOfKind('notes/v', 'note'),
    ofParent: await reader.rowsOfParent('note', 'slot-1'),
    heads: await reader.heads('notes/v'),
    ops: await reader.opsAfter('notes/v', '00000000000000aa', 0, 10),
    opens: await reader.opens(),
    clock: await reader.clock(),
    offset: await reader.memory('offset'),
  }));
  expect(store.isNew).toBe(false);
  expect(kept.ops).toEqual(left.content.ops);
  expect(kept.row).toEqual(left.content.rows[0]);
  expect(kept.ofKind).toEqual(left.content.rows);
  expect(kept.ofParent).toEqual(left.content.rows);
  expect(kept.heads).toEqual(left.content.heads);
  expect(kept.opens).toEqual(left.content.open);
  expect(kept.clock).toBe(1780000000000 * 1024);
  expect(kept.offset).toBe(-420000);
  store.close();
});
