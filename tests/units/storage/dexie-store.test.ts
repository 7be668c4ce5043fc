import { forceCloseDatabase } from 'fake-indexeddb';
import { describe, expect, test } from 'vitest';
import { writeChanges } from '#oplog/ledger.ts';
import type { LogWriter } from '#oplog/log-store.ts';
import { openDexieStore } from '#storage/dexie-store.ts';
import { createDatabase } from '#storage/database.ts';
import { StoreStopped } from '#storage/store-state.ts';
import { deviceDisk } from '../../support/device-disk.ts';
import { writingAs } from '../../support/ledger-writing.ts';

const item = { space: 'notes/v', kind: 'note', id: 'liisa~1' };
const note = (tx: LogWriter, words = 'nurmi→niitty') => writeChanges(tx, writingAs('a'), [{ ...item, text: { words } }]);

function disk() {
  const indexedDB = deviceDisk();
  return { indexedDB, open: (build = 'b1') => openDexieStore({ name: 'vertti', build, indexedDB }) };
}

async function typeOf(write: Promise<unknown>): Promise<string> {
  const error = await write.then(
    () => null,
    (failure: unknown) => failure,
  );
  return error instanceof StoreStopped ? error.type : `other: ${String(error)}`;
}

describe('the device database', () => {
  test('keeps operation, head, clock and row of one act, and gives them after a restart', async () => {
    const { open } = disk();
    const first = await open();
    expect(first.isNew).toBe(true);
    await first.write(note);
    first.close();
    const second = await open();
    expect(second.isNew).toBe(false);
    const kept = await second.read(async reader => ({
      row: await reader.row(item),
      heads: await reader.heads(item.space),
      ops: await reader.opsOf(item),
      clock: await reader.clock(),
      spaces: await reader.spaces(),
    }));
    expect(kept.row?.texts).toEqual({ words: 'nurmi→niitty' });
    expect(kept.heads.map(head => head.seq)).toEqual([1]);
    expect(kept.ops).toHaveLength(1);
    expect(kept.clock).toBe(kept.ops[0]!.time);
    expect(kept.spaces).toEqual([item.space]);
    second.close();
  });

  test('answers for many items in the order asked, also where there is none', async () => {
    const store = await disk().open();
    const named = (index: number) => ({ ...item, id: `liisa~${index}` });
    await store.write(tx =>
      writeChanges(
        tx,
        writingAs('a'),
        Array.from({ length: 25 }, (_, index) => ({ ...named(index * 2), text: { words: `${index * 2}` } })),
      ),
    );
    const asked = [...Array.from({ length: 40 }, (_, index) => named(39 - index)), { ...item, kind: 'other', id: 'liisa~2' }];
    const rows = await store.read(reader => reader.rows(asked));
    expect(rows.map(row => row?.texts['words'])).toEqual([
      ...Array.from({ length: 40 }, (_, index) => (index % 2 ? `${39 - index}` : undefined)),
      undefined,
    ]);
    store.close();
  });

  test('keeps nothing of an act that fails in the middle, and goes on after it', async () => {
    const store = await disk().open();
    const failing = store.write(async tx => {
      await note(tx);
      throw new Error('a mistake of the caller');
    });
    await expect(failing).rejects.toThrow('a mistake of the caller');
    expect(await store.read(reader => reader.heads(item.space))).toEqual([]);
    await store.write(note);
    expect(store.state.type).toBe('open');
    store.close();
  });

  test('tells a watcher what another tab wrote', async () => {
    const { open } = disk();
    const [one, two] = [await open(), await open()];
    const seen: string[] = [];
    const stop = one.watch(
      reader => reader.row(item),
      row => seen.push(row?.texts['words'] ?? '-'),
      error => seen.push(String(error)),
    );
    await expect.poll(() => seen).toEqual(['-']);
    await two.write(note);
    await expect.poll(() => seen).toEqual(['-', 'nurmi→niitty']);
    stop();
    one.close();
    two.close();
  });
});

describe('a disk that fails', () => {
  const failWith = (name: string, message = '') => {
    let failing = true;
    return {
      end: () => (failing = false),
      write: (tx: LogWriter) => (failing ? Promise.reject(new DOMException(message, name)) : note(tx)),
    };
  };

  test('the first full disk stops all writes, those already asked for too, and resume goes on', async () => {
    const store = await disk().open();
    const states: string[] = [];
    store.onState(state => states.push(state.type));
    let touched = 0;
    const [full, behind] = [store.write(failWith('QuotaExceededError').write), store.write(async () => void touched++)];
    expect(await typeOf(full)).toBe('full');
    expect(await typeOf(behind)).toBe('full');
    expect(touched).toBe(0);
    expect((await store.resume()).type).toBe('open');
    await store.write(note);
    expect(states).toEqual(['full', 'open']);
    store.close();
  });

  test('an I/O error stops all writes', async () => {
    const store = await disk().open();
    expect(await typeOf(store.write(failWith('UnknownError', 'Internal error writing').write))).toBe('failed');
    expect(await typeOf(store.write(note))).toBe('failed');
    expect((await store.resume()).type).toBe('open');
    store.close();
  });

  test('a connection that died is opened anew and the write made once more', async () => {
    const store = await disk().open();
    let tries = 0;
    await store.write(async tx => {
      if (++tries === 1) throw new DOMException('The database connection is closing.', 'InvalidStateError');
      await note(tx);
    });
    expect(tries).toBe(2);
    expect((await store.read(reader => reader.row(item)))?.texts['words']).toBe('nurmi→niitty');
    store.close();
  });

  test('a watcher goes on after the connection died', async () => {
    const store = await disk().open();
    const seen: string[] = [];
    const stop = store.watch(
      reader => reader.row(item),
      row => seen.push(row?.texts['words'] ?? '-'),
      error => seen.push(String(error)),
    );
    let tries = 0;
    await store.write(async () => {
      if (++tries === 1)
        throw new DOMException('Connection to Indexed Database server lost. Refresh the page to try again', 'UnknownError');
    });
    await store.write(note);
    await expect.poll(() => seen.at(-1)).toBe('nurmi→niitty');
    stop();
    store.close();
  });
});

