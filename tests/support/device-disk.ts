import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { IndexedDbHome } from '#storage/database.ts';

// Dexie's live queries run only where there is an IndexedDB for all.
Object.assign(Dexie.dependencies, { indexedDB: new IDBFactory(), IDBKeyRange });

/** A disk of one device: databases opened on it see each other, those of another disk do not. */
export function deviceDisk(): IndexedDbHome {
  return { indexedDB: new IDBFactory(), IDBKeyRange };
}
