import { setAside } from '#domain/set-aside.ts';
import { notesSpace } from '#domain/spaces.ts';
import { readItem } from '#oplog/kind.ts';
import type { LogReader } from '#oplog/log-store.ts';

/** The devices that are not waited for at a visit. */
export async function asideIn(reader: LogReader, visit: string): Promise<Set<string>> {
  const rows = await reader.rowsOfKind(notesSpace(visit), setAside.name);
  return new Set(
    rows
      .filter(row => !row.deleted)
      .map(row => readItem(setAside, row))
      .filter(one => one.isAside)
      .map(one => one.id),
  );
}
