import { expect, test } from 'vitest';
import { writeChanges } from '#oplog/ledger.ts';
import { vectorOf } from '#oplog/log-store.ts';
import { createMemoryStore, type MemoryStore } from '#oplog/memory-store.ts';
import { ownWritersKey, signedKey } from '#protocol/remembered.ts';
import type { SignedHead } from '#protocol/signatures.ts';
import { writerId, writingAs } from '../../support/ledger-writing.ts';
import { exchange, openServer } from './open-server.ts';

const space = 'notes/v';

async function write(store: MemoryStore, who: string, count: number, author = 'liisa'): Promise<void> {
  const changes = Array.from({ length: count }, (_, index) => ({
    space,
    kind: 'note',
    id: `${author}~${who}${index}`,
    set: { theme: 'x' },
  }));
  await store.write(tx => writeChanges(tx, writingAs(who, 1_000_000, author), changes));
}

const head = (who: string, seq: number): SignedHead => ({
  space,
  writer: writerId(who),
  seq,
  hash: 'h',
  device: `device-${who}`,
  signature: 's',
});

test('what was signed when the server could not take it is signed for again when it goes', async () => {
  const store = createMemoryStore();
  await write(store, 'own', 2);
  await store.write(async tx => {
    await tx.remember(ownWritersKey, [writerId('own')]);
    await tx.remember(signedKey(space, writerId('own')), [head('own', 2)]);
  });
  const server = openServer();
  await exchange(store, server.transport);
  expect(server.asked[0]!.signed).toEqual([head('own', 2)]);
});

test('another’s words go as far as they are signed, though a request had room for some more of them', async () => {
  const store = createMemoryStore();
  // Which of the two goes first is nobody's choice: both have to be too many for one request.
  for (const who of ['one', 'two']) {
    await write(store, who, 450);
    await store.write(tx => tx.remember(signedKey(space, writerId(who)), [head(who, 200), head(who, 400), head(who, 450)]));
  }
  const server = openServer();
  expect((await exchange(store, server.transport)).type).toBe('even');
  for (const { ops, signed = [] } of server.asked)
    for (const [writer, last] of new Map(ops.map(op => [op.writer, op.seq])))
      expect(signed.some(one => one.writer === writer && one.seq === last)).toBe(true);
  expect(vectorOf(await server.store.read(reader => reader.heads(space)))).toEqual({ [writerId('one')]: 450, [writerId('two')]: 450 });
});
