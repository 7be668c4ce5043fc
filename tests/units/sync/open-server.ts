import { createMemoryStore, type MemoryStore } from '#oplog/memory-store.ts';
import { createReplica } from '#oplog/replica.ts';
import { answerLimit, type SyncRequest } from '#protocol/sync.ts';
import { exchangeSpace, type ExchangeEnd } from '#sync/exchange.ts';
import type { SyncReply, Transport } from '#sync/transports/transport.ts';

const space = 'notes/v';

/** A server that stores everything, and notes what it was asked. */
export function openServer(store = createMemoryStore()) {
  const asked: SyncRequest[] = [];
  const replica = createReplica(store);
  const transport: Transport = {
    async exchange(request): Promise<SyncReply> {
      asked.push(request);
      await replica.receive(space, request.ops);
      const { ops, isMore } = await replica.opsAfter(space, request.have, answerLimit);
      return { type: 'answered', answer: { heads: await replica.vector(space), ops, isMore, receipts: [], receiptsAt: 0, now: 0 } };
    },
    listen: () => () => undefined,
    keys: async () => null,
    present: async () => undefined,
  };
  return { store, asked, transport };
}

export function exchange(store: MemoryStore, transport: Transport): Promise<ExchangeEnd> {
  return exchangeSpace({ store, transport, now: () => 0, answered: () => null, isStopped: () => false }, space);
}
