import type { Refusal } from '#domain/access.ts';
import type { WriteProblem } from '#oplog/kind.ts';
import type { ItemName } from '#oplog/log-store.ts';
import type { ActName } from './acts.ts';

/** Why something was not written. Nothing of the act was stored; what was typed stays on the screen. */
export type WriteFailure =
  | { type: 'not-allowed'; refusal: Refusal; kind: string }
  | { type: 'invalid'; kind: string; problems: WriteProblem[]; missing: string[] }
  | { type: 'storage'; cause: StorageCause };

/**
 * `full`: no room left. `failed`: the disk or the browser failed. `outdated`: a newer version is open in another tab. `evicted`: the browser
 * threw the database out. `closed`: it was closed. After the first failure all writing stops, until the store is told to go on.
 */
export type StorageCause = 'full' | 'failed' | 'outdated' | 'evicted' | 'closed';

/**
 * `acts` name what was written, so that it can be undone as one: one for each space. `kept`: items an undo left as they were, because they
 * were changed after what it undid, or are used, or are not one's own to write.
 */
export type Written = { ok: true; acts?: ActName[]; kept?: ItemName[] } | { ok: false; error: WriteFailure };

const causes: readonly string[] = ['full', 'failed', 'outdated', 'evicted', 'closed'] satisfies StorageCause[];

/** A store that stopped says why in `type`; anything else it throws is a failure of the device. */
export function storageFailure(error: unknown): WriteFailure {
  if (error instanceof Error && error.name === 'QuotaExceededError') return { type: 'storage', cause: 'full' };
  const type = error instanceof Error && 'type' in error ? String(error.type) : '';
  return { type: 'storage', cause: causes.includes(type) ? (type as StorageCause) : 'failed' };
}
