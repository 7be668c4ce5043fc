import { foldItem } from '#oplog/fold.ts';
import { serverAuthor } from '#oplog/op.ts';
import { eraseItem, writeChanges, type Change, type Writing } from '#oplog/ledger.ts';
import type { ItemName } from '#oplog/log-store.ts';
import type { Sql } from './database.ts';
import { itemsShowingPictures } from './pictures.ts';
import { logWriter } from './sqlite-store.ts';

/**
 * Whose a writer is, null for one not seen before. A writer brings only its owner's words, so nobody can take the slots of another's. One that is
 * a person's on a teammate's device belongs to both (`lentOwner`): neither can go on with it elsewhere.
 */
export function writerOwner(sql: Sql, writer: string): string | null {
  return sql.get<{ person: string }>('SELECT person FROM writers WHERE writer = ?', writer)?.person ?? null;
}

export function claimWriter(sql: Sql, writer: string, person: string): void {
  sql.run('INSERT OR IGNORE INTO writers (writer, person) VALUES (?, ?)', writer, person);
}

/** @param origins the device, and those that its profile was copied from */
export function lentOwner(person: string, origins: ReadonlySet<string>): string {
  return `${person}@${[...origins].at(-1)}`;
}

/** Whether a device signs for a writer of this owner: of one of its persons, or of one that borrowed it. */
export function signsFor(owner: string | null, persons: ReadonlySet<string>, origins: () => ReadonlySet<string>): boolean {
  if (owner === null || persons.has(owner)) return owner !== null;
  const at = owner.lastIndexOf('@');
  return at > 0 && owner === lentOwner(owner.slice(0, at), origins());
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
