/**
 * How the store stands. Only `open` writes; in every other state a write is refused at once, without touching the disk, because
 * retrying on a full disk has been seen to wipe the whole database.
 */
export type StoreState =
  | { type: 'open' }
  /** The disk or the browser's quota is full. `resume()` once space was freed. */
  | { type: 'full' }
  /** The disk or the browser failed. `resume()` tries again. */
  | { type: 'failed'; message: string }
  /** Another build of the app has opened the database, or wants to: this page must be loaded again. */
  | { type: 'outdated' }
  /** The browser has thrown the database out under the running page: what is on the screen must be rescued, and the page loaded again. */
  | { type: 'evicted' }
  | { type: 'closed' };

export type StoreStop = Exclude<StoreState['type'], 'open'>;

/** A write was refused, or failed and stopped the store. Nothing of it is stored. */
export class StoreStopped extends Error {
  readonly type: StoreStop;

  constructor(type: StoreStop, cause?: unknown) {
    super(`the store is ${type}`, { cause });
    this.name = 'StoreStopped';
    this.type = type;
  }
}

export type StoreFault = 'full' | 'failed' | 'dead';

/**
 * What an error of IndexedDB means. `dead`: the connection is gone (the tablet slept, the browser closed it), a new one may work.
 * @returns null for an error of the caller's own code: it says nothing about the store
 */
export function faultOf(error: unknown): StoreFault | null {
  const names = namesOf(error);
  if (names.some(({ name, message }) => name === 'QuotaExceededError' || /quota|disk.*full|no space/i.test(message))) return 'full';
  if (
    names.some(
      ({ name, message }) =>
        deadNames.has(name) || /connection (is closing|to indexed database server lost)|database connection/i.test(message),
    )
  )
    return 'dead';
  if (names.some(({ name }) => failedNames.has(name))) return 'failed';
  return null;
}

const deadNames = new Set(['DatabaseClosedError', 'InvalidStateError', 'InvalidState', 'TransactionInactiveError']);
const failedNames = new Set([
  'UnknownError',
  'AbortError',
  'OpenFailedError',
  'TimeoutError',
  'NotReadableError',
  'ReadOnlyError',
  'VersionError',
]);

/** The error and what it wraps: Dexie keeps the browser's own in `inner`. */
function namesOf(error: unknown): { name: string; message: string }[] {
  const found: { name: string; message: string }[] = [];
  for (let at: unknown = error; at instanceof Object && found.length < 5; at = 'inner' in at ? at.inner : 'cause' in at ? at.cause : null) {
    found.push({ name: 'name' in at ? String(at.name) : '', message: 'message' in at ? String(at.message) : '' });
  }
  return found;
}
