import { afterEach, expect, test } from 'vitest';
import { pictureKinds } from '#domain/picture-kinds.ts';
import { photo } from '#domain/photo.ts';
import { draft } from '#notebook/draft.ts';
import { writeChanges } from '#oplog/ledger.ts';
import type { LogStore } from '#oplog/log-store.ts';
import { createMemoryStore } from '#oplog/memory-store.ts';
import { hexDigest } from '#oplog/sha256.ts';
import { isLacking, shortName } from '#oplog/pictures.ts';
import { receiptsKey, serverHeadsKey, type ServerHeads, type TeamReceipts } from '#protocol/remembered.ts';
import { createPictureQueue } from '#sync/picture-queue.ts';
import { notes } from '../../support/day-places.ts';
import { writingAs } from '../../support/ledger-writing.ts';
import { pictureBytes } from '../../support/picture-bytes.ts';
import { visitDay, type VisitDay } from '../../support/visit-day.ts';

let day: VisitDay;
afterEach(() => day.close());

async function photographs(device: string, number: number, length?: number): Promise<string> {
  const { notebook } = day.device(device).tabs[0]!;
  const kept = await notebook.keepPicture(notes, pictureBytes(number, length), picture => [
    draft(photo, { space: notes, id: notebook.newId('mine') }, { picture, parent: 'n' }),
  ]);
  if (!kept.ok) throw new Error(JSON.stringify(kept.error));
  return kept.picture;
}

const holds = async (store: Pick<LogStore, 'read'>, hash: string) => {
  const found = await store.read(reader => reader.picture(notes, hash));
  return found ? hexDigest(new Uint8Array(await found.bytes.arrayBuffer())) === hash : false;
};
const isOn = (device: string, hash: string) => holds(day.device(device).disk(), hash);
const serverWord = async (device: string, hash: string) => {
  const server = await day
    .device(device)
    .disk()
    .read(reader => reader.memory<ServerHeads>(serverHeadsKey(notes)));
  return !isLacking(server?.lacks, hash);
};

for (const server of ['plain', 'app'] as const) {
  test(`pictures go to the server and to each device of the team, and nobody else's (${server} server)`, async () => {
    day = await visitDay({ visitors: 3, seed: 1, server });
    const hashes = [await photographs('tablet-a', 1), await photographs('tablet-a', 2), await photographs('tablet-b', 3)];
    await day.time.pass(80_000);
    for (const hash of hashes) {
      expect(await holds(day.server.log, hash)).toBe(true);
      for (const device of ['tablet-a', 'tablet-b', 'tablet-c']) expect(await isOn(device, hash)).toBe(true);
      expect(await isOn('host', hash)).toBe(false);
    }
    const heard = await day
      .device('tablet-a')
      .disk()
      .read(reader => reader.memory<TeamReceipts>(receiptsKey(notes)));
    expect(Object.values(heard!.devices).map(one => one.lacks)).toEqual([[], []]);
  });

  test(`a server restored without a picture gets it again, from another device than the one that took it (${server} server)`, async () => {
    day = await visitDay({ visitors: 2, seed: 1, server });
    const copy = await day.server.copy();
    const hash = await photographs('tablet-a', 1);
    await day.time.pass(20_000);
    day.offline('tablet-a');
    await day.server.restore(copy);
    expect(await holds(day.server.log, hash)).toBe(false);
    await day.time.pass(90_000);
    expect(await holds(day.server.log, hash)).toBe(true);
    expect(await serverWord('tablet-b', hash)).toBe(true);
  });
}

test('words go while a picture cannot, and what the server has not confirmed is never called there', async () => {
  day = await visitDay({ visitors: 2, seed: 1 });
  const { bring } = day.server;
  day.server.bring = async () => ({ type: 'refused', refusal: 'too-large' });
  const hash = await photographs('tablet-a', 1);
  await day.write('tablet-a', 'n1', 'sanat menevät');
  await day.time.pass(60_000);
  expect(await day.reads('tablet-b', 'n1')).toBe('sanat menevät');
  expect(await serverWord('tablet-a', hash)).toBe(false);
  day.server.bring = bring;
  // Asked again after five minutes, or when something has changed.
  await day.time.pass(400_000);
  expect(await serverWord('tablet-a', hash)).toBe(true);
  expect(await isOn('tablet-b', hash)).toBe(true);
});

test('a login page in between takes no picture, and it goes when the way is free', async () => {
  day = await visitDay({ visitors: 2, seed: 1 });
  const { bring } = day.server;
  let asked = 0;
  day.server.bring = async () => (asked++, { type: 'captive' });
  const hash = await photographs('tablet-a', 1);
  await day.time.pass(120_000);
  expect(await serverWord('tablet-a', hash)).toBe(false);
  // 2, 4, 8 … seconds: not at each look of the engine.
  expect(asked).toBeLessThan(12);
  expect(asked).toBeGreaterThan(3);
  day.server.bring = bring;
  await day.time.pass(400_000);
  expect(await serverWord('tablet-a', hash)).toBe(true);
});

