import { canonical, type Json } from '#oplog/json.ts';
import type { Vector } from '#oplog/vector.ts';
import type { DeviceReceipt } from '#protocol/sync.ts';
import type { Sql } from './database.ts';

/** An unchanged word is told again to the others, as its age, at most so often. */
const renewal = 60_000;

/**
 * Keeps a device's word for what it holds durably of a space; it replaces the one before.
 * @returns whether the vector is another than before
 */
export function putReceipt(sql: Sql, space: string, device: string, vector: Vector, now: number): boolean {
  const said = canonical(vector as unknown as Json);
  const before = sql.get<{ vector: string; at: number }>('SELECT vector, at FROM receipts WHERE space = ? AND device = ?', space, device);
  const isNew = before?.vector !== said;
  if (!isNew && before && now - before.at < renewal) return false;
  // A clock that was set back must not hide a word from those who have asked before.
  const changed = Math.max(now, lastChange(sql, space) + 1);
  sql.run('INSERT OR REPLACE INTO receipts (space, device, vector, at, changed) VALUES (?, ?, ?, ?, ?)', space, device, said, now, changed);
  return isNew;
}

/** What other devices said since `after`; all of it when `after` was given by a server that was restored since. */
export function receiptsAfter(
  sql: Sql,
  space: string,
  after: number,
  counts: (device: string) => boolean,
): { receipts: DeviceReceipt[]; receiptsAt: number } {
  const receiptsAt = lastChange(sql, space);
  const since = after > receiptsAt ? 0 : after;
  const receipts = sql
    .all<{ device: string; vector: string; at: number }>(
      'SELECT device, vector, at FROM receipts WHERE space = ? AND changed > ? ORDER BY changed',
      space,
      since,
    )
    .filter(({ device }) => counts(device))
    .map(({ device, vector, at }) => ({ device, at, vector: JSON.parse(vector) as Vector }));
  return { receipts, receiptsAt };
}

function lastChange(sql: Sql, space: string): number {
  return sql.get<{ last: number | null }>('SELECT max(changed) AS last FROM receipts WHERE space = ?', space)?.last ?? 0;
}
