import { foldVersion } from '#oplog/fold-version.ts';
import type { LogReader, LogStore, LogWriter } from '#oplog/log-store.ts';
import { createWatches } from '#oplog/watching.ts';
import { createDatabase, tablesIn, type IndexedDbHome } from './database.ts';
import { logReader } from './dexie-log.ts';
import { beginSession, endRefold, sessionStop } from './session.ts';
import { faultOf, StoreStopped, type StoreState } from './store-state.ts';
import { isTorn, markTorn } from './torn-mark.ts';

export interface DexieStore extends LogStore {
  readonly state: StoreState;
  /** True when this opening made the database. If the server knows this device, the browser has thrown the old one out: say so. */
  readonly isNew: boolean;
  /** Calls back after each change of `state`; returns the way to stop. */
  onState(listener: (state: StoreState) => void): () => void;
  /** After space was freed, or to try again: writes once, some megabytes at that, and goes on if it works. @returns the state then */
  resume(): Promise<StoreState>;
  close(): void;
}

export interface DexieStoreOptions {
  name: string;
  /** Names the code that runs. Whoever opens the database last may write; a page of another build is `outdated`. */
  build: string;
  indexedDB?: IndexedDbHome;
  /** Told while rows of an earlier fold are folded anew, which happens before the promise resolves. */
  onRefold?: (done: number) => void;
}

/**
 * Opens the device's database. `write` runs its function a second time when the connection had died, so what the function does outside
 * the transaction must bear repeating. Failed and refused writes reject with `StoreStopped`; errors of the function itself pass through.
 */
export async function openDexieStore({ name, build, indexedDB, onRefold }: DexieStoreOptions): Promise<DexieStore> {
  const database = createDatabase(name, indexedDB);
  const { dexie, tables } = database;
  const { device } = tables;
  const scope = Object.values(tables);
  const listeners = new Set<(state: StoreState) => void>();
  const watches = createWatches(run => readWatched(run));
  // Tells the device's other tabs what was touched. They watch the same database.
  const others = new BroadcastChannel(`${name}-touched`);
  others.onmessage = ({ data }: MessageEvent<string[]>) => watches.tell(data);
  let state: StoreState = { type: 'open' };
  let marker = '';
  let queue: Promise<unknown> | null = null;
  let reopening: Promise<void> | null = null;

  function become(next: StoreState): void {
    if (next.type === state.type || state.type === 'closed') return;
    state = next;
    for (const listener of listeners) listener(next);
  }

  function stopWith(type: 'full' | 'failed' | 'outdated' | 'evicted', cause?: unknown): StoreStopped {
    become(type === 'failed' ? { type, message: String(cause) } : { type });
    if (type === 'full' || type === 'failed') markTorn(name);
    return new StoreStopped(type, cause);
  }

  async function transact<T>(run: (writer: LogWriter) => Promise<T>): Promise<T> {
    const { logWriter, trackWrites } = await hand();
    const touched = new Set<string>();
    // The tables are the transaction's own: Dexie's way of finding the current transaction by itself gets lost in deep awaits.
    const done = dexie.transaction('rw', scope, async trans => {
      const own = tablesIn(trans);
      const stop = await sessionStop(own, build, marker);
      if (stop) throw new StoreStopped(stop);
      return run(trackWrites(logWriter(own), touched));
    });
    return done.then(result => {
      watches.tell(touched);
      if (touched.size) others.postMessage([...touched]);
      return result;
    });
  }

  async function attempt<T>(run: (writer: LogWriter) => Promise<T>): Promise<T> {
    if (state.type !== 'open') throw new StoreStopped(state.type);
    try {
      return await transact(run);
    } catch (error) {
      if (faultOf(error) !== 'dead') throw error;
      await reopen();
      return transact(run);
    }
  }

  async function write<T>(run: (writer: LogWriter) => Promise<T>): Promise<T> {
    try {
      return await attempt(run);
    } catch (error) {
      if (error instanceof StoreStopped) {
        if (error.type === 'outdated' || error.type === 'evicted') become({ type: error.type });
        throw error;
      }
      const fault = faultOf(error);
      if (!fault) throw error;
      throw stopWith(fault === 'full' ? 'full' : 'failed', error);
    }
  }

  /** Several reads and a write may find the connection dead at once: it is opened anew once. */
  function reopen(): Promise<void> {
    reopening ??= reconnect().finally(() => {
      reopening = null;
      watches.tellAll();
    });
    return reopening;
  }

  async function reconnect(): Promise<void> {
    dexie.close({ disableAutoOpen: false });
    await dexie.open();
    if (!marker || (await sessionStop(tables, build, marker)) !== 'evicted') return;
    // Opening has made it anew, and empty: nothing of that may come to a screen that still shows what was written.
    become({ type: 'evicted' });
    throw new StoreStopped('evicted');
  }

  async function read<T>(run: (reader: LogReader) => Promise<T>): Promise<T> {
    if (state.type === 'closed' || state.type === 'evicted') throw new StoreStopped(state.type);
    const once = () => dexie.transaction('r', scope, trans => run(logReader(tablesIn(trans))));
    try {
      return await once();
    } catch (error) {
      if (faultOf(error) !== 'dead') throw error;
      await reopen();
      return once();
    }
  }

  /** When the store has ended, the screen keeps what a watched read gave last: the state says what happened. */
  async function readWatched<T>(run: (reader: LogReader) => Promise<T>): Promise<T> {
    try {
      return await read(run);
    } catch (error) {
      if (state.type === 'closed' || state.type === 'evicted') return new Promise(() => undefined);
      throw error;
    }
  }

  const hand = () => import('./writing.ts');
  const beginFreshLog = async () => (await hand()).beginFreshLog(name, indexedDB);

  /** Before the first write. */
  const leaveLog = () =>
    hand()
      .then(by => by.leaveLog(name, indexedDB))
      .catch(() => undefined);

  dexie.on('versionchange', () => {
    // Another tab has a newer shape of the database, and waits until this one lets go.
    become({ type: 'outdated' });
    dexie.close();
    return false;
  });

  // Where there is no room for it yet, the first write says so.
  if (isTorn(name)) await beginFreshLog().catch(() => undefined);
  await dexie.open();
  const opened = await beginSession(database, build);
  if (opened.ok) {
    marker = opened.marker;
    if (opened.mustRefold) {
      // Seldom needed, and it brings the whole fold along.
      const { refoldRows } = await import('./refold-rows.ts');
      await refoldRows(tables, transact, onRefold);
      await endRefold(tables);
    }
  } else state = { type: 'outdated' };

  return {
    get state() {
      return state;
    },
    isNew: opened.ok && opened.isNew,
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async resume() {
      if (state.type !== 'full' && state.type !== 'failed') return state;
      try {
        if (state.type === 'failed') await reopen();
        await beginFreshLog();
        await transact(async () => void (await device.put({ key: 'probe', value: foldVersion })));
        become({ type: 'open' });
      } catch (error) {
        const fault = faultOf(error);
        if (error instanceof StoreStopped) become(error.type === 'outdated' || error.type === 'evicted' ? { type: error.type } : state);
        else if (fault) become(fault === 'full' ? { type: 'full' } : { type: 'failed', message: String(error) });
        else throw error;
      }
      return state;
    },
    read,
    write(run) {
      queue ??= leaveLog();
      const done = queue.then(() => write(run));
      queue = done.catch(() => undefined);
      return done;
    },
    watch: watches.watch,
    close() {
      become({ type: 'closed' });
      others.close();
      dexie.close();
    },
  };
}
