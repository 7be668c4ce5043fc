import { expect, test } from 'vitest';
import { writeChanges } from '#oplog/ledger.ts';
import { vectorOf } from '#oplog/log-store.ts';
import { createMemoryStore, type MemoryStore } from '#oplog/memory-store.ts';
import { serverHeadsKey } from '#protocol/remembered.ts';
import type { Transport } from '#sync/transports/transport.ts';
import { writingAs } from '../../support/ledger-writing.ts';
import { exchange, openServer } from './open-server.ts';

const space = 'notes/v';

test('a long answer is stored in steps, and a stop between two leaves a whole part of it', async () => {
  const server = openServer();
  await server.store.write(tx =>
    writeChanges(
      tx,
      writingAs('other'),
      Array.from({ length: 1_200 }, (_, index) => ({ space, kind: 'note', id: `n${index}`, text: { words: `${index}` } })),
    ),
  );
  const device = createMemoryStore();
  const reached: number[] = [];
  const stop = device.watch(
    async reader => Object.values(vectorOf(await reader.heads(space))),
    ([seq]) => {
      reached.push(seq ?? 0);
      if (seq === 1_000) device.failWrites(new Error('killed'));
    },
    () => undefined,
  );
  await expect(exchange(device, server.transport)).rejects.toThrow('killed');
  expect(reached).toEqual([0, 500, 1_000]);
  // The server's word for what it holds comes with the last of what it sent.
  expect(await device.read(reader => reader.memory(serverHeadsKey(space)))).toBeUndefined();
  expect(device.rows()).toHaveLength(1_000);
  stop();
  device.failWrites(null);
  server.asked.length = 0;
  expect((await exchange(device, server.transport)).type).toBe('even');
  expect(server.asked.map(request => Object.values(request.have))).toEqual([[1_000], [1_200]]);
  expect(device.rows()).toHaveLength(1_200);
});

test('an answer that tells nothing but that one’s own word was heard wakes no disk', async () => {
  const server = openServer();
  await server.store.write(tx => writeChanges(tx, writingAs('other'), [{ space, kind: 'note', id: 'n1', text: { words: 'n1' } }]));
  let receiptsAt = 0;
  const counting: Transport = {
    ...server.transport,
    async exchange(request) {
      const reply = await server.transport.exchange(request);
      return reply.type === 'answered' ? { ...reply, answer: { ...reply.answer, receiptsAt: ++receiptsAt } } : reply;
    },
  };
  const device = createMemoryStore();
  let writes = 0;
  const counted: MemoryStore = { ...device, write: run => (writes++, device.write(run)) };
  expect((await exchange(counted, counting)).type).toBe('even');
  expect(server.asked).toHaveLength(2);
  expect(writes).toBe(1);
});
