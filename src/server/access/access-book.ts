import { accessKinds, accessOf, mayRead, type Access } from '#domain/access.ts';
import { parseSpace, programmeSpace } from '#domain/spaces.ts';
import type { Membership } from '#protocol/membership.ts';
import type { Sql } from '../store/database.ts';
import { rowsOfKinds } from '../store/sqlite-store.ts';

/** Where a space belongs. `unknown`: its programme or visit has not come yet. */
export type Place = { type: 'known'; programme: string } | { type: 'unknown' | 'gone' };

/** Who may what, by the rows of each programme's access kinds; kept until they change. */
export interface AccessBook {
  of(sql: Sql, programme: string): Access;
  /** As it is inside a transaction that has just changed it; not kept. */
  fresh(sql: Sql, programme: string): Access;
  /** To be called after each commit that changed a programme's access kinds. */
  forget(programme: string): void;
  placeOf(sql: Sql, space: string): Place;
  /** The membership, of those given, that may read the space. */
  readerOf(sql: Sql, memberships: readonly Membership[], space: string): Membership | null;
}

export function createAccessBook(): AccessBook {
  const known = new Map<string, Access>();

  // All of it is read without a pause in between, so that what is kept is of one moment.
  function fresh(sql: Sql, programme: string): Access {
    const rows = rowsOfKinds(sql, programmeSpace(programme), accessKinds);
    const all = accessOf(programme, rows);
    // A visit is of the programme that named it first: another that takes its id reads nothing by it.
    const visits = new Map([...all.visits].filter(([visit]) => homeOf(sql, visit) === programme));
    return { ...all, visits };
  }

  function of(sql: Sql, programme: string): Access {
    const access = known.get(programme) ?? fresh(sql, programme);
    known.set(programme, access);
    return access;
  }

  function placeOf(sql: Sql, space: string): Place {
    if (sql.get('SELECT at FROM tombstones WHERE space = ?', space)) return { type: 'gone' };
    const where = parseSpace(space);
    if (!where) return { type: 'unknown' };
    const programme = where.family === 'programme' ? where.scope : homeOf(sql, where.scope);
    if (programme === null || !sql.get('SELECT programme FROM programmes WHERE programme = ?', programme)) return { type: 'unknown' };
    return { type: 'known', programme };
  }

  return {
    of,
    fresh,
    forget: programme => void known.delete(programme),
    placeOf,
    readerOf(sql, memberships, space) {
      const place = placeOf(sql, space);
      if (place.type !== 'known') return null;
      const membership = memberships.find(found => found.programme === place.programme);
      return membership && mayRead(of(sql, place.programme), membership.person, space) ? membership : null;
    },
  };
}

/** The programme a visit belongs to, null when nobody has named it. */
export function homeOf(sql: Sql, visit: string): string | null {
  return sql.get<{ programme: string }>('SELECT programme FROM visits WHERE visit = ?', visit)?.programme ?? null;
}

export function claimVisit(sql: Sql, visit: string, programme: string): void {
  sql.run('INSERT OR IGNORE INTO visits (visit, programme) VALUES (?, ?)', visit, programme);
}
