import { Dexie, type Table, type Transaction } from 'dexie';
import { version1 } from './versions/version-1.ts';
import { version2, type Version2 } from './versions/version-2.ts';

/** Where the database lives: the browser's own by default, another in tests. */
export interface IndexedDbHome {
  indexedDB: IDBFactory;
  IDBKeyRange: typeof IDBKeyRange;
}

export type Tables = { [Name in keyof Version2]: Table<Version2[Name], unknown> };

export interface Database {
  dexie: Dexie;
  tables: Tables;
}

/**
 * Strict durability: a transaction completes only when the disk has it. Dexie's cache is off, because it shows live queries what is not
 * committed yet, and "on this device" must be true.
 */
export function createDatabase(name: string, home: IndexedDbHome | undefined): Database {
  const dexie = new Dexie(name, { ...home, chromeTransactionDurability: 'strict', cache: 'disabled', autoOpen: false });
  for (const { number, tables } of [version1, version2]) dexie.version(number).stores(tables);
  // Not as properties of the database: a table named as one of Dexie's own methods (`open`) gets none.
  const tables = Object.fromEntries(Object.keys(version2.tables).map(table => [table, dexie.table(table)])) as unknown as Tables;
  return { dexie, tables };
}

/** The tables as one transaction sees them. */
export function tablesIn(transaction: Transaction): Tables {
  return Object.fromEntries(Object.keys(version2.tables).map(table => [table, transaction.table(table)])) as unknown as Tables;
}
