import { describe, expect, test } from 'vitest';
import { writeChanges } from '#oplog/ledger.ts';
import { vectorOf } from '#oplog/log-store.ts';
import { createMemoryStore, type MemoryStore } from '#oplog/memory-store.ts';
import { createReplica } from '#oplog/replica.ts';
import type { Vector } from '#oplog/vector.ts';
import { receiptsKey, serverHeadsKey, type ServerHeads, type TeamReceipts } from '#protocol/remembered.ts';
import type { SyncRequest } from '#protocol/sync.ts';
import { createClockOffset } from '#sync/clock-offset.ts';
import { exchangeSpace } from '#sync/exchange.ts';
import { createSoon, nextAsk } from '#sync/rhythm.ts';
import { readReply } from '#sync/transports/server-transport.ts';
import type { Transport } from '#sync/transports/transport.ts';
import { writingAs } from '../../support/ledger-writing.ts';
import { exchange, openServer } from './open-server.ts';

const space = 'notes/v';

const write = (store: MemoryStore, who: string, id: string) =>
  store.write(tx => writeChanges(tx, writingAs(who), [{ space, kind: 'note', id, text: { words: id } }]));

const held = async (store: MemoryStore): Promise<Vector | undefined> =>
  (await store.read(reader => reader.memory<ServerHeads>(serverHeadsKey(space))))?.vector;

describe('one exchange', () => {
  test('what arrived is confirmed only after it is stored, and at once', async () => {
    const server = openServer();
    await write(server.store, 'other', 'n1');
    const device = createMemoryStore();
    expect((await exchange(device, server.transport)).type).toBe('even');
    expect(server.asked.map(request => Object.values(request.have))).toEqual([[], [1]]);
  });

  test('says how many texts of the space are open here, and that the device was put away', async () => {
    const server = openServer();
    const device = createMemoryStore();
    const open = { kind: 'note', author: 'a', since: 0, set: {}, text: { words: '' } };
    await device.write(async tx => {
      await tx.putOpen({ ...open, space, id: 'n1', writer: 'w1' }, true);
      await tx.putOpen({ ...open, space, id: 'n2', writer: 'w2' }, true);
      await tx.putOpen({ ...open, space: 'debrief/v', id: 'f1', writer: 'w1' }, true);
    });
    await exchange(device, server.transport);
    const around = { store: device, transport: server.transport, now: () => 0, answered: () => null, isStopped: () => false };
    await exchangeSpace({ ...around, isAway: () => true }, space);
    expect(server.asked.map(({ open: count, away }) => [count, away])).toEqual([
      [2, false],
      [2, true],
    ]);
  });

  test('nothing is confirmed that could not be stored', async () => {
    const server = openServer();
    await write(server.store, 'other', 'n1');
    const device = createMemoryStore();
    device.failWrites(new Error('disk full'));
    await expect(exchange(device, server.transport)).rejects.toThrow('disk full');
    expect(server.asked.map(request => request.have)).toEqual([{}]);
    expect(await held(device)).toBeUndefined();
  });

  test('a lost answer leaves what the server holds unknown, and asking again doubles nothing', async () => {
    const server = openServer();
    const device = createMemoryStore();
    await write(device, 'a', 'n1');
    const deaf: Transport = {
      ...server.transport,
      exchange: async request => (await server.transport.exchange(request), { type: 'unreachable' }),
    };
    expect((await exchange(device, deaf)).type).toBe('unreachable');
    expect(await held(device)).toBeUndefined();
    expect((await exchange(device, server.transport)).type).toBe('even');
    expect(await held(device)).toEqual(await createReplica(server.store).vector(space));
  });

  test('a server restored from an old copy is believed and filled again', async () => {
    const server = openServer();
    const device = createMemoryStore();
    await write(device, 'a', 'n1');
    await exchange(device, server.transport);
    const restored = openServer(createMemoryStore(server.store.snapshot()));
    await write(device, 'a', 'n2');
    await exchange(device, server.transport);
    expect((await exchange(device, restored.transport)).type).toBe('even');
    expect(await createReplica(restored.store).vector(space)).toEqual(await createReplica(device).vector(space));
  });

  test('2,000 operations go in several requests, each small enough', async () => {
    const server = openServer();
    const device = createMemoryStore();
    await device.write(
      async tx =>
        void (await writeChanges(
          tx,
          writingAs('a'),
          Array.from({ length: 1_200 }, (_, index) => ({ space, kind: 'note', id: `n${index}`, set: { theme: 'x' } })),
        )),
    );
    expect((await exchange(device, server.transport)).type).toBe('even');
    expect(server.asked.map(request => request.ops.length)).toEqual([500, 500, 200]);
  });

  test('others’ words that the server takes from their own device alone do not keep back one’s own', async () => {
    const server = openServer();
    const device = createMemoryStore();
    await device.write(
      async tx =>
        void (await writeChanges(
          tx,
          writingAs('other'),
          Array.from({ length: 600 }, (_, index) => ({ space, kind: 'note', id: `o${index}`, set: { theme: 'x' } })),
        )),
    );
    await write(device, 'own', 'n1');
    const others = writingAs('other').writer;
    const strict: Transport = {
      ...server.transport,
      async exchange(request) {
        const ops = request.ops.filter(op => op.writer !== others);
        const reply = await server.transport.exchange({ ...request, ops });
        if (reply.type === 'answered' && ops.length < request.ops.length)
          reply.answer.passedOver = [{ writer: others, seq: 1, reason: 'not-yours' }];
        return reply;
      },
    };
    await exchange(device, strict);
    expect((await createReplica(server.store).vector(space))[writingAs('own').writer]).toBe(1);
  });

  test('a server that takes nothing is left alone until later', async () => {
    const server = openServer();
    const device = createMemoryStore();
    await write(device, 'a', 'n1');
    const deaf: Transport = { ...server.transport, exchange: request => server.transport.exchange({ ...request, ops: [] }) };
    expect((await exchange(device, deaf)).type).toBe('stuck');
    expect(await held(device)).toEqual({});
  });
});

