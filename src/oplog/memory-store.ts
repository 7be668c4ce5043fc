import type { Row } from './fold.ts';
import type { Head, ItemName, LogReader, LogStore, LogWriter, OpenOp, StoredPicture } from './log-store.ts';
import {
  copyTable,
  draftTable,
  keepAsGiven,
  keepGuarded,
  readTable,
  type Keep,
  type Table,
  type TableDraft,
  type TableReader,
} from './memory-tables.ts';
import { opName, type Op } from './op.ts';
import { pictureNamedBy } from './pictures.ts';
import { trackWrites } from './touching.ts';
import { createWatches } from './watching.ts';

interface Tables {
  /** By space and writer, then `seq`. */
  ops: Table<Op>;
  /** By item, then operation. */
  opsOfItems: Table<Op>;
  /** By space and kind, then id. */
  rows: Table<Row>;
  /** By space, then writer. */
  heads: Table<Head>;
  /** By writer, then item. */
  opens: Table<OpenOp>;
  /** By space, then hash. */
  pictures: Table<StoredPicture>;
  /** `clock` and `memory`, then what is remembered. */
  memories: Table<unknown>;
}

type Readers = { [K in keyof Tables]: Tables[K] extends Table<infer T> ? TableReader<T> : never };
type Drafts = { [K in keyof Tables]: Tables[K] extends Table<infer T> ? TableDraft<T> : never };

/** What a disk would keep: `snapshot()` is a copy of everything committed, and a store begins from one. */
export type Snapshot = Readonly<Tables>;

/**
 * A store in memory: for tests, the simulation and the server's contract. It behaves as the others do (writes one at a time,
 * all or nothing) and can be told to fail.
 */
export interface MemoryStore extends LogStore {
  snapshot(): Snapshot;
  /** All that are committed, whatever their kind. */
  rows(): Row[];
  /** Fails the next writes at their end, as a full disk does: nothing of them is kept. */
  failWrites(error: Error | null): void;
}

export interface MemoryStoreOptions {
  /** Whether changing what was given, or was answered, is prevented, at the price of a copy of all; unless said, it is. */
  isGuarded?: boolean;
}

export function createMemoryStore(from: Snapshot = emptyTables(), { isGuarded = true }: MemoryStoreOptions = {}): MemoryStore {
  const keep = isGuarded ? keepGuarded : keepAsGiven;
  const tables = copyTables(from);
  let failure: Error | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  const readers = readersOf(tables);
  const read: LogStore['read'] = run => run(logReader(readers));
  const watches = createWatches(read);

  return {
    read,
    write(run) {
      const done = queue.then(async () => {
        const drafts = draftsOf(tables);
        const touched = new Set<string>();
        const result = await run(trackWrites(logWriter(drafts, keep), touched));
        if (failure) throw failure;
        for (const draft of Object.values(drafts)) draft.commit();
        watches.tell(touched);
        return result;
      });
      queue = done.catch(() => undefined);
      return done;
    },
    watch: watches.watch,
    snapshot: () => copyTables(tables),
    rows: () => readers.rows.groups().flatMap(readers.rows.all),
    failWrites(error) {
      failure = error;
    },
  };
}

function logReader({ ops, opsOfItems, rows, heads, opens, pictures, memories }: Readers): LogReader {
  const row = ({ space, kind, id }: ItemName) => rows.get(kindKey(space, kind), id);
  return {
    heads: async space => heads.all(space),
    head: async (space, writer) => heads.get(space, writer),
    spaces: async () => heads.groups(),
    opsOf: async item => opsOfItems.all(itemKey(item)),
    opsAfter: async (space, writer, after, limit) => {
      const found: Op[] = [];
      for (let seq = after + 1; found.length < limit; seq++) {
        const next = ops.get(writerKey(space, writer), String(seq));
        if (!next) break;
        found.push(next);
      }
      return found;
    },
    op: async (space, writer, seq) => ops.get(writerKey(space, writer), String(seq)),
    row: async item => row(item),
    rows: async items => items.map(row),
    rowsOfKind: async (space, kind) => rows.all(kindKey(space, kind)),
    rowsOfParent: async (kind, parent) =>
      rows
        .groups()
        .filter(group => group.endsWith(kindKey('', kind)))
        .flatMap(group => rows.all(group).filter(found => found.parent === parent)),
    opens: async () => opens.groups().flatMap(opens.all),
    open: async (writer, item) => opens.get(writer, itemKey(item)),
    picture: async (space, hash) => pictures.get(space, hash),
    pictures: async space => pictures.all(space).map(one => one.hash),
    picturesNamed: async space =>
      new Set(
        ops
          .groups()
          .filter(group => group.startsWith(`${space}\n`))
          .flatMap(group => ops.all(group).flatMap(op => pictureNamedBy(op) ?? [])),
      ),
    clock: async () => (memories.get('clock', '') as number | undefined) ?? 0,
    memory: async <T>(key: string) => memories.get('memory', key) as T | undefined,
  };
}

