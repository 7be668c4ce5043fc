import { randomBytes } from 'node:crypto';
import { mayRead, readableSpaces, type Access } from '#domain/access.ts';
import type { SpaceKey } from '#protocol/keys.ts';
import type { Sql } from '../store/database.ts';

/** All generations of the keys of spaces, of each at least one. */
export function spaceKeysOf(sql: Sql, spaces: readonly string[], now: number): SpaceKey[] {
  return spaces.flatMap(space => {
    if (newest(sql, space) === 0) begin(sql, space, now);
    return sql
      .all<SpaceKey>('SELECT space, generation, key FROM space_keys WHERE space = ? ORDER BY generation', space)
      .map(found => ({ ...found }));
  });
}

/** Whoever holds the keys until now can read nothing that is packed with the next ones. A space that has no key yet needs no new one. */
export function renewSpaceKeys(sql: Sql, spaces: Iterable<string>, now: number): void {
  for (const space of spaces) if (newest(sql, space) > 0) begin(sql, space, now);
}

/** The spaces that somebody could read before and cannot now. */
export function spacesLost(before: Access, after: Access): Set<string> {
  const lost = new Set<string>();
  for (const person of before.people.keys())
    for (const space of readableSpaces(before, person)) if (!mayRead(after, person, space)) lost.add(space);
  return lost;
}

function newest(sql: Sql, space: string): number {
  return sql.get<{ last: number | null }>('SELECT max(generation) AS last FROM space_keys WHERE space = ?', space)?.last ?? 0;
}

function begin(sql: Sql, space: string, now: number): void {
  const key = randomBytes(32).toString('base64');
  sql.run('INSERT INTO space_keys (space, generation, key, at) VALUES (?, ?, ?, ?)', space, newest(sql, space) + 1, key, now);
}
