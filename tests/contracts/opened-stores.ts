import { afterEach } from 'vitest';
import type { LogStore } from '#oplog/log-store.ts';

/** A store under test. `reopen` opens the same storage anew, as after a restart; a store that keeps nothing has none. */
export interface StoreUnderTest {
  store: LogStore;
  reopen?: () => Promise<LogStore>;
  close?: () => Promise<void> | void;
}

/** Opens stores for the tests of a file or a group; each is closed after the test that opened it. */
export function openedStores(create: () => Promise<StoreUnderTest>): () => Promise<StoreUnderTest> {
  const open: StoreUnderTest[] = [];
  afterEach(async () => {
    for (const made of open.splice(0)) await made.close?.();
  });
  return async () => {
    const made = await create();
    open.push(made);
    return made;
  };
}
