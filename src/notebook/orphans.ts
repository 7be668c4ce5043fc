import { sealOpen } from '#oplog/ledger.ts';
import type { LogStore } from '#oplog/log-store.ts';
import { writerLock, type Surroundings } from './surroundings.ts';

/**
 * Seals what dead writers left open (a killed browser, an empty battery), each under its own writer's lock, so that a
 * tab that still lives is never written for.
 * @returns how many texts came back
 */
export async function sealOrphans(store: LogStore, around: Pick<Surroundings, 'writer' | 'now' | 'offset' | 'randomHex' | 'locks'>): Promise<number> {
  const opens = (await store.read(reader => reader.opens())).filter(open => open.writer !== around.writer);
  let sealed = 0;
  for (const writer of new Set(opens.map(open => open.writer))) {
    const done = await around.locks.ifFree(writerLock(writer), () =>
      store.write(async tx => {
        let count = 0;
        for (const open of await tx.opens()) {
          if (open.writer !== writer) continue;
          const now = around.now();
          await sealOpen(tx, { writer, author: open.author, now, wall: now + around.offset(), salt: () => around.randomHex(8) }, open);
          count++;
        }
        return count;
      }),
    );
    if (done !== 'held') sealed += done;
  }
  return sealed;
}
