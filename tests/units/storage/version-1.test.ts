import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openDexieStore } from '#storage/dexie-store.ts';
import type { Version1 } from '#storage/versions/version-1.ts';
import { deviceDisk } from '../../support/device-disk.ts';

/** A database as the first version left it on a tablet. Never change the file: it is what people have. */
const fixture = JSON.parse(readFileSync(new URL('./version-1.json', import.meta.url), 'utf8')) as {
  stores: Record<string, { keyPath: string | string[]; indexes: Record<string, string[] | string> }>;
  content: { [Name in keyof Version1]: Version1[Name][] };
};

test('what the first version left on a device is read by this one', async () => {
  const disk = deviceDisk();
  await writeRaw(disk.indexedDB);
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
  expect(kept.ops).toEqual(fixture.content.ops);
  expect(kept.row).toEqual(fixture.content.rows[0]);
  expect(kept.ofKind).toEqual(fixture.content.rows);
  expect(kept.ofParent).toEqual(fixture.content.rows);
  expect(kept.heads).toEqual(fixture.content.heads);
  expect(kept.opens).toEqual(fixture.content.open);
  expect(kept.clock).toBe(1780000000000 * 1024);
  expect(kept.offset).toBe(-420000);
  store.close();
});

test('a new database has the frozen stores, keys and indexes', async () => {
  const disk = deviceDisk();
  (await openDexieStore({ name: 'vertti', build: 'today', indexedDB: disk })).close();
  const raw = await request(disk.indexedDB.open('vertti'));
  const transaction = raw.transaction([...raw.objectStoreNames], 'readonly');
  const stores = Object.fromEntries(
    [...raw.objectStoreNames].map(name => {
      const store = transaction.objectStore(name);
      return [
        name,
        { keyPath: store.keyPath, indexes: Object.fromEntries([...store.indexNames].map(index => [index, store.index(index).keyPath])) },
      ];
    }),
  );
  expect(raw.version).toBe(10);
  expect(stores).toEqual(fixture.stores);
  raw.close();
});

/** Without our code: as the browser of then holds it. Dexie multiplies version numbers by ten. */
async function writeRaw(factory: IDBFactory): Promise<void> {
  const opening = factory.open('vertti', 10);
  opening.onupgradeneeded = () => {
    for (const [name, { keyPath, indexes }] of Object.entries(fixture.stores)) {
      const store = opening.result.createObjectStore(name, { keyPath });
      for (const [index, path] of Object.entries(indexes)) store.createIndex(index, path);
    }
  };
  const raw = await request(opening);
  const transaction = raw.transaction(Object.keys(fixture.content), 'readwrite');
  for (const [name, values] of Object.entries(fixture.content)) for (const value of values) transaction.objectStore(name).put(value);
  await new Promise(resolve => (transaction.oncomplete = resolve));
  raw.close();
}

function request<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('a request failed'));
  });
}
