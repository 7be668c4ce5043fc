import type { ItemName } from '#oplog/log-store.ts';
import { isPictureName, lacksOf, type Lacks } from '#oplog/pictures.ts';
import type { Sql } from './database.ts';

/** What a space may hold of pictures: a visit day of thirty people with sixty each. */
export const mostPictures = 2_000;
export const mostPictureBytes = 800_000_000;

const named = `json_extract(op, '$.patch.set.picture.to')`;

/** As `LogReader.picturesNamed`, at once. */
export function picturesNamed(sql: Sql, space: string): string[] {
  const said = sql.all<{ hash: unknown }>(`SELECT DISTINCT ${named} AS hash FROM ops WHERE space = ? AND ${named} > ''`, space);
  return said.map(found => found.hash).filter(isPictureName);
}

export function isPictureNamed(sql: Sql, space: string, hash: string): boolean {
  return sql.get(`SELECT 1 FROM ops WHERE space = ? AND ${named} > '' AND ${named} = ?`, space, hash) !== undefined;
}

/** The items that say of a picture that it is theirs, whoever may say so. */
export function itemsShowingPictures(sql: Sql, space: string): ItemName[] {
  return sql
    .all<{ kind: string; id: string }>(`SELECT DISTINCT kind, id FROM ops WHERE space = ? AND ${named} > ''`, space)
    .map(({ kind, id }) => ({ space, kind, id }));
}

/** What the server lacks of the pictures that its operations name. */
export function serverLacks(sql: Sql, space: string): Lacks {
  const all = picturesNamed(sql, space);
  if (all.length === 0) return [];
  return lacksOf(all, new Set(picturesHeld(sql, space)));
}

export function picturesHeld(sql: Sql, space: string): string[] {
  return sql.all<{ hash: string }>('SELECT hash FROM pictures WHERE space = ?', space).map(found => found.hash);
}

export function pictureBytes(sql: Sql, space: string, hash: string): Uint8Array<ArrayBuffer> | undefined {
  return sql.get<{ bytes: Uint8Array<ArrayBuffer> }>('SELECT bytes FROM pictures WHERE space = ? AND hash = ?', space, hash)?.bytes;
}

export function hasPicture(sql: Sql, space: string, hash: string): boolean {
  return sql.get('SELECT 1 FROM pictures WHERE space = ? AND hash = ?', space, hash) !== undefined;
}

/** @returns false when the space is full */
export function hasRoomFor(sql: Sql, space: string, bytes: number): boolean {
  const held = sql.get<{ count: number; bytes: number | null }>(
    'SELECT count(*) AS count, sum(length(bytes)) AS bytes FROM pictures WHERE space = ?',
    space,
  );
  return (held?.count ?? 0) < mostPictures && (held?.bytes ?? 0) + bytes <= mostPictureBytes;
}

export function addPicture(sql: Sql, space: string, hash: string, bytes: Uint8Array, at: number): void {
  sql.run('INSERT OR IGNORE INTO pictures (space, hash, at, bytes) VALUES (?, ?, ?, ?)', space, hash, at, bytes);
}
