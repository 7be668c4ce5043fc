import { expect, test } from 'vitest';
import { note } from '#domain/note.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { writeChanges } from '#oplog/ledger.ts';
import type { LogStore } from '#oplog/log-store.ts';
import { createMemoryStore } from '#oplog/memory-store.ts';
import { createReplica } from '#oplog/replica.ts';
import type { Platform } from '#platform/platform.ts';
import { receiptsKey, type TeamReceipts } from '#protocol/remembered.ts';
import { createSyncEngine } from '#sync/engine.ts';
import type { Transport } from '#sync/transports/transport.ts';
import { writingAs } from '../../support/ledger-writing.ts';
import { memoryLocks } from '../../support/memory-notebook.ts';
import { visitDay } from '../../support/visit-day.ts';

test('one tab of a device exchanges, and the next takes over when it dies', async () => {
  const day = await visitDay({ visitors: 2, seed: 1 });
  const device = day.device('tablet-a');
  await device.open();
  const [first, second] = device.tabs;
  await day.time.pass(1_000);
  expect([first!.engine.state.link, second!.engine.state.link]).toEqual(['online', 'unknown']);
  first!.kill();
  await day.time.pass(1_000);
  expect(second!.engine.state.link).toBe('online');
  await day.write('tablet-a', 'n1', 'nimetty yhteyshlö');
  await day.time.pass(1_000);
  expect(await day.reads('tablet-b', 'n1')).toBe('nimetty yhteyshlö');
  await day.close();
});

test('says what waits while offline, and sends it by itself when the network is back', async () => {
  const day = await visitDay({ visitors: 2, seed: 1 });
  day.offline('tablet-a');
  await day.write('tablet-a', 'n1', 'ei sijaista');
  await day.time.pass(60_000);
  const { engine } = day.device('tablet-a').tabs[0]!;
  expect(engine.state.link).toBe('offline');
  expect(engine.state.pending).toBe(1);
  day.network.offline.delete('tablet-a');
  await day.time.pass(300_000);
  expect(engine.state.link).toBe('online');
  expect(engine.state.pending).toBe(0);
  expect(await day.reads('tablet-b', 'n1')).toBe('ei sijaista');
  await day.close();
});

test('others hear soon that a text is being written here, and when it is sealed', async () => {
  const day = await visitDay({ visitors: 2, seed: 1 });
  const { notebook } = day.device('tablet-a').tabs[0]!;
  const heard = async () =>
    (
      await day
        .device('tablet-b')
        .disk()
        .read(reader => reader.memory<TeamReceipts>(receiptsKey('notes/v')))
    )?.devices[day.device('tablet-a').id];
  await day.time.pass(40_000);
  expect(await heard()).toMatchObject({ open: 0 });
  const session = await notebook.openText(note, { space: 'notes/v', id: notebook.newId('mine') }, 'words');
  session.edit('ei sijaista');
  await day.time.pass(3_000);
  day.device('tablet-b').tabs[0]!.engine.nudge();
  await day.time.pass(2_000);
  expect(await heard()).toMatchObject({ open: 1 });
  await session.seal();
  await day.time.pass(40_000);
  expect(await heard()).toMatchObject({ open: 0 });
  await day.close();
});

test('a login page in the server’s place is told as one', async () => {
  const day = await visitDay({ visitors: 2, seed: 1 });
  day.network.weather = { ...day.network.weather, captive: 1 };
  await day.write('tablet-a', 'n1', 'sana');
  await day.time.pass(40_000);
  expect(day.device('tablet-a').tabs[0]!.engine.state).toMatchObject({ link: 'captive', pending: 1 });
  await day.close();
});

test('an exchange that was lost on the way is tried again in seconds, not with the next round', async () => {
  const day = await visitDay({ visitors: 2, seed: 1 });
  await day.time.pass(1_000);
  day.network.offline.add('tablet-a');
  await day.write('tablet-a', 'n1', 'ei sijaista');
  await day.time.pass(100);
  day.network.offline.delete('tablet-a');
  await day.time.pass(5_000);
  expect(await day.reads('tablet-b', 'n1')).toBe('ei sijaista');
  await day.close();
});

test('what was written while the last was being confirmed goes at once, too', async () => {
  const space = programmeSpace('p');
  const store = createMemoryStore();
  const server = createReplica(createMemoryStore());
  const looks: (() => Promise<void>)[] = [];
  /** Looks at what changed only when it is told to, as a slow device does. */
  const late: LogStore = {
    ...store,
    watch(read, next) {
      looks.push(async () => next(await store.read(read)));
      return () => undefined;
    },
  };
  const look = async () => {
    for (const one of looks) await one();
    await new Promise(resolve => setTimeout(resolve, 20));
  };
  const transport: Transport = {
    async exchange({ have, ops }) {
      await server.receive(space, ops);
      const after = await server.opsAfter(space, have, 500);
      const answer = { heads: await server.vector(space), ...after, receipts: [], receiptsAt: 0, now: 0 };
      return { type: 'answered', answer };
    },
    listen: () => () => undefined,
    keys: async () => null,
    present: async () => undefined,
  };
  const platform: Platform = {
    now: () => 0,
    randomHex: () => '8000',
    after: () => () => undefined,
    locks: memoryLocks(),
    connectivity: { isOnline: () => true, watch: () => () => undefined },
    lifecycle: { isHidden: () => false, onHide: () => () => undefined, onShow: () => () => undefined },
  };
  const engine = createSyncEngine({
    store: late,
    transport,
    platform,
    spaces: async () => [space],
    device: () => 'd',
    onOffset: () => undefined,
  });
  const write = (id: string) => store.write(tx => writeChanges(tx, writingAs('a'), [{ space, kind: note.name, id, text: { words: id } }]));
  const held = async () => Object.values(await server.vector(space));
  await look();
  await write('n1');
  await look();
  expect(await held()).toEqual([1]);
  // The device has not looked since: as many wait as when it did.
  await write('n2');
  await look();
  expect(await held()).toEqual([2]);
  engine.stop();
});
