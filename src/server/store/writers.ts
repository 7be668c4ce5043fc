import { foldItem } from '#oplog/fold.ts';
import { serverAuthor } from '#oplog/op.ts';
import { eraseItem, writeChanges, type Change, type Writing } from '#oplog/ledger.ts';
import type { ItemName } from '#oplog/log-store.ts';
import type { Sql } from './database.ts';
import { itemsShowingPictures } from './pictures.ts';
import { logWriter } from './sqlite-store.ts';

/** Whose a writer is, null for one not seen before. A writer brings only its owner's words, so nobody can take the slots of another's. */
export function writerOwner(sql: Sql, writer: string): string | null {
  return sql.get<{ person: string }>('SELECT person FROM writers WHERE writer = ?', writer)?.person ?? null;
}

export function claimWriter(sql: Sql, writer: string, person: string): void {
  sql.run('INSERT OR IGNORE INTO writers (writer, person) VALUES (?, ?)', writer, person);
}

/** The server's own writing: through the one ledger, by its own writer. */
export async function writeAsServer(sql: Sql, writing: Writing, changes: readonly Change[]): Promise<void> {
  claimWriter(sql, writing.writer, serverAuthor);
  await writeChanges(logWriter(sql), writing, changes);
}

/** Erases an item, and what shows a picture beside it where `mayErase` says so: whoever erases a note means its photos too. */
export async function eraseAsServer(
  sql: Sql,
  writing: Writing,
  item: ItemName,
  mayErase: (beside: ItemName) => boolean = () => true,
): Promise<void> {
  claimWriter(sql, writing.writer, serverAuthor);
  const tx = logWriter(sql);
  for (const one of itemsShowingPictures(sql, item.space).filter(mayErase)) {
    const row = foldItem(await tx.opsOf(one), new Set());
    if (row?.parent === item.id) await eraseItem(tx, writing, one);
  }
  await eraseItem(tx, writing, item);
}
