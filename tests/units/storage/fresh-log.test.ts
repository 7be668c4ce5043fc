import { afterEach, expect, test, vi } from 'vitest';
import { writeChanges } from '#oplog/ledger.ts';
import { openDexieStore } from '#storage/dexie-store.ts';
import { deviceDisk } from '../../support/device-disk.ts';
import { writingAs } from '../../support/ledger-writing.ts';

const memory = new Map<string, string>();
vi.stubGlobal('localStorage', {
  getItem: (key: string) => memory.get(key) ?? null,
  setItem: (key: string, value: string) => memory.set(key, value),
  removeItem: (key: string) => memory.delete(key),
});
afterEach(() => memory.clear());

const item = { space: 'notes/v', kind: 'note', id: 'liisa~1' };
const brokenDisk = Object.assign(new Error('Internal error.'), { name: 'UnknownError' });

/** Counts the bytes that go into databases beside the app's own. */
function watched() {
  const home = deviceDisk();
  const opened: string[] = [];
  const { open } = home.indexedDB;
  home.indexedDB.open = (...of: Parameters<typeof open>) => {
    opened.push(of[0]);
    return open.apply(home.indexedDB, of);
  };
  return { home, opened };
}

async function failOnce(store: Awaited<ReturnType<typeof openDexieStore>>): Promise<void> {
  await expect(store.write(() => Promise.reject(brokenDisk))).rejects.toThrow('failed');
  await expect(store.write(tx => tx.setClock(1))).rejects.toThrow('failed');
}

test('after a write that failed the browser begins a new log before anything is stored again', async () => {
  const { home, opened } = watched();
  const store = await openDexieStore({ name: 'vertti', build: 'b1', indexedDB: home });
  await failOnce(store);
  expect(opened).not.toContain('vertti-scratch');
  expect((await store.resume()).type).toBe('open');
  expect(opened).toContain('vertti-scratch');
  await store.write(tx => writeChanges(tx, writingAs('a'), [{ ...item, text: { words: 'niitty' } }]));
  store.close();
  // What it was made of is gone again, and the next start has nothing to mend.
  expect((await home.indexedDB.databases()).map(({ name }) => name)).toEqual(['vertti']);
  opened.length = 0;
  (await openDexieStore({ name: 'vertti', build: 'b1', indexedDB: home })).close();
  expect(opened).not.toContain('vertti-scratch');
});

test('also at the next start, when the app was closed before there was space', async () => {
  const { home, opened } = watched();
  const store = await openDexieStore({ name: 'vertti', build: 'b1', indexedDB: home });
  await failOnce(store);
  store.close();
  (await openDexieStore({ name: 'vertti', build: 'b1', indexedDB: home })).close();
  expect(opened.filter(name => name === 'vertti-scratch')).toHaveLength(1);
});

test('each start leaves the log that it found, once, before it writes anything', async () => {
  const { home, opened } = watched();
  for (const build of ['b1', 'b2']) {
    const store = await openDexieStore({ name: 'vertti', build, indexedDB: home });
    expect(opened).not.toContain('vertti-leaving');
    const write = (time: number) =>
      store.write(tx => {
        opened.push('writing');
        return tx.setClock(time);
      });
    await Promise.all([write(1), write(2)]);
    expect(opened.filter(name => name !== 'vertti')).toEqual(['vertti-leaving', 'writing', 'writing']);
    store.close();
    opened.length = 0;
  }
  expect((await home.indexedDB.databases()).map(({ name }) => name)).toEqual(['vertti']);
});

test('words are stored also when the log cannot be left, and when another tab stands still in the middle of it', async () => {
  const { home } = watched();
  const store = await openDexieStore({ name: 'vertti', build: 'b1', indexedDB: home });
  const { open } = home.indexedDB;
  home.indexedDB.open = () => {
    throw brokenDisk;
  };
  await store.write(tx => tx.setClock(1));
  store.close();

  home.indexedDB.open = open;
  const other = home.indexedDB.open('vertti-leaving');
  other.onupgradeneeded = () => other.result.createObjectStore('pieces', { autoIncrement: true });
  await expect.poll(() => other.readyState).toBe('done');
  const next = await openDexieStore({ name: 'vertti', build: 'b1', indexedDB: home });
  await next.write(tx => tx.setClock(2));
  expect(await next.read(reader => reader.clock())).toBe(2);
  next.close();
  other.result.close();
});