describe('what an answer is', () => {
  const json = (body: unknown, status = 200) =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  const html = (status = 200) => new Response('<html>Kirjaudu</html>', { status, headers: { 'content-type': 'text/html' } });
  const answer = { heads: {}, ops: [], isMore: false, receipts: [], receiptsAt: 0, now: 1 };

  test.each([
    ['an answer', json(answer), 'answered'],
    ['a login page', html(), 'captive'],
    ['a login page that says where it is', html(511), 'captive'],
    ['a redirection', new Response(null, { status: 302, headers: { location: 'http://login.example' } }), 'captive'],
    ['a gateway without its server', html(502), 'server-failed'],
    ['JSON of somebody else', json({ hello: 1 }), 'server-failed'],
    ['JSON cut short', new Response('{"heads":', { headers: { 'content-type': 'application/json' } }), 'server-failed'],
    ['a signed-out device', json({ error: { type: 'signed-out' } }, 401), 'signed-out'],
    ['a revoked device', json({ error: { type: 'revoked' } }, 401), 'revoked'],
    ['a device whose place was taken', json({ error: { type: 'replaced' } }, 401), 'replaced'],
    ['an ended example day', json({ error: { type: 'gone' } }, 410), 'gone'],
    ['another version', json({ error: { type: 'wrong-version' } }, 400), 'wrong-version'],
    ['a refusal of a later version', json({ error: { type: 'full-moon' } }, 400), 'server-failed'],
  ])('%s', async (_, response, meant) => {
    const reply = await readReply(response);
    expect(reply.type === 'refused' ? reply.refusal : reply.type).toBe(meant);
  });
});

