import type { IndexedDbHome } from './database.ts';
import { unmarkTorn } from './torn-mark.ts';

/*
 * Fetched when it is needed, with what writing needs.
 *
 * A write that failed on a full or broken disk may leave half of itself at the end of the browser's own log file. Chromium goes on behind
 * it, also after a restart; the next time it reads the file it finds it garbled, and throws the whole database out. So before anything is
 * called saved again, the browser is made to begin a new log file: it does so after some 4 MB, and puts into tables what it knows to be good.
 *
 * A power cut leaves such an end too, or zeros, and so may a kill between two of its writes (google/leveldb#1287). No page can know of
 * those, so each start does it before it writes: some tenths of a second, after the first screen. Chromium also begins a new log when a
 * database is deleted, which would cost less, but half of the times only: another write at that moment takes its place.
 */

/** More than any write buffer of Chromium's. Larger pieces would become files of their own, and not go through the log. */
const pieces = 200;
const pieceSize = 32_768;
/** Milliseconds that a first write waits for the log to be left, at most. */
const longest = 10_000;

/** Rejects with IndexedDB's error when there is no room for it: then the log stays torn. */
export async function beginFreshLog(name: string, home: Pick<IndexedDbHome, 'indexedDB'> = globalThis): Promise<void> {
  await fillLog(`${name}-scratch`, home);
  unmarkTorn(name);
}

/** Before the first write of a start. Resolves also when it could not be done: a disk that is full says so at the write that comes. */
export async function leaveLog(name: string, home: Pick<IndexedDbHome, 'indexedDB'> = globalThis): Promise<void> {
  // A frozen tab in the middle of the same would keep this one waiting for as long as it is frozen.
  let timer: ReturnType<typeof setTimeout> | undefined;
  const overdue = new Promise<void>(resolve => (timer = setTimeout(resolve, longest)));
  await Promise.race([fillLog(`${name}-leaving`, home).catch(() => undefined), overdue]);
  clearTimeout(timer);
}

async function fillLog(scratch: string, home: Pick<IndexedDbHome, 'indexedDB'>): Promise<void> {
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
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser gave no reason'));
  });
}
