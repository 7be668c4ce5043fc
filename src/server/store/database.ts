import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { createSchema } from './schema.ts';

/** Runs SQL by prepared statements, each prepared once. */
export interface Sql {
  get<T>(text: string, ...values: SQLInputValue[]): T | undefined;
  all<T>(text: string, ...values: SQLInputValue[]): T[];
  /** @returns how many rows were changed */
  run(text: string, ...values: SQLInputValue[]): number;
}

/**
 * When a write survives a power cut: `now`, from the moment its promise resolves; `soon`, with the next one that does. A disk is synced for
 * each of the first, and it takes longer than all the rest.
 */
export type Lasting = 'now' | 'soon';

/** The server's one database. */
export interface Database {
  /** Reads what is committed, also while a write goes on. */
  readonly read: Sql;
  /** One transaction, one at a time; all of it or, when `run` throws, nothing. It lasts from `now` on unless said. */
  write<T>(run: (sql: Sql) => Promise<T>, lasting?: Lasting): Promise<T>;
  /** Takes what was written into the database's own file, so that what was overwritten there is in no other. */
  checkpoint(): Promise<void>;
  /** After the write that goes on, closes. */
  close(): Promise<void>;
}

export const databaseFile = (folder: string) => join(folder, 'vertti.db');

export function openDatabase(folder: string): Database {
  mkdirSync(folder, { recursive: true });
  const writing = connect(databaseFile(folder));
  createSchema(writing);
  // A connection of its own, so that nobody reads what may yet be rolled back.
  const reading = connect(databaseFile(folder));
  const sql = statements(writing);
  let queue: Promise<unknown> = Promise.resolve();
  let syncing: Lasting = 'now';

  async function transact<T>(run: (sql: Sql) => Promise<T>, lasting: Lasting): Promise<T> {
    if (lasting !== syncing) writing.exec(`PRAGMA synchronous = ${lasting === 'now' ? 'FULL' : 'NORMAL'}`);
    syncing = lasting;
    writing.exec('BEGIN IMMEDIATE');
    try {
      const result = await run(sql);
      writing.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk may have rolled back by itself.
      if (writing.isTransaction) writing.exec('ROLLBACK');
      throw error;
    }
  }

  return {
    read: statements(reading),
    write(run, lasting = 'now') {
      const done = queue.then(() => transact(run, lasting));
      queue = done.catch(() => undefined);
      return done;
    },
    async checkpoint() {
      await queue;
      writing.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    },
    async close() {
      await queue;
      if (reading.isOpen) reading.close();
      if (writing.isOpen) writing.close();
    },
  };
}

function connect(file: string): DatabaseSync {
  const connection = new DatabaseSync(file, { timeout: 5_000 });
  connection.exec('PRAGMA journal_mode = WAL');
  connection.exec('PRAGMA synchronous = FULL');
  // What is erased is overwritten, not only let go of.
  connection.exec('PRAGMA secure_delete = ON');
  return connection;
}

function statements(connection: DatabaseSync): Sql {
  const prepared = new Map<string, StatementSync>();
  const statement = (text: string): StatementSync => {
    const known = prepared.get(text);
    if (known) return known;
    const made = connection.prepare(text);
    prepared.set(text, made);
    return made;
  };
  return {
    get: <T>(text: string, ...values: SQLInputValue[]) => statement(text).get(...values) as T | undefined,
    all: <T>(text: string, ...values: SQLInputValue[]) => statement(text).all(...values) as T[],
    run: (text, ...values) => Number(statement(text).run(...values).changes),
  };
}
