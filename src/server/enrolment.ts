import { device as deviceKind } from '#domain/device.ts';
import { person as personKind } from '#domain/person.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { DeviceCard, Joined, Membership } from '#protocol/membership.ts';
import { forgetKey } from './access/device-keys.ts';
import { enter, rememberDevice } from './access/memberships.ts';
import { deviceName } from './access/secrets.ts';
import { signIn } from './door.ts';
import type { Parts, RouteContext } from './parts.ts';
import type { Sql } from './store/database.ts';
import { writeAsServer } from './store/writers.ts';

/** Lets a device in as a person: the rows everybody sees, the membership, the session. In the caller's transaction. */
export async function enrol(
  parts: Parts,
  c: RouteContext,
  sql: Sql,
  card: DeviceCard,
  membership: Membership,
  first: readonly Draft[] = [],
): Promise<Joined> {
  const device = deviceName(card.id);
  rememberDevice(sql, device, card);
  forgetKey(sql, device);
  await writeAsServer(sql, parts.writing(), [...first, ...enrolmentDrafts(device, card, membership, parts.now())]);
  enter(sql, device, membership, parts.now());
  signIn(c, sql, device, parts.now());
  return { device, membership, now: parts.now(), origin: c.var.origin };
}

/** A device the server knows comes into one more programme. */
export async function enterAlso(
  parts: Parts,
  c: RouteContext,
  sql: Sql,
  device: string,
  card: Pick<DeviceCard, 'label' | 'shape'>,
  membership: Membership,
): Promise<Joined> {
  await writeAsServer(sql, parts.writing(), enrolmentDrafts(device, card, membership, parts.now()));
  enter(sql, device, membership, parts.now());
  return { device, membership, now: parts.now(), origin: c.var.origin };
}

/** To be called after the commit: the programme's rows and readers have changed. */
export function tellProgramme({ book, audience }: Parts, programme: string): void {
  book.forget(programme);
  audience.tell({ type: 'moved', space: programmeSpace(programme) });
}

function enrolmentDrafts(
  device: string,
  { label, shape }: Pick<DeviceCard, 'label' | 'shape'>,
  { programme, person }: Membership,
  now: number,
): Draft[] {
  const space = programmeSpace(programme);
  return [
    draft(personKind, { space, id: person }, { hasJoined: true }),
    draft(deviceKind, { space, id: device }, { person, label, shape, joinedAt: now, state: 'in-use', replacedBy: '' }),
  ];
}
