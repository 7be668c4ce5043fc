import { readItem, type Fields, type ItemBase, type Kind, type ValuesOf } from '#oplog/kind.ts';
import type { LogReader } from '#oplog/log-store.ts';
import type { Row } from '#oplog/fold.ts';

type Item<F extends Fields> = ItemBase & ValuesOf<F>;

/** Typed reading. Lists leave the deleted out unless asked for; their order is by id, so that it never depends on arrival. */
export interface NotebookReader {
  item<F extends Fields>(kind: Kind<F>, space: string, id: string): Promise<Item<F> | undefined>;
  items<F extends Fields>(kind: Kind<F>, space: string, which?: 'deleted-too'): Promise<Item<F>[]>;
  /** The items whose parent is `parent`, in whatever space. */
  children<F extends Fields>(kind: Kind<F>, parent: string, which?: 'deleted-too'): Promise<Item<F>[]>;
  log: LogReader;
}

export function notebookReader(log: LogReader): NotebookReader {
  const read = <F extends Fields>(kind: Kind<F>, rows: Row[], which?: 'deleted-too') =>
    rows
      .filter(row => which === 'deleted-too' || !row.deleted)
      .map(row => readItem(kind, row))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    item: async (kind, space, id) => {
      const row = await log.row({ space, kind: kind.name, id });
      return row && readItem(kind, row);
    },
    items: async (kind, space, which) => read(kind, await log.rowsOfKind(space, kind.name), which),
    children: async (kind, parent, which) => read(kind, await log.rowsOfParent(kind.name, parent), which),
    log,
  };
}