test('the smallest goes first, and an answer that was lost costs a repetition', async () => {
  day = await visitDay({ visitors: 2, seed: 1 });
  day.offline('tablet-a');
  const [large, small] = [await photographs('tablet-a', 1, 9_000), await photographs('tablet-a', 2, 500)];
  const order: string[] = [];
  const { bring } = day.server;
  let lose = 1;
  day.server.bring = async (device, space, hash, bytes) => {
    order.push(hash);
    const reply = await bring(device, space, hash, bytes);
    return lose-- > 0 ? { type: 'unreachable' } : reply;
  };
  day.online('tablet-a');
  await day.time.pass(60_000);
  expect(order.slice(0, 1)).toEqual([small]);
  expect([await serverWord('tablet-a', large), await serverWord('tablet-a', small)]).toEqual([true, true]);
});

test('what comes under a picture’s name and is not it is not kept', async () => {
  day = await visitDay({ visitors: 2, seed: 1 });
  const { fetch } = day.server;
  day.server.fetch = async () => ({ type: 'bytes', bytes: pictureBytes(99) });
  const hash = await photographs('tablet-a', 1);
  await day.time.pass(60_000);
  expect(
    await day
      .device('tablet-b')
      .disk()
      .read(reader => reader.pictures(notes)),
  ).toEqual([]);
  day.server.fetch = fetch;
  await day.time.pass(400_000);
  expect(await isOn('tablet-b', hash)).toBe(true);
});

test('a picture that is not any more what it was is let go, and comes again from where it is whole', async () => {
  day = await visitDay({ visitors: 2, seed: 1 });
  const copy = await day.server.copy();
  const hash = await photographs('tablet-a', 1);
  await day.time.pass(20_000);
  day.offline('tablet-a');
  const spoilt = pictureBytes(2);
  await day
    .device('tablet-b')
    .disk()
    .write(async tx => {
      await tx.dropPicture(notes, hash);
      await tx.putPicture({ space: notes, hash, at: 0, bytes: spoilt });
    });
  await day.server.restore(copy);
  await day.time.pass(90_000);
  expect(await day.server.log.read(reader => reader.pictures(notes))).toEqual([]);
  expect(
    await day
      .device('tablet-b')
      .disk()
      .read(reader => reader.pictures(notes)),
  ).toEqual([]);
  day.online('tablet-a');
  await day.time.pass(90_000);
  expect([await holds(day.server.log, hash), await isOn('tablet-b', hash)]).toEqual([true, true]);
});

test('a picture that nothing names is taken out, but not within minutes', async () => {
  day = await visitDay({ visitors: 2, seed: 1 });
  const bytes = pictureBytes(5);
  const device = day.device('tablet-a');
  await device.disk().write(tx => tx.putPicture({ space: notes, hash: hexDigest(bytes), at: device.now(), bytes }));
  const shown = await photographs('tablet-a', 1);
  await day.restart('tablet-a');
  await day.time.pass(60_000);
  expect(await isOn('tablet-a', hexDigest(bytes))).toBe(true);
  await day.time.pass(20 * 60_000);
  await day.restart('tablet-a');
  await day.time.pass(60_000);
  expect(await isOn('tablet-a', hexDigest(bytes))).toBe(false);
  expect(await isOn('tablet-a', shown)).toBe(true);
});

test('the last of a tablet’s room is not for others’ pictures, and one’s own go all the same', async () => {
  const [own, theirs] = [pictureBytes(1), pictureBytes(2)];
  const [mine, other] = [hexDigest(own), hexDigest(theirs)];
  const store = createMemoryStore();
  await store.write(async tx => {
    const shown = [mine, other].map((picture, index) => draft(photo, { space: notes, id: `liisa~${index}` }, { picture }));
    await writeChanges(tx, writingAs('a'), shown);
    await tx.putPicture({ space: notes, hash: mine, at: 0, bytes: own });
    await tx.remember(serverHeadsKey(notes), { vector: {}, at: 0, lacks: [shortName(mine)] } satisfies ServerHeads);
  });
  const asked: string[] = [];
  let hasRoom = false;
  const queue = createPictureQueue({
    store,
    kinds: pictureKinds,
    platform: { now: () => 1_000_000, after: () => () => undefined, randomHex: () => '8000' },
    came: () => undefined,
    hasRoom: async () => hasRoom,
    transport: {
      bring: async (_, hash) => (asked.push(`bring ${hash}`), { type: 'kept' }),
      fetch: async (_, hash) => (asked.push(`fetch ${hash}`), { type: 'bytes', bytes: theirs }),
    },
  });
  queue.ask(notes);
  await expect.poll(() => asked).toEqual([`bring ${mine}`]);
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(asked).toEqual([`bring ${mine}`]);
  hasRoom = true;
  queue.ask(notes);
  await expect.poll(() => store.read(reader => reader.pictures(notes))).toEqual([mine, other]);
});
