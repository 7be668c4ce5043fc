import { vectorOf, type LogReader } from '#oplog/log-store.ts';
import { missingCount } from '#oplog/vector.ts';
import { serverHeadsKey, type ServerHeads } from '#protocol/remembered.ts';
import type { SyncRefusal } from '#protocol/sync.ts';
import type { ExchangeEnd } from './exchange.ts';
import type { Link, SpaceStanding } from './sync-state.ts';

const failedLinks: Partial<Record<SyncRefusal, Link>> = {
  'signed-out': 'signed-out',
  revoked: 'revoked',
  replaced: 'replaced',
  'wrong-version': 'wrong-version',
  'server-failed': 'server-failed',
  malformed: 'server-failed',
  'wrong-origin': 'server-failed',
};

/** What the end says about the way to the server; null when nothing. */
export function linkAfter(end: ExchangeEnd): Link | null {
  switch (end.type) {
    case 'even':
    case 'stuck':
      return 'online';
    case 'refused':
      return failedLinks[end.refusal] ?? 'online';
    case 'stopped':
      return null;
    case 'offline':
    case 'unreachable':
    case 'captive':
      return end.type;
  }
}

export function standingOf(refusal: SyncRefusal): SpaceStanding {
  return refusal === 'unknown-space' || refusal === 'unknown-kind' || refusal === 'no-access' || refusal === 'gone' ? refusal : 'waiting';
}

/** What of a space is on this device and not on the server, as far as the server has said: operations, and texts not sealed yet. */
export interface Unsent {
  pending: number;
  open: number;
  /** All operations that are here: with one more of them there may be another to send, though as many wait as before. */
  held: number;
}

export async function unsentOf(reader: LogReader): Promise<Record<string, Unsent>> {
  const unsent: Record<string, Unsent> = {};
  const opens = await reader.opens();
  for (const space of new Set([...(await reader.spaces()), ...opens.map(one => one.space)])) {
    const held = (await reader.memory<ServerHeads>(serverHeadsKey(space)))?.vector ?? {};
    const own = vectorOf(await reader.heads(space));
    const open = opens.filter(one => one.space === space).length;
    unsent[space] = { pending: missingCount(own, held), open, held: missingCount(own, {}) };
  }
  return unsent;
}
