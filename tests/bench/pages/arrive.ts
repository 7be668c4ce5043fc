import Dexie from 'dexie';
import { note } from '#domain/note.ts';
import type { Op } from '#oplog/op.ts';
import { createBrowserPlatform } from '#platform/browser-platform.ts';
import { openDexieStore } from '#storage/dexie-store.ts';
import { createDeviceKeys } from '#sync/device-keys.ts';
import { createSyncEngine } from '#sync/engine.ts';
import { createServerTransport } from '#sync/transports/server-transport.ts';

/** A device that has just joined fetches its spaces as the app does. @returns milliseconds until all is stored and folded */
export async function arrive(name: string, where: { programme: string; device: string; spaces: string[] }): Promise<number> {
  const { programme, device, spaces } = where;
  const store = await openDexieStore({ name, build: 'bench' });
  const platform = createBrowserPlatform();
  const transport = { ...createServerTransport(), listen: () => () => undefined };
  const keys = createDeviceKeys({ store, subtle: crypto.subtle, transport, membership: { programme, device }, after: platform.after });
  const started = performance.now();
  const options = { store, transport, platform, keys, device: () => device, onOffset: () => undefined };
  const engine = createSyncEngine({ ...options, spaces: async () => spaces });
  await new Promise<void>(resolve => {
    engine.watch(state => spaces.every(space => state.spaces[space]?.standing === 'even') && resolve());
  });
  const took = performance.now() - started;
  engine.stop();
  const shown = await store.read(async reader => {
    let count = 0;
    for (const space of spaces) count += (await reader.rowsOfKind(space, note.name)).length;
    return count;
  });
  store.close();
  if (shown < 1_000) throw new Error(`${shown} notes came: ${JSON.stringify(engine.state)}`);
  return took;
}

/** The least that could be done with the same bytes: read, and stored as they are. */
export async function bareArrive(name: string, answers: number): Promise<number> {
  const database = new Dexie(name, { chromeTransactionDurability: 'strict' });
  database.version(1).stores({ ops: '[space+writer+seq]' });
  await database.open();
  const ops = database.table<Op>('ops');
  const started = performance.now();
  for (let index = 0; index < answers; index++) {
    const answer = (await (await fetch(`/kept/${index}`)).json()) as { ops?: Op[] };
    if (answer.ops?.length) await ops.bulkPut(answer.ops);
  }
  const took = performance.now() - started;
  database.close();
  return took;
}