function logWriter(drafts: Drafts, keep: Keep): LogWriter {
  const { ops, opsOfItems, rows, heads, opens, pictures, memories } = drafts;
  return {
    ...logReader(drafts),
    addOps: async added => {
      for (const op of added) {
        const writer = writerKey(op.space, op.writer);
        if (ops.has(writer, String(op.seq))) throw new Error(`operation ${opName(op)} of ${op.space} is there already`);
        const kept = keep(op);
        ops.set(writer, String(op.seq), kept);
        opsOfItems.set(itemKey(op), opName(op), kept);
      }
    },
    replaceOps: async changed => {
      for (const op of changed) {
        const kept = keep(op);
        ops.set(writerKey(op.space, op.writer), String(op.seq), kept);
        opsOfItems.set(itemKey(op), opName(op), kept);
      }
    },
    putHead: async head => heads.set(head.space, head.writer, keep(head)),
    putRows: async changed => {
      for (const row of changed) rows.set(kindKey(row.space, row.kind), row.id, keep(row));
    },
    deleteRow: async ({ space, kind, id }) => rows.set(kindKey(space, kind), id, null),
    putOpen: async open => opens.set(open.writer, itemKey(open), keep(open)),
    deleteOpen: async (writer, item) => opens.set(writer, itemKey(item), null),
    putPicture: async ({ space, hash, at, bytes }) => {
      if (!pictures.has(space, hash)) pictures.set(space, hash, keepAsGiven({ space, hash, at, bytes: heldBytes(bytes.slice()) }));
    },
    dropPicture: async (space, hash) => pictures.set(space, hash, null),
    setClock: async time => memories.set('clock', '', keep(time)),
    remember: async (key, value) => memories.set('memory', key, keep(value)),
  };
}

/** Reads like a `Blob`, which is not known here. */
function heldBytes(bytes: Uint8Array<ArrayBuffer>): StoredPicture['bytes'] {
  return { size: bytes.length, arrayBuffer: async () => bytes.slice().buffer };
}

function emptyTables(): Tables {
  return {
    ops: new Map(),
    opsOfItems: new Map(),
    rows: new Map(),
    heads: new Map(),
    opens: new Map(),
    pictures: new Map(),
    memories: new Map(),
  };
}

function copyTables({ ops, opsOfItems, rows, heads, opens, pictures, memories }: Snapshot): Tables {
  return {
    ops: copyTable(ops),
    opsOfItems: copyTable(opsOfItems),
    rows: copyTable(rows),
    heads: copyTable(heads),
    opens: copyTable(opens),
    pictures: copyTable(pictures),
    memories: copyTable(memories),
  };
}

function readersOf({ ops, opsOfItems, rows, heads, opens, pictures, memories }: Tables): Readers {
  return {
    ops: readTable(ops),
    opsOfItems: readTable(opsOfItems),
    rows: readTable(rows),
    heads: readTable(heads),
    opens: readTable(opens),
    pictures: readTable(pictures),
    memories: readTable(memories),
  };
}

function draftsOf({ ops, opsOfItems, rows, heads, opens, pictures, memories }: Tables): Drafts {
  return {
    ops: draftTable(ops),
    opsOfItems: draftTable(opsOfItems),
    rows: draftTable(rows),
    heads: draftTable(heads),
    opens: draftTable(opens),
    pictures: draftTable(pictures),
    memories: draftTable(memories),
  };
}

function writerKey(space: string, writer: string): string {
  return `${space}\n${writer}`;
}

function kindKey(space: string, kind: string): string {
  return `${space}\n${kind}`;
}

function itemKey({ space, kind, id }: ItemName): string {
  return `${space}\n${kind}\n${id}`;
}
