import type { IndexedDbHome } from './database.ts';

/*
 * A write that failed on a full or broken disk may leave half of itself at the end of the browser's own log file. Chromium goes on behind
 * it, also after a restart; the next time it reads the file it finds it garbled, and throws the whole database out. So before anything is
 * called saved again, the browser is made to begin a new log file: it does so after some 4 MB, and puts into tables what it knows to be good.
 */

/** More than any write buffer of Chromium's. Larger pieces would become files of their own, and not go through the log. */
const pieces = 200;
const pieceSize = 32_768;

const torn = (name: string) => `${name}-torn`;

/** Remembered beside the database, as nothing can be written into it. Where not even that can be, `resume` mends it in this start all the same. */
export function markTorn(name: string): void {
  try {
    globalThis.localStorage?.setItem(torn(name), 'yes');
  } catch {
    // Full or forbidden: the store has stopped already, and says so.
  }
}

export function isTorn(name: string): boolean {
  return globalThis.localStorage?.getItem(torn(name)) === 'yes';
}

/** Rejects with IndexedDB's error when there is no room for it: then the log stays torn. */
export async function beginFreshLog(name: string, home: Pick<IndexedDbHome, 'indexedDB'> = globalThis): Promise<void> {
  const scratch = `${name}-scratch`;
  const opening = home.indexedDB.open(scratch);
  opening.onupgradeneeded = () => opening.result.createObjectStore('pieces', { autoIncrement: true });
  const database = await resultOf(opening);
  try {
    const writing = database.transaction('pieces', 'readwrite');
    const piece = crypto.getRandomValues(new Uint8Array(pieceSize));
    for (let count = 0; count < pieces; count++) writing.objectStore('pieces').add(piece);
    await new Promise<void>((resolve, reject) => {
      writing.oncomplete = () => resolve();
      writing.onabort = () => reject(writing.error ?? new Error('the browser took the transaction back'));
    });
  } finally {
    database.close();
    await resultOf(home.indexedDB.deleteDatabase(scratch));
  }
  globalThis.localStorage?.removeItem(torn(name));
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser gave no reason'));
  });
}
