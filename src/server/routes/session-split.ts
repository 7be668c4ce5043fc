import { device as deviceKind } from '#domain/device.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import { SplitRequest, type DeviceCard, type Me, type Membership } from '#protocol/membership.ts';
import { copyMemberships, currentMemberships, lastMembership, rememberDevice } from '../access/memberships.ts';
import { deviceName } from '../access/secrets.ts';
import { readBody, signIn } from '../door.ts';
import { tellProgramme } from '../enrolment.ts';
import { refuse } from '../failures.ts';
import type { Parts, Route } from '../parts.ts';
import type { Sql } from '../store/database.ts';
import { writeAsServer } from '../store/writers.ts';
import { meOf } from './me.ts';

/**
 * A profile that another device goes on from, too, becomes a device of its own: of the same person, with a session of its own. Repeated after a
 * lost answer, by the old session or already by the new one, it answers the same.
 */
export function sessionSplitRoute(parts: Parts): Route {
  return async c => {
    const request = await readBody(c, SplitRequest);
    if (!request) return refuse(c, 'malformed', 'split');
    const { device: before } = c.var.session;
    const device = deviceName(request.device.id);
    if (device !== before) {
      const memberships = await parts.database.write(async sql => {
        const held = currentMemberships(sql, before);
        rememberDevice(sql, device, request.device);
        await writeAsServer(sql, parts.writing(), copyDrafts(parts, sql, held, { ...request.device, id: device }, before));
        copyMemberships(sql, before, device, parts.now());
        signIn(c, sql, device, parts.now());
        return held;
      });
      for (const { programme } of memberships) tellProgramme(parts, programme);
    }
    const me = meOf(parts, c);
    return c.json({ ...me, device, memberships: currentMemberships(parts.database.read, device) } satisfies Me);
  };
}

/** The rows by which others see it, once. */
function copyDrafts(parts: Parts, sql: Sql, memberships: readonly Membership[], { id, label, shape }: DeviceCard, copyOf: string): Draft[] {
  const joinedAt = parts.now();
  return memberships
    .filter(({ programme }) => lastMembership(sql, id, programme) === null)
    .map(({ programme, person }) =>
      draft(deviceKind, { space: programmeSpace(programme), id }, { person, label, shape, joinedAt, state: 'in-use', copyOf }),
    );
}
