import type { DeviceState, LinkState } from './app-context.ts';

/** What can be in the way of writing, keeping or sending. Being without a network is not among it: that is the ordinary state. */
export const troubleKinds = [
  'storage-full',
  'storage-failed',
  'storage-evicted',
  'storage-outdated',
  'storage-closed',
  'unreadable',
  'little-room',
  'not-kept',
  'clock',
  'stuck',
  'older-server',
  'returned',
  'copied',
  'captive',
  'signed-out',
  'revoked',
  'replaced',
  'no-access',
  'wrong-version',
  'server-failed',
] as const;
export type TroubleKind = (typeof troubleKinds)[number];

/** One stretch of a trouble, by the device's corrected clock in milliseconds. `until` is null while it lasts. */
export interface TroubleEntry {
  kind: TroubleKind;
  since: number;
  until: number | null;
  /** Its notice was closed; the list and the status line say it all the same. */
  isHushed?: boolean;
}

/** Milliseconds a clock may be off before it is worth a word: what is shown is corrected all the while. */
const clockTolerance = 10 * 60_000;

/** What is in the way now, worst first. */
export function troublesIn(link: LinkState, device: DeviceState): TroubleKind[] {
  const found: TroubleKind[] = [];
  if (device.storage !== 'open') found.push(`storage-${device.storage}`);
  if (isTrouble(link.link)) found.push(link.link);
  if (link.isStuck) found.push('stuck');
  if (link.isServerOlder) found.push('older-server');
  if (link.returned > 0) found.push('returned');
  if (link.isCopy) found.push('copied');
  if (device.room === 'little') found.push('little-room');
  if (device.clockOff !== null && Math.abs(device.clockOff) > clockTolerance) found.push('clock');
  if (device.storagePersistent === false) found.push('not-kept');
  return found;
}

function isTrouble(link: LinkState['link']): link is Extract<TroubleKind, LinkState['link']> {
  return (troubleKinds as readonly string[]).includes(link);
}

/** Milliseconds. What comes back so soon has not been away. */
const pause = 60_000;

/** The most that are remembered; the oldest go first. */
const remembered = 100;

/**
 * The list after a look: what is new begins, what is over ends.
 * @param mayEnd whether an entry that is not seen is known to be over: not right after the start, before everything has been looked at
 */
export function afterLook(
  entries: readonly TroubleEntry[],
  seen: ReadonlySet<TroubleKind>,
  now: number,
  mayEnd: (entry: TroubleEntry) => boolean,
): TroubleEntry[] {
  const next = entries.map(one => (one.until === null && !seen.has(one.kind) && mayEnd(one) ? { ...one, until: now } : one));
  for (const kind of seen) {
    const last = next.findLastIndex(one => one.kind === kind);
    const before = next[last];
    if (!before || (before.until !== null && now - before.until > pause)) next.push({ kind, since: now, until: null });
    else if (before.until !== null) next[last] = { ...before, until: null };
  }
  return next.slice(-remembered);
}

/** What stands in the device's memory, however it got there. */
export function readTroubles(stored: string | null): TroubleEntry[] {
  try {
    const found: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(found) ? found.filter(isEntry).slice(-remembered) : [];
  } catch {
    // Half written, or of another version: the list begins anew.
    return [];
  }
}

function isEntry(one: unknown): one is TroubleEntry {
  if (typeof one !== 'object' || one === null) return false;
  const { kind, since, until } = one as Record<string, unknown>;
  return (troubleKinds as readonly unknown[]).includes(kind) && typeof since === 'number' && (until === null || typeof until === 'number');
}
