import type { Me } from '#protocol/membership.ts';
import { currentMemberships } from '../access/memberships.ts';
import type { Parts, Route, RouteContext } from '../parts.ts';

export function meRoute(parts: Parts): Route {
  return c => c.json(meOf(parts, c));
}

/** Who this device is, by what is stored now. */
export function meOf({ database, now }: Parts, c: RouteContext): Me {
  const { device } = c.var.session;
  return { device, memberships: currentMemberships(database.read, device), now: now(), origin: c.var.origin };
}
