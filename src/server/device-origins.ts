import { device as deviceKind } from '#domain/device.ts';
import { originsOf } from '#domain/lending.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { readItem } from '#oplog/kind.ts';
import type { Sql } from './store/database.ts';
import { rowsOfKinds } from './store/sqlite-store.ts';

/** A device, and those that its profile was copied from, by the programme's rows. */
export function deviceOrigins(sql: Sql, programme: string, device: string): Set<string> {
  return originsOf(
    device,
    rowsOfKinds(sql, programmeSpace(programme), [deviceKind.name]).map(row => readItem(deviceKind, row)),
  );
}
