import { mayRead, type Access } from '#domain/access.ts';
import type { Membership } from '#protocol/membership.ts';
import { currentMemberships, cutOffState } from './access/memberships.ts';
import type { Failure } from './failures.ts';
import type { Parts } from './parts.ts';
import type { Sql } from './store/database.ts';

export type Reach = { ok: true; programme: string; membership: Membership; access: Access } | { ok: false; error: Failure };

/** Who a device is in a space that it may read; else why it gets nothing of it. */
export function reachOf({ book }: Parts, sql: Sql, device: string, space: string): Reach {
  const place = book.placeOf(sql, space);
  if (place.type !== 'known') return { ok: false, error: place.type === 'gone' ? 'gone' : 'unknown-space' };
  const { programme } = place;
  const membership = currentMemberships(sql, device).find(found => found.programme === programme);
  if (!membership) return { ok: false, error: cutOffState(sql, device, programme) ?? 'no-access' };
  const access = book.of(sql, programme);
  return mayRead(access, membership.person, space) ? { ok: true, programme, membership, access } : { ok: false, error: 'no-access' };
}
