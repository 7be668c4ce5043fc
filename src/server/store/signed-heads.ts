import type { Head } from '#oplog/log-store.ts';
import { worthKeeping, type SignedHead } from '#protocol/signatures.ts';
import type { Sql } from './database.ts';

/** Keeps a proven head of operations that are stored: the last of each writer, and the checkpoints. */
export function keepSignedHead(sql: Sql, head: SignedHead): void {
  const { space, writer } = head;
  const before = signedHeads(sql, space, writer, 0);
  const kept = worthKeeping([...before, head]);
  for (const { seq } of before)
    if (!kept.some(one => one.seq === seq))
      sql.run('DELETE FROM signed_heads WHERE space = ? AND writer = ? AND seq = ?', space, writer, seq);
  if (!kept.includes(head)) return;
  sql.run(
    'INSERT OR REPLACE INTO signed_heads (space, writer, seq, hash, device, signature) VALUES (?, ?, ?, ?, ?, ?)',
    space,
    writer,
    head.seq,
    head.hash,
    head.device,
    head.signature,
  );
}

/** A writer's signed heads after `after`, in order. */
export function signedHeads(sql: Sql, space: string, writer: string, after: number): SignedHead[] {
  return sql
    .all<SignedHead>(
      'SELECT space, writer, seq, hash, device, signature FROM signed_heads WHERE space = ? AND writer = ? AND seq > ? ORDER BY seq',
      space,
      writer,
      after,
    )
    .map(found => ({ ...found }));
}

/** The hash of a stored operation: the head's own, or what the next one says of it. Undefined when it is not stored. */
export function hashAt(sql: Sql, { space, writer, seq }: Pick<Head, 'space' | 'writer' | 'seq'>): string | undefined {
  const head = sql.get<Head>('SELECT seq, hash FROM heads WHERE space = ? AND writer = ?', space, writer);
  if (!head || head.seq < seq) return undefined;
  if (head.seq === seq) return head.hash;
  const next = sql.get<{ prev: string }>(
    "SELECT json_extract(op, '$.prev') AS prev FROM ops WHERE space = ? AND writer = ? AND seq = ?",
    space,
    writer,
    seq + 1,
  );
  return next?.prev;
}