describe('what takes no request over a bound', () => {
  /** In characters. */
  function bounded(server: ReturnType<typeof openServer>, most: number): Transport {
    const fits = (request: SyncRequest) => JSON.stringify(request.ops).length <= most;
    return {
      ...server.transport,
      exchange: async request => (fits(request) ? server.transport.exchange(request) : { type: 'refused', refusal: 'too-large' }),
    };
  }

  test('is given what it takes in parts', async () => {
    const [server, device] = [openServer(), createMemoryStore()];
    for (let index = 0; index < 20; index++) await write(device, 'a', `n${index}`);
    expect((await exchange(device, bounded(server, 2_000))).type).toBe('even');
    expect(await held(device)).toEqual(await server.store.read(async reader => vectorOf(await reader.heads(space))));
  });

  test('waits with one that is too much by itself, and with no other writer’s', async () => {
    const [server, device] = [openServer(), createMemoryStore()];
    await write(device, 'a', 'n1');
    await write(device, 'a', 'pitkä '.repeat(500));
    await write(device, 'b', 'n2');
    await write(device, 'c', 'n3');
    expect((await exchange(device, bounded(server, 2_000))).type).toBe('stuck');
    expect((await server.store.read(reader => reader.heads(space))).map(head => head.seq)).toEqual([1, 1, 1]);
    expect((await exchange(device, server.transport)).type).toBe('even');
  });
});

test('a word of the others from the server’s future gives way to one that is from now', async () => {
  const device = createMemoryStore();
  const said = async (at: number, now: number, seq: number) => {
    const receipts = [{ device: 'other', vector: { w: seq }, at }];
    const answer = { heads: {}, ops: [], isMore: false, receipts, receiptsAt: seq, now };
    const transport = { ...openServer().transport, exchange: async () => ({ type: 'answered' as const, answer }) };
    await exchange(device, transport);
    return (await device.read(reader => reader.memory<TeamReceipts>(receiptsKey(space))))?.devices['other']?.vector;
  };
  expect(await said(2_000, 2_000, 1)).toEqual({ w: 1 });
  expect(await said(1_000, 2_100, 2)).toEqual({ w: 1 });
  expect(await said(1_100, 1_100, 3)).toEqual({ w: 3 });
});

describe('the clock’s offset', () => {
  test('is the median of the quickest answers', () => {
    const clock = createClockOffset();
    expect(clock.sample(0, 100, 420_050)).toBe(420_000);
    clock.sample(1_000, 1_080, 421_040);
    expect(clock.sample(2_000, 12_000, 432_000)).toBe(420_000);
  });

  test('begins anew when the device’s clock was set', () => {
    const clock = createClockOffset();
    for (let at = 0; at < 7; at++) clock.sample(at, at + 10, 1_000_000);
    expect(clock.sample(5_000_000, 5_000_010, 5_000_105)).toBe(100);
  });
});

test('asking again comes later and later, up to five minutes, never at the same moment for all', () => {
  expect([0, 1, 2, 3, 20].map(failures => nextAsk(failures, 0.5))).toEqual([30_000, 2_000, 4_000, 8_000, 300_000]);
  expect(nextAsk(0, 0)).toBeLessThan(nextAsk(0, 1));
});

test('what many devices confirm is asked for once, and not when it was heard meanwhile', () => {
  const timers: (() => void)[] = [];
  const asked: string[] = [];
  const soon = createSoon(
    (_, run) => {
      timers.push(run);
      return () => void timers.splice(timers.indexOf(run), 1);
    },
    one => asked.push(one),
  );
  for (const one of ['notes/v', 'notes/v', 'debrief/v', 'visit/v']) soon.add(one);
  soon.drop('debrief/v');
  expect([timers.length, asked]).toEqual([1, []]);
  timers.shift()!();
  expect(asked).toEqual(['notes/v', 'visit/v']);
  soon.add('notes/v');
  soon.stop();
  expect([timers.length, asked.length]).toEqual([0, 2]);
});
