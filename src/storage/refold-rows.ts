import { refold } from '#oplog/ledger.ts';
import type { LogWriter } from '#oplog/log-store.ts';
import type { Tables } from './database.ts';
import { itemsOfOps } from './stretches.ts';

const chunk = 200;

/** Folds every item anew after the fold's version changed. A kill in the middle costs nothing: the next start begins again. */
export async function refoldRows(
  tables: Tables,
  write: (run: (writer: LogWriter) => Promise<void>) => Promise<void>,
  onRefold: (done: number) => void = () => undefined,
): Promise<void> {
  const items = await itemsOfOps(tables);
  for (let done = 0; done < items.length; done += chunk) {
    await write(async writer => {
      for (const [space, kind, id] of items.slice(done, done + chunk)) await refold(writer, { space, kind, id });
    });
    onRefold(Math.min(done + chunk, items.length));
  }
}
