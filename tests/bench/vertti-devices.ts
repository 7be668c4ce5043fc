import { programmeSpace } from '#domain/spaces.ts';
import { openNotebook } from '#notebook/notebook.ts';
import type { Surroundings } from '#notebook/surroundings.ts';
import { vectorOf } from '#oplog/log-store.ts';
import { createMemoryStore } from '#oplog/memory-store.ts';
import { includes } from '#oplog/vector.ts';
import { serverHeadsKey, type ServerHeads } from '#protocol/remembered.ts';
import { createSyncEngine, type SyncEngine } from '#sync/engine.ts';
import { createServerTransport } from '#sync/transports/server-transport.ts';
import type { Platform } from '#platform/platform.ts';
import { memoryLocks } from '../support/memory-notebook.ts';
import { createOfficeClient, foundProgramme, joinVisitors, randomHex, visitDrafts, type JoinedDevice } from '../support/office-client.ts';
import { openEventStream } from './event-stream.ts';
import { plainFetch } from './plain-fetch.ts';

/** A signed-in device with the app's own store port, notebook and sync engine; only the disk is a memory store. */
export interface BenchDevice {
  store: ReturnType<typeof createMemoryStore>;
  around: Surroundings;
  /** Its session with the server. */
  cookie: string;
  /** Starts exchanging with the server over loopback HTTP. */
  startSync(spaces: string[]): SyncEngine;
}

export interface BenchVisit {
  visit: string;
  programme: string;
  devices: BenchDevice[];
}

/** Founds a programme with a visit on a fresh server and joins `count` visitors' devices, each by an invitation of its own. */
export async function joinDevices(origin: string, setupToken: string, count: number): Promise<BenchVisit> {
  const founder = createOfficeClient(origin);
  const founded = await foundProgramme(founder, setupToken);
  const { programme } = founded.membership;
  const coordinator = deviceOf(origin, founded);
  const engine = coordinator.startSync([programmeSpace(programme)]);
  await untilOnServer(coordinator, programmeSpace(programme));
  const visitId = randomHex(8);
  const notebook = await openNotebook(coordinator.around);
  const written = await notebook.write(visitDrafts(programme, visitId));
  if (!written.ok) throw new Error(`The visit was not made: ${JSON.stringify(written.error)}`);
  await untilOnServer(coordinator, programmeSpace(programme));
  engine.stop();
  await notebook.close();

  const joined = await joinVisitors(founder, origin, { programme, visit: visitId }, count);
  return { visit: visitId, programme, devices: joined.map(one => deviceOf(origin, one)) };
}

/** Until the server holds all of the space that is here, and something has come of it. */
async function untilOnServer({ store }: BenchDevice, space: string): Promise<void> {
  const isThere = () =>
    store.read(async reader => {
      const held = await reader.memory<ServerHeads>(serverHeadsKey(space));
      const here = vectorOf(await reader.heads(space));
      return held !== undefined && Object.keys(here).length > 0 && includes(held.vector, here);
    });
  for (let turn = 0; !(await isThere()); turn++) {
    if (turn > 2_000) throw new Error(`${space} did not reach the server`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

function deviceOf(origin: string, { device, membership, cookie }: JoinedDevice): BenchDevice {
  // As it is given: guarding what is stored against changes is the tests' affair, and the other side's devices keep nothing at all.
  const store = createMemoryStore(undefined, { isGuarded: false });
  const platform: Platform = {
    now: Date.now,
    randomHex,
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
    locks: memoryLocks(),
    connectivity: { isOnline: () => true, watch: () => () => undefined },
    lifecycle: { isHidden: () => false, onHide: () => () => undefined, onShow: () => () => undefined },
  };
  const around: Surroundings = {
    store,
    membership: { ...membership, device, origin, all: [membership] },
    writer: randomHex(8),
    now: platform.now,
    offset: () => 0,
    randomHex,
    after: platform.after,
    locks: platform.locks,
    sealDelay: () => 30_000,
  };
  return {
    store,
    around,
    cookie,
    startSync: spaces =>
      createSyncEngine({
        store,
        transport: createServerTransport({
          fetch: plainFetch(origin, { origin, cookie }),
          isOnline: () => true,
          openEvents: path => openEventStream(`${origin}${path}`, cookie),
          after: platform.after,
        }),
        platform,
        spaces: async () => spaces,
        device: () => device,
        onOffset: () => undefined,
      }),
  };
}
