import { canonical, type Json } from '#oplog/json.ts';
import type { Lacks } from '#oplog/pictures.ts';
import type { Vector } from '#oplog/vector.ts';
import type { DeviceReceipt, SyncRequest } from '#protocol/sync.ts';
import type { Sql } from './database.ts';

/** An unchanged word is told again to the others, as its age, at most so often. */
const renewal = 60_000;

interface Stored {
  device: string;
  vector: string;
  at: number;
  open: number | null;
  away: number;
  lacks: string | null;
}

/**
 * Keeps a device's word for what it holds durably of a space; it replaces the one before.
 * @returns whether it holds something else than before
 */
export function putReceipt(
  sql: Sql,
  device: string,
  {
    space,
    have,
    open = null,
    away = false,
    lacks,
  }: Pick<SyncRequest, 'space' | 'have' | 'lacks'> & { open?: number | null; away?: boolean },
  now: number,
): boolean {
  const said = canonical(have as unknown as Json);
  const without = lacks === undefined ? null : canonical(lacks);
  const before = sql.get<Stored>(
    'SELECT device, vector, at, open, away, lacks FROM receipts WHERE space = ? AND device = ?',
    space,
    device,
  );
  const isNew = before?.vector !== said || before.lacks !== without;
  const isSame = !isNew && before.open === open && Boolean(before.away) === away;
  if (isSame && Math.abs(now - before.at) < renewal) return false;
  // A clock that was set back must not hide a word from those who have asked before.
  const changed = Math.max(now, lastChange(sql, space) + 1);
  sql.run(
    'INSERT OR REPLACE INTO receipts (space, device, vector, at, changed, open, away, lacks) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    space,
    device,
    said,
    now,
    changed,
    open,
    Number(away),
    without,
  );
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
    .all<Stored>(
      'SELECT device, vector, at, open, away, lacks FROM receipts WHERE space = ? AND changed > ? ORDER BY changed',
      space,
      since,
    )
    .filter(({ device }) => counts(device))
    .map(({ device, vector, at, open, away, lacks }) => ({
      device,
      at,
      vector: JSON.parse(vector) as Vector,
      ...(open === null ? {} : { open }),
      ...(away ? { away: true } : {}),
      ...(lacks === null ? {} : { lacks: JSON.parse(lacks) as Lacks }),
    }));
  return { receipts, receiptsAt };
}

function lastChange(sql: Sql, space: string): number {
  return sql.get<{ last: number | null }>('SELECT max(changed) AS last FROM receipts WHERE space = ?', space)?.last ?? 0;
}