describe('two tabs and other builds', () => {
  test('a page of an older build may not write once a newer one opened the database', async () => {
    const { open } = disk();
    const old = await open('b1');
    const fresh = await open('b2');
    expect(await typeOf(old.write(note))).toBe('outdated');
    expect(old.state.type).toBe('outdated');
    await fresh.write(note);
    expect((await old.read(reader => reader.row(item)))?.texts['words']).toBe('nurmi→niitty');
    old.close();
    fresh.close();
  });

  test('a database of a later fold is not written by an older build', async () => {
    const { indexedDB, open } = disk();
    (await open()).close();
    const raw = createDatabase('vertti', indexedDB);
    await raw.dexie.open();
    const session = await raw.tables.device.get('session');
    await raw.tables.device.put({ key: 'session', value: { ...(session!.value as object), foldVersion: 99 } });
    raw.dexie.close();
    const store = await open('b0');
    expect(store.state.type).toBe('outdated');
    expect(await typeOf(store.write(note))).toBe('outdated');
    store.close();
  });

  test('lets go when another tab needs a newer shape of the database', async () => {
    const { indexedDB, open } = disk();
    const store = await open();
    const upgrade = indexedDB.indexedDB.open('vertti', 999);
    await new Promise((resolve, reject) => {
      upgrade.onsuccess = resolve;
      upgrade.onerror = reject;
    });
    upgrade.result.close();
    expect(store.state.type).toBe('outdated');
    expect(await typeOf(store.write(note))).toBe('outdated');
  });

  test('a database thrown out under the page is noticed before anything is written into the new one', async () => {
    const { indexedDB, open } = disk();
    const store = await open();
    await store.write(note);
    const raw = createDatabase('vertti', indexedDB);
    await raw.dexie.open();
    for (const table of raw.dexie.tables) await table.clear();
    raw.dexie.close();
    expect(await typeOf(store.write(tx => note(tx, 'toinen')))).toBe('evicted');
    // Nor is anything read from there: the screen would show an empty notebook where the text still stands.
    expect(await typeOf(store.read(reader => reader.heads(item.space)))).toBe('evicted');
    store.close();
  });

  test('a connection that died with its database is not replaced by one to an empty database', async () => {
    const { indexedDB, open } = disk();
    const store = await open();
    await store.write(note);
    const seen: (string | undefined)[] = [];
    store.watch(
      reader => reader.row(item),
      row => seen.push(row?.texts['words']),
      error => seen.push(String(error)),
    );
    await expect.poll(() => seen).toEqual(['nurmi→niitty']);
    const raw = createDatabase('vertti', indexedDB);
    await raw.dexie.open();
    for (const table of raw.dexie.tables) await table.clear();
    raw.dexie.close();
    const died = new DOMException('Connection to Indexed Database server lost. Refresh the page to try again', 'UnknownError');
    expect(await typeOf(store.read(() => Promise.reject(died)))).toBe('evicted');
    expect(store.state.type).toBe('evicted');
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(seen).toEqual(['nurmi→niitty']);
    store.close();
  });

  test('what is written as the browser closes the connection by force is stored by a new one', async () => {
    const { indexedDB, open } = disk();
    const connections: IDBDatabase[] = [];
    const opening = indexedDB.indexedDB.open.bind(indexedDB.indexedDB);
    indexedDB.indexedDB.open = (...args) => {
      const request = opening(...args);
      request.addEventListener('success', () => args[0] === 'vertti' && connections.push(request.result));
      return request;
    };
    const store = await open();
    await store.write(note);
    for (const words of ['yksi', 'kaksi', 'kolme']) {
      // Its types ask for the class; it takes a connection.
      forceCloseDatabase(connections.at(-1)! as unknown as Parameters<typeof forceCloseDatabase>[0]);
      await store.write(tx => note(tx, words));
      expect(store.state.type).toBe('open');
    }
    expect(connections).toHaveLength(4);
    store.close();
  });
});

test('rows of an earlier fold are folded anew before anybody reads them', async () => {
  const { indexedDB, open } = disk();
  const store = await open();
  await store.write(note);
  const right = await store.read(reader => reader.row(item));
  store.close();
  const raw = createDatabase('vertti', indexedDB);
  await raw.dexie.open();
  await raw.tables.rows.put({ ...right!, texts: { words: 'as an earlier fold read it' }, foldVersion: 0 });
  await raw.tables.device.put({ key: 'folded', value: 0 });
  raw.dexie.close();
  const later = await open('b2');
  expect(await later.read(reader => reader.row(item))).toEqual(right);
  later.close();
});
