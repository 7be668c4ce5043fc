import type { Row } from './fold.ts';
import type { Head, ItemName, LogReader, LogStore, LogWriter, OpenOp } from './log-store.ts';
import { opName, type Op } from './op.ts';
import { createWatches, trackWrites } from './watching.ts';

interface Tables {
  ops: Map<string, Op>;
  byItem: Map<string, Set<string>>;
  rows: Map<string, Row>;
  heads: Map<string, Head>;
  opens: Map<string, OpenOp>;
  memories: Map<string, unknown>;
  clock: number;
}

/** What a disk would keep: `snapshot()` is a copy of everything committed, and a store begins from one. */
export type Snapshot = Readonly<Tables>;

/**
 * A store in memory: for tests, the simulation and the server's contract. It behaves as the others do (writes one at a time,
 * all or nothing) and can be told to fail.
 */
export interface MemoryStore extends LogStore {
  snapshot(): Snapshot;
  /** Fails the next writes at their end, as a full disk does: nothing of them is kept. */
  failWrites(error: Error | null): void;
}

export function createMemoryStore(from?: Snapshot): MemoryStore {
  let tables: Tables = from ? copyTables(from) : emptyTables();
  let failure: Error | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  const read: LogStore['read'] = run => run(reader(() => tables));
  const watches = createWatches(read);

  return {
    read,
    write(run) {
      const done = queue.then(async () => {
        const draft = copyTables(tables);
        const touched = new Set<string>();
        const result = await run(trackWrites(writer(draft), touched));
        if (failure) throw failure;
        tables = draft;
        watches.tell(touched);
        return result;
      });
      queue = done.catch(() => undefined);
      return done;
    },
    watch: watches.watch,
    snapshot: () => copyTables(tables),
    failWrites(error) {
      failure = error;
    },
  };
}

function reader(tables: () => Tables): LogReader {
  const head = (space: string, writer: string) => tables().heads.get(`${space}\n${writer}`);
  const op = (space: string, writer: string, seq: number) => tables().ops.get(`${space}\n${writer}.${seq}`);
  const row = (item: ItemName) => tables().rows.get(itemKey(item));
  return {
    heads: async space => [...tables().heads.values()].filter(found => found.space === space),
    head: async (space, writer) => head(space, writer),
    spaces: async () => [...new Set([...tables().heads.values()].map(found => found.space))],
    opsOf: async item => [...(tables().byItem.get(itemKey(item)) ?? [])].map(key => tables().ops.get(key)!),
    opsAfter: async (space, writer, after, limit) => {
      const found: Op[] = [];
      for (let seq = after + 1; found.length < limit; seq++) {
        const next = op(space, writer, seq);
        if (!next) break;
        found.push(next);
      }
      return found;
    },
    op: async (space, writer, seq) => op(space, writer, seq),
    row: async item => row(item),
    rows: async items => items.map(row),
    rowsOfKind: async (space, kind) => [...tables().rows.values()].filter(found => found.space === space && found.kind === kind),
    rowsOfParent: async (kind, parent) => [...tables().rows.values()].filter(found => found.kind === kind && found.parent === parent),
    opens: async () => [...tables().opens.values()],
    open: async (writer, item) => tables().opens.get(`${writer}\n${itemKey(item)}`),
    clock: async () => tables().clock,
    memory: async <T>(key: string) => copyOf(tables().memories.get(key)) as T | undefined,
  };
}

function writer(tables: Tables): LogWriter {
  return {
    ...reader(() => tables),
    addOps: async ops => {
      for (const op of ops) {
        const key = `${op.space}\n${opName(op)}`;
        if (tables.ops.has(key)) throw new Error(`operation ${key} is there already`);
        tables.ops.set(key, frozenCopy(op));
        const item = itemKey(op);
        tables.byItem.set(item, new Set(tables.byItem.get(item)).add(key));
      }
    },
    putHead: async head => void tables.heads.set(`${head.space}\n${head.writer}`, frozenCopy(head)),
    putRows: async rows => {
      for (const row of rows) tables.rows.set(itemKey(row), frozenCopy(row));
    },
    deleteRow: async item => void tables.rows.delete(itemKey(item)),
    putOpen: async open => void tables.opens.set(`${open.writer}\n${itemKey(open)}`, frozenCopy(open)),
    deleteOpen: async (writerId, item) => void tables.opens.delete(`${writerId}\n${itemKey(item)}`),
    setClock: async time => {
      tables.clock = time;
    },
    remember: async (key, value) => void tables.memories.set(key, copyOf(value)),
  };
}

function emptyTables(): Tables {
  return { ops: new Map(), byItem: new Map(), rows: new Map(), heads: new Map(), opens: new Map(), memories: new Map(), clock: 0 };
}

/** Shallow: what the maps hold is never changed in place. */
function copyTables(tables: Snapshot): Tables {
  const { ops, byItem, rows, heads, opens, memories, clock } = tables;
  return {
    ops: new Map(ops),
    byItem: new Map(byItem),
    rows: new Map(rows),
    heads: new Map(heads),
    opens: new Map(opens),
    memories: new Map(memories),
    clock,
  };
}

/** Frozen, so that answers need no copying: whoever changes one throws instead of changing what is stored. */
function frozenCopy<T extends object>(value: T): T {
  return freeze(copyOf(value));
}

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) freeze(part);
  return Object.freeze(value);
}

function itemKey({ space, kind, id }: ItemName): string {
  return `${space}\n${kind}\n${id}`;
}

/** A tenth of the time of `structuredClone`; what is stored is plain JSON. */
function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf) as T;
  const copy: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) copy[key] = copyOf(part);
  return copy as T;
}
