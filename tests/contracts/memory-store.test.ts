import { createMemoryStore } from '#oplog/memory-store.ts';
import { logStoreContract } from './log-store-contract.ts';

logStoreContract('memory', async () => ({ store: createMemoryStore() }));
