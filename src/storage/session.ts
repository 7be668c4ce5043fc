import { foldVersion } from '#oplog/fold-version.ts';
import type { Database, Tables } from './database.ts';

/** Written into the database by whoever opens it: by this every transaction knows whether the database is still the one it opened, and its own. */
interface Session {
  /** Random, made with the database: another one means that the browser threw the old one out. */
  marker: string;
  /** The build that opened the database last. An older page may not write any more. */
  build: string;
  /** The greatest of the builds that have opened it. */
  foldVersion: number;
}

/** To a build of before there were stretches this one's fold is a later one: it would read half of what is there, and Dexie would let it. */
const understands = foldVersion + 1;
const sessionKey = 'session';
const foldedKey = 'folded';

export type Opened = { ok: true; marker: string; isNew: boolean; mustRefold: boolean } | { ok: false };

/** Takes the database over for this build, unless a build of a later fold has been here. */
export async function beginSession({ dexie, tables: { device } }: Database, build: string): Promise<Opened> {
  const freshMarker = Array.from(crypto.getRandomValues(new Uint32Array(4)), part => part.toString(16)).join('');
  return dexie.transaction('rw', [device], async () => {
    const before = (await device.get(sessionKey))?.value as Session | undefined;
    if (before && before.foldVersion > understands) return { ok: false };
    const marker = before?.marker ?? freshMarker;
    // A start that changes nothing writes nothing: a write waits for the disk, and the first screen for it.
    if (!before || before.build !== build || before.foldVersion !== understands)
      await device.put({ key: sessionKey, value: { marker, build, foldVersion: understands } satisfies Session });
    const folded = (await device.get(foldedKey))?.value as number | undefined;
    if (folded === undefined) await device.put({ key: foldedKey, value: foldVersion });
    return { ok: true, marker, isNew: !before, mustRefold: folded !== undefined && folded !== foldVersion };
  });
}

/** Asked in every writing transaction. */
export async function sessionStop({ device }: Tables, build: string, marker: string): Promise<'outdated' | 'evicted' | null> {
  const now = (await device.get(sessionKey))?.value as Session | undefined;
  if (now?.marker !== marker) return 'evicted';
  return now.build === build ? null : 'outdated';
}

export async function endRefold({ device }: Tables): Promise<void> {
  await device.put({ key: foldedKey, value: foldVersion });
}
