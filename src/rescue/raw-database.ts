import type { TableRead } from './copy-format.ts';

/** Where the database lives: the browser's own, another in tests. */
export interface DatabaseHome {
  indexedDB: IDBFactory;
  IDBKeyRange: typeof IDBKeyRange;
}

export type Opening =
  { type: 'read'; database: IDBDatabase } | { type: 'missing'; database: null } | { type: 'unreadable'; database: null; reason: string };

const batch = 200;
const patience = 10_000;

/** Opens what is there, whatever its version. Nothing is ever made or changed: where there is no database, none is left behind. */
export function openRaw({ indexedDB }: Pick<DatabaseHome, 'indexedDB'>, name: string): Promise<Opening> {
  return new Promise(resolve => {
    const fail = (reason: string) => resolve({ type: 'unreadable', database: null, reason });
    // Another tab may hold an upgrade that never ends.
    const waiting = setTimeout(() => fail('timeout'), patience);
    let isMissing = false;
    try {
      const opening = indexedDB.open(name);
      opening.onupgradeneeded = () => {
        isMissing = true;
        opening.transaction?.abort();
      };
      opening.onerror = event => {
        event.preventDefault();
        clearTimeout(waiting);
        if (isMissing) resolve({ type: 'missing', database: null });
        else fail(String(opening.error));
      };
      opening.onsuccess = () => {
        clearTimeout(waiting);
        const database = opening.result;
        // Whoever wants to change its shape does not wait for us.
        database.onversionchange = () => database.close();
        resolve({ type: 'read', database });
      };
    } catch (error) {
      clearTimeout(waiting);
      fail(String(error));
    }
  });
}

/**
 * Gives every record of a table that can be read, in pieces, so that a year of notes is never in memory at once. A record that fails is
 * passed over and counted; where the table itself is broken in the middle, the rest is read from its other end.
 */
export async function readTable(
  database: IDBDatabase,
  { IDBKeyRange: range }: Pick<DatabaseHome, 'IDBKeyRange'>,
  table: string,
  take: (records: unknown[]) => void | Promise<void>,
): Promise<TableRead> {
  const there = await ask(database, table, store => store.count()).catch(() => null);
  let records = 0;
  let unread = 0;

  async function takeAll(keys: IDBValidKey[]): Promise<void> {
    const found = await valuesOf(keys);
    records += found.length;
    unread += keys.length - found.length;
    await take(found);
  }

  async function valuesOf(keys: IDBValidKey[]): Promise<unknown[]> {
    const all = await ask(database, table, store => store.getAll(range.bound(keys[0], keys.at(-1)), keys.length)).catch(() => null);
    if (all?.length === keys.length) return all;
    const found: unknown[] = [];
    for (const key of keys) {
      const value: unknown = await ask(database, table, store => store.get(key) as IDBRequest<unknown>).catch(() => undefined);
      if (value !== undefined) found.push(value);
    }
    return found;
  }

  let after: IDBValidKey | undefined;
  let isWhole = false;
  while (!isWhole) {
    const bounds = after === undefined ? null : range.lowerBound(after, true);
    const keys = await ask(database, table, store => store.getAllKeys(bounds, batch)).catch(() => null);
    if (!keys) break;
    if (keys.length) await takeAll(keys);
    else isWhole = true;
    after = keys.at(-1) ?? after;
  }
  let before: IDBValidKey | undefined;
  while (!isWhole) {
    const keys = await keysBefore(database, table, between(range, after, before));
    if (keys.length) await takeAll(keys.toReversed());
    else isWhole = true;
    before = keys.at(-1) ?? before;
  }
  return { records, unread: Math.max(unread, (there ?? 0) - records) };
}

function between(range: typeof IDBKeyRange, after: IDBValidKey | undefined, before: IDBValidKey | undefined): IDBKeyRange | null {
  if (after !== undefined && before !== undefined) return range.bound(after, before, true, true);
  if (after !== undefined) return range.lowerBound(after, true);
  return before === undefined ? null : range.upperBound(before, true);
}

/** The last keys within `bounds`, greatest first; as many as come before one that fails. */
function keysBefore(database: IDBDatabase, table: string, bounds: IDBKeyRange | null): Promise<IDBValidKey[]> {
  return new Promise(resolve => {
    const keys: IDBValidKey[] = [];
    try {
      const walking = database.transaction(table).objectStore(table).openKeyCursor(bounds, 'prev');
      walking.onsuccess = () => {
        const cursor = walking.result;
        if (!cursor || keys.push(cursor.primaryKey) === batch) resolve(keys);
        else cursor.continue();
      };
      walking.onerror = event => {
        event.preventDefault();
        resolve(keys);
      };
    } catch {
      // The connection has been closed meanwhile; what was read is kept and the rest is counted.
      resolve(keys);
    }
  });
}

function ask<T>(database: IDBDatabase, table: string, question: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const asked = question(database.transaction(table).objectStore(table));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = event => {
      event.preventDefault();
      reject(asked.error ?? new Error('not read'));
    };
  });
}
