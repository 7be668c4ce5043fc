import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '#server/store/database.ts';
import { createSqliteStore } from '#server/store/sqlite-store.ts';
import { logStoreContract } from './log-store-contract.ts';

logStoreContract('node:sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vertti-contract-'));
  let database = openDatabase(folder);
  return {
    store: createSqliteStore(database),
    reopen: async () => {
      await database.close();
      database = openDatabase(folder);
      return createSqliteStore(database);
    },
    close: async () => {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
});
