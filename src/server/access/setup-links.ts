import { readItem } from '#oplog/kind.ts';
import { person } from '#domain/person.ts';
import { programme } from '#domain/programme.ts';
import { coordinator } from '#domain/role.ts';
import { programmeSpace } from '#domain/spaces.ts';
import type { Sql } from '../store/database.ts';
import { rowsOfKinds } from '../store/sqlite-store.ts';
import { hashSecret, newSecret } from './secrets.ts';

const life = 15 * 60_000;

/** Key in the log's memory of the address the server was last reached at, so that `npm run setup-link` can print a whole link. */
export const addressKey = 'address';

/** @returns the token of a fresh link; links before it are of no use any more */
export function createSetupLink(sql: Sql, now: number): string {
  const token = newSecret();
  sql.run('DELETE FROM setup_links');
  sql.run('INSERT INTO setup_links (hash, expires) VALUES (?, ?)', hashSecret(token), now + life);
  return token;
}

export type SetupLinkProblem = 'link-unknown' | 'link-expired' | 'link-used';

/** The device that used a link first may use it again while it lasts: its answer may have been lost, or the example been opened first. */
export function setupLinkProblem(sql: Sql, token: string, device: string, now: number): SetupLinkProblem | null {
  const found = sql.get<{ expires: number; used_device: string | null }>(
    'SELECT expires, used_device FROM setup_links WHERE hash = ?',
    hashSecret(token),
  );
  if (!found) return 'link-unknown';
  if (found.expires <= now) return 'link-expired';
  return found.used_device === null || found.used_device === device ? null : 'link-used';
}

export function useSetupLink(sql: Sql, token: string, device: string): void {
  sql.run('UPDATE setup_links SET used_device = ? WHERE hash = ?', device, hashSecret(token));
}

export interface FirstCoordinator {
  programme: string;
  programmeName: string;
  person: string;
  personName: string;
}

/** The coordinator of the server's first programme that is no example; null before the set-up. */
export function firstCoordinator(sql: Sql): FirstCoordinator | null {
  for (const { id } of sql.all<{ id: string }>('SELECT programme AS id FROM programmes WHERE is_example = 0 ORDER BY created')) {
    const space = programmeSpace(id);
    const [named] = rowsOfKinds(sql, space, [programme.name]).filter(row => row.id === id);
    const [first] = rowsOfKinds(sql, space, [person.name])
      .map(row => readItem(person, row))
      .filter(found => !found.deleted && found.roles.includes(coordinator))
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    if (first)
      return { programme: id, programmeName: named ? readItem(programme, named).name : '', person: first.id, personName: first.name };
  }
  return null;
}
