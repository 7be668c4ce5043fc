import { readableSpaces } from '#domain/access.ts';
import { device as deviceKind } from '#domain/device.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import type { ItemOf } from '#oplog/kind.ts';
import { currentMemberships, endMembership, personsOf, type CutOff } from './access/memberships.ts';
import { endSessions } from './access/sessions.ts';
import { renewSpaceKeys } from './access/space-keys.ts';
import type { Parts } from './parts.ts';
import type { Sql } from './store/database.ts';
import { writeAsServer } from './store/writers.ts';

/**
 * Cuts a device off from a programme, in the caller's transaction: it is sent nothing more, nothing of it is taken, and it reads nothing that is
 * packed with the keys that begin now. After the commit the caller disconnects it.
 * @param replacedBy the device its person goes on with, '' for none
 */
export async function cutOff(parts: Parts, sql: Sql, programme: string, device: string, replacedBy = ''): Promise<void> {
  const access = parts.book.of(sql, programme);
  // It may hold the keys of everybody it has been.
  const readable = [...personsOf(sql, device)].flatMap(person => readableSpaces(access, person));
  renewSpaceKeys(sql, new Set(readable), parts.now());
  endFor(sql, programme, device, replacedBy ? 'replaced' : 'revoked');
  const item = { space: programmeSpace(programme), id: device };
  await writeAsServer(sql, parts.writing(), [draft(deviceKind, item, { state: 'revoked', replacedBy })]);
}

/** What the programme says of a device holds, also when the server had forgotten it: one that was cut off stays so. */
export function followDevice(sql: Sql, programme: string, { id, state, replacedBy }: ItemOf<typeof deviceKind>): void {
  if (state === 'revoked') endFor(sql, programme, id, replacedBy ? 'replaced' : 'revoked');
}

function endFor(sql: Sql, programme: string, device: string, as: CutOff): void {
  endMembership(sql, device, programme, as);
  // One that is in another programme too keeps its session for that.
  if (currentMemberships(sql, device).length === 0) endSessions(sql, device, as);
}
