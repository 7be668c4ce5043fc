import { openNotebook, type Notebook } from '#notebook/notebook.ts';
import { writeChanges } from '#oplog/ledger.ts';
import { makeCopy, type Copy, type CopyOptions } from '#rescue/make-copy.ts';
import type { IndexedDbHome } from '#storage/database.ts';
import { openDexieStore, type DexieStore } from '#storage/dexie-store.ts';
import { deviceDisk } from './device-disk.ts';
import { writingAs } from './ledger-writing.ts';
import { memoryLocks, programmeChanges, surroundings, visitPeople } from './memory-notebook.ts';

export interface CopiedDevice {
  disk: IndexedDbHome;
  store: DexieStore;
  notebook: Notebook;
  clock: { now: number };
}

/** A device of one person on a disk of its own, with the programme fetched or with nothing but the membership. */
export async function copiedDevice(
  who: keyof typeof visitPeople = 'liisa',
  has: 'programme' | 'nothing' = 'programme',
): Promise<CopiedDevice> {
  const disk = deviceDisk();
  const store = await openDexieStore({ name: 'vertti', build: 'test', indexedDB: disk });
  const clock = { now: Date.UTC(2026, 9, 14, 6, 41) };
  if (has === 'programme') {
    const server = writingAs('server', clock.now, 'server');
    await store.write(async tx => void (await writeChanges(tx, server, programmeChanges(visitPeople))));
  }
  return { disk, store, clock, notebook: await openNotebook(surroundings(store, who, clock, memoryLocks())) };
}

/** Everything on the device as one file, as the page at /rescue makes it, or as the running app does (`with` what is on its screen). */
export function copyOf({ disk, clock }: Pick<CopiedDevice, 'disk' | 'clock'>, options: Partial<CopyOptions> = {}): Promise<Copy> {
  return makeCopy({
    home: disk,
    name: 'vertti',
    build: 'test',
    now: clock.now,
    zone: 'Europe/Helsinki',
    onScreen: { texts: [], loose: [] },
    loadWords: () => import('#rescue/open-words.ts'),
    ...options,
  });
}
