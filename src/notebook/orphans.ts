import { adoptOpen } from '#oplog/ledger.ts';
import type { LogStore } from '#oplog/log-store.ts';
import { ownWritersKey } from '#protocol/remembered.ts';
import { writerLock, type Surroundings } from './surroundings.ts';

/**
 * Takes over what dead writers left open (a killed browser, an empty battery), holding each one's lock, so that a
 * tab that still lives is never written for; each as a fresh writer.
 * @returns how many texts came back
 */
export async function sealOrphans(
  store: LogStore,
  around: Pick<Surroundings, 'writer' | 'now' | 'offset' | 'randomHex' | 'locks'>,
): Promise<number> {
  const opens = (await store.read(reader => reader.opens())).filter(open => open.writer !== around.writer);
  let sealed = 0;
  for (const writer of new Set(opens.map(open => open.writer))) {
    const done = await around.locks.ifFree(writerLock(writer), () =>
      store.write(async tx => {
        let count = 0;
        for (const open of await tx.opens()) {
          if (open.writer !== writer) continue;
          const now = around.now();
          // A writer of its own: the text may be open here already, and two documents of one writer would count the same clock twice.
          const fresh = around.randomHex(8);
          const writing = { writer: fresh, author: open.author, now, wall: now + around.offset(), salt: () => around.randomHex(8) };
          await tx.remember(ownWritersKey, [...((await tx.memory<string[]>(ownWritersKey)) ?? []), fresh]);
          if (await adoptOpen(tx, writing, writer, open)) count++;
        }
        return count;
      }),
    );
    if (done !== 'held') sealed += done;
  }
  return sealed;
}
