import type { Row } from '#oplog/fold.ts';
import type { Head, ItemName, LogReader, LogStore, LogWriter, OpenOp, StoredPicture } from '#oplog/log-store.ts';
import type { Op } from '#oplog/op.ts';
import type { Vector } from '#oplog/vector.ts';
import { trackWrites } from '#oplog/touching.ts';
import { createWatches } from '#oplog/watching.ts';
import type { Database, Sql } from './database.ts';
import { addPicture, picturesHeld, picturesNamed } from './pictures.ts';

/** The operation log in `node:sqlite`. */
export function createSqliteStore(database: Database): LogStore {
  const read: LogStore['read'] = run => run(logReader(database.read));
  const watches = createWatches(read);
  return {
    read,
    async write(run) {
      const touched = new Set<string>();
      const result = await database.write(sql => run(trackWrites(logWriter(sql), touched)));
      watches.tell(touched);
      return result;
    },
    watch: watches.watch,
  };
}

export function logReader(sql: Sql): LogReader {
  const row = ({ space, kind, id }: ItemName) =>
    parsed<Row>(sql.get<Stored>('SELECT row AS json FROM rows WHERE space = ? AND kind = ? AND id = ?', space, kind, id));
  return {
    heads: async space =>
      sql.all<Head>('SELECT space, writer, seq, hash FROM heads WHERE space = ? ORDER BY writer', space).map(head => ({ ...head })),
    head: async (space, writer) => {
      const head = sql.get<Head>('SELECT space, writer, seq, hash FROM heads WHERE space = ? AND writer = ?', space, writer);
      return head && { ...head };
    },
    spaces: async () => sql.all<{ space: string }>('SELECT DISTINCT space FROM heads').map(found => found.space),
    opsOf: async ({ space, kind, id }) =>
      sql.all<Stored>('SELECT op AS json FROM ops WHERE space = ? AND kind = ? AND id = ?', space, kind, id).map(parse<Op>),
    opsAfter: async (space, writer, after, limit) => sql.all<Stored>(opsAfter, space, writer, after, limit).map(parse<Op>),
    op: async (space, writer, seq) =>
      parsed<Op>(sql.get<Stored>('SELECT op AS json FROM ops WHERE space = ? AND writer = ? AND seq = ?', space, writer, seq)),
    row: async item => row(item),
    rows: async items => items.map(row),
    rowsOfKind: async (space, kind) =>
      sql.all<Stored>('SELECT row AS json FROM rows WHERE space = ? AND kind = ?', space, kind).map(parse<Row>),
    rowsOfParent: async (kind, parent) =>
      sql.all<Stored>('SELECT row AS json FROM rows WHERE kind = ? AND parent = ?', kind, parent).map(parse<Row>),
    opens: async () => sql.all<Stored>('SELECT open AS json FROM opens').map(parse<OpenOp>),
    open: async (writer, { space, kind, id }) =>
      parsed<OpenOp>(
        sql.get<Stored>('SELECT open AS json FROM opens WHERE writer = ? AND space = ? AND kind = ? AND id = ?', writer, space, kind, id),
      ),
    picture: async (space, hash) => {
      const found = sql.get<PictureRow>('SELECT space, hash, at, bytes FROM pictures WHERE space = ? AND hash = ?', space, hash);
      return found && heldPicture(found);
    },
    pictures: async space => picturesHeld(sql, space),
    picturesNamed: async space => new Set(picturesNamed(sql, space)),
    clock: async () => parsed<number>(sql.get<Stored>('SELECT value AS json FROM memory WHERE key = ?', clockKey)) ?? 0,
    memory: async <T>(key: string) => parsed<T>(sql.get<Stored>('SELECT value AS json FROM memory WHERE key = ?', memoryKey(key))),
  };
}

