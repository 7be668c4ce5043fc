import { note } from '#domain/note.ts';
import { foldItem } from '#oplog/fold.ts';
import type { Op } from '#oplog/op.ts';
import { opName } from '#oplog/op.ts';
import { judgementsIn } from '#oplog/judgements.ts';
import { createSqliteStore } from '#server/store/sqlite-store.ts';
import type { TestServer } from './test-server.ts';

/** The words of the notes of `notes/v` as the server's store says, folded here, sorted: the server itself folds only what access needs. */
export function serverNotes({ database }: TestServer): Promise<string[]> {
  return createSqliteStore(database).read(async reader => {
    const { refused } = await judgementsIn(reader, 'notes/v');
    const ops: Op[] = [];
    for (const { writer } of await reader.heads('notes/v')) ops.push(...(await reader.opsAfter('notes/v', writer, 0, 100_000)));
    const items = Map.groupBy(
      ops.filter(op => op.kind === note.name && !refused.has(opName(op))),
      op => op.id,
    );
    return [...items.values()].map(found => foldItem(found, new Set())?.texts['words'] ?? '').sort();
  });
}
