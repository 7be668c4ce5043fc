import { rolesIn, type Access } from '#domain/access.ts';
import { device as deviceKind } from '#domain/device.ts';
import { visitor } from '#domain/role.ts';
import { parseSpace, programmeSpace } from '#domain/spaces.ts';
import { readItem } from '#oplog/kind.ts';
import type { LogReader } from '#oplog/log-store.ts';
import { copiesOf, type Copies } from './saved.ts';
import { asideIn } from './set-aside.ts';

/** What is known of a space's copies elsewhere, on the devices that are counted. */
export async function countedCopies(
  reader: LogReader,
  access: Access,
  me: { programme: string; device: string },
  space: string,
): Promise<Copies> {
  const rows = await reader.rowsOfKind(programmeSpace(me.programme), deviceKind.name);
  const family = parseSpace(space)?.family;
  const isTeam = family === 'notes' || family === 'debrief';
  // A team's copies are its visitors' devices: a coordinator's laptop reads along and is not counted, nor is what was set aside.
  const isCounted = (person: string) => !isTeam || rolesIn(access, person, space).includes(visitor);
  const aside = isTeam ? await asideIn(reader, parseSpace(space)!.scope) : new Set<string>();
  const counted = new Set(
    rows
      .map(row => readItem(deviceKind, row))
      .filter(found => found.state === 'in-use' && isCounted(found.person) && !aside.has(found.id))
      .map(found => found.id),
  );
  return copiesOf(reader, space, found => found !== me.device && counted.has(found));
}