export function logWriter(sql: Sql): LogWriter {
  const remember = (key: string, value: unknown) =>
    sql.run('INSERT OR REPLACE INTO memory (key, value) VALUES (?, ?)', key, JSON.stringify(value));
  return {
    ...logReader(sql),
    addOps: async ops => {
      for (const op of ops) {
        sql.run(
          'INSERT INTO ops (space, writer, seq, kind, id, op) VALUES (?, ?, ?, ?, ?, ?)',
          op.space,
          op.writer,
          op.seq,
          op.kind,
          op.id,
          JSON.stringify(op),
        );
      }
    },
    replaceOps: async ops => {
      for (const op of ops)
        sql.run('UPDATE ops SET op = ? WHERE space = ? AND writer = ? AND seq = ?', JSON.stringify(op), op.space, op.writer, op.seq);
    },
    putHead: async ({ space, writer, seq, hash }) =>
      void sql.run('INSERT OR REPLACE INTO heads (space, writer, seq, hash) VALUES (?, ?, ?, ?)', space, writer, seq, hash),
    putRows: async rows => {
      for (const row of rows) {
        sql.run(
          'INSERT OR REPLACE INTO rows (space, kind, id, parent, row) VALUES (?, ?, ?, ?, ?)',
          row.space,
          row.kind,
          row.id,
          row.parent,
          JSON.stringify(row),
        );
      }
    },
    deleteRow: async ({ space, kind, id }) => void sql.run('DELETE FROM rows WHERE space = ? AND kind = ? AND id = ?', space, kind, id),
    putOpen: async open => {
      const { writer, space, kind, id } = open;
      sql.run(
        'INSERT OR REPLACE INTO opens (writer, space, kind, id, open) VALUES (?, ?, ?, ?, ?)',
        writer,
        space,
        kind,
        id,
        JSON.stringify(open),
      );
    },
    deleteOpen: async (writer, { space, kind, id }) =>
      void sql.run('DELETE FROM opens WHERE writer = ? AND space = ? AND kind = ? AND id = ?', writer, space, kind, id),
    putPicture: async ({ space, hash, at, bytes }) => addPicture(sql, space, hash, bytes, at),
    dropPicture: async (space, hash) => void sql.run('DELETE FROM pictures WHERE space = ? AND hash = ?', space, hash),
    setClock: async time => void remember(clockKey, time),
    remember: async (key, value) => void remember(memoryKey(key), value),
  };
}

/**
 * The operations that `have` lacks of what `heads` name, each as the JSON that was stored, each writer's in order: as many as the limits
 * let through, and the first however large it is, or nothing would ever follow. `writers` are those they are of.
 */
export function storedOpsAfter(
  sql: Sql,
  heads: readonly Head[],
  have: Vector,
  most: { count: number; characters: number },
): { ops: string[]; isMore: boolean; writers: string[] } {
  const ops: string[] = [];
  const writers: string[] = [];
  let characters = 0;
  for (const { space, writer, seq } of heads) {
    const after = have[writer] ?? 0;
    if (seq <= after) continue;
    const left = most.count - ops.length;
    const found = left > 0 ? sql.all<Stored>(opsAfter, space, writer, after, left) : [];
    if (found.length) writers.push(writer);
    for (const { json } of found) {
      characters += json.length;
      if (characters > most.characters && ops.length > 0) return { ops, isMore: true, writers };
      ops.push(json);
    }
    if (seq > after + found.length) return { ops, isMore: true, writers };
  }
  return { ops, isMore: false, writers };
}

interface PictureRow {
  space: string;
  hash: string;
  at: number;
  bytes: Uint8Array<ArrayBuffer>;
}

function heldPicture({ bytes, ...found }: PictureRow): StoredPicture {
  return { ...found, bytes: new Blob([bytes]) };
}

const opsAfter = 'SELECT op AS json FROM ops WHERE space = ? AND writer = ? AND seq > ? ORDER BY seq LIMIT ?';

/** The same as `rowsOfKind`, at once: what access is judged by must be of one moment. */
export function rowsOfKinds(sql: Sql, space: string, kinds: readonly string[]): Row[] {
  return kinds.flatMap(kind => sql.all<Stored>('SELECT row AS json FROM rows WHERE space = ? AND kind = ?', space, kind).map(parse<Row>));
}

type Stored = { json: string };

const clockKey = 'clock';
const memoryKey = (key: string) => `memory/${key}`;

function parse<T>(stored: Stored): T {
  return JSON.parse(stored.json) as T;
}

function parsed<T>(stored: Stored | undefined): T | undefined {
  return stored && parse<T>(stored);
}
