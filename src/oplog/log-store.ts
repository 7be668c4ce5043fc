import type { Json } from './json.ts';
import type { Op } from './op.ts';
import type { Row } from './fold.ts';
import type { Vector } from './vector.ts';

/** Names one item. Kinds do not share ids, so a write of one kind can never reach an item of another. */
export interface ItemName {
  space: string;
  kind: string;
  id: string;
}

/** Where a writer stands in a space: its last `seq` and that operation's hash. */
export interface Head {
  space: string;
  writer: string;
  seq: number;
  hash: string;
}

/**
 * An operation still being written: it has no `seq` and does not travel. One per (writer, item), amended whole at each
 * input and sealed into an operation later. It belongs to its writer.
 */
export interface OpenOp extends ItemName {
  writer: string;
  author: string;
  /** The device's corrected clock at the first input, in milliseconds. */
  since: number;
  /** Values that a new item starts with, written when it is sealed. */
  set: Record<string, Json>;
  /** Per text field the structs since the last seal, Yjs V1 in base64. */
  text: Record<string, string>;
}

/** A picture as a store holds it. `bytes` is a `Blob`, or reads like one: not to be awaited in a transaction. */
export interface StoredPicture {
  space: string;
  /** The SHA-256 of its bytes, in lower-case hex. */
  hash: string;
  /** The device's clock as it was kept, in milliseconds. */
  at: number;
  bytes: { size: number; arrayBuffer(): Promise<ArrayBuffer> };
}

/** What can be read, in a transaction or outside of one. Answers are copies: changing them changes nothing stored. */
export interface LogReader {
  heads(space: string): Promise<Head[]>;
  head(space: string, writer: string): Promise<Head | undefined>;
  /** All spaces something is stored of. */
  spaces(): Promise<string[]>;
  opsOf(item: ItemName): Promise<Op[]>;
  /** A writer's operations with `seq` greater than `after`, in order. */
  opsAfter(space: string, writer: string, after: number, limit: number): Promise<Op[]>;
  op(space: string, writer: string, seq: number): Promise<Op | undefined>;
  row(item: ItemName): Promise<Row | undefined>;
  rows(items: readonly ItemName[]): Promise<(Row | undefined)[]>;
  rowsOfKind(space: string, kind: string): Promise<Row[]>;
  rowsOfParent(kind: string, parent: string): Promise<Row[]>;
  opens(): Promise<OpenOp[]>;
  open(writer: string, item: ItemName): Promise<OpenOp | undefined>;
  picture(space: string, hash: string): Promise<StoredPicture | undefined>;
  /** The hashes of those that are held. */
  pictures(space: string): Promise<string[]>;
  /** The pictures that an operation of the space names, whatever became of its item; an erased or withheld one says nothing. Looks at all of them. */
  picturesNamed(space: string): Promise<Set<string>>;
  /** The greatest stamp time folded or made here, 0 at first. */
  clock(): Promise<number>;
  /** What this device remembers under a name; plain JSON. */
  memory<T>(key: string): Promise<T | undefined>;
}

export interface LogWriter extends LogReader {
  addOps(ops: readonly Op[]): Promise<void>;
  /** Puts these in the place of the same ones (writer and seq): for taking out what an erased one said. */
  replaceOps(ops: readonly Op[]): Promise<void>;
  putHead(head: Head): Promise<void>;
  putRows(rows: readonly Row[]): Promise<void>;
  deleteRow(item: ItemName): Promise<void>;
  /** @param isNew whether the text was not open before: only then do watched reads of open texts run again */
  putOpen(open: OpenOp, isNew: boolean): Promise<void>;
  deleteOpen(writer: string, item: ItemName): Promise<void>;
  /** Keeps a picture; one that is there already stays as it is. */
  putPicture(picture: Omit<StoredPicture, 'bytes'> & { bytes: Uint8Array<ArrayBuffer> }): Promise<void>;
  dropPicture(space: string, hash: string): Promise<void>;
  setClock(time: number): Promise<void>;
  remember(key: string, value: unknown): Promise<void>;
}

/**
 * The port every adapter implements (Dexie, `node:sqlite`, memory); `ledger.ts` is the one algorithm over it.
 * `write` is atomic and durable: when its promise resolves, all of it survives a kill or a power cut; when it rejects, nothing of
 * it is stored. Writes run one at a time.
 */
export interface LogStore {
  /** `reader` is this read's own: what was found out by it may be kept by it, and is never asked of a later one. */
  read<T>(run: (reader: LogReader) => Promise<T>): Promise<T>;
  write<T>(run: (writer: LogWriter) => Promise<T>): Promise<T>;
  /** Runs `read` now and after every write that may have changed its answer, also one made in another tab. Returns the way to stop. */
  watch<T>(read: (reader: LogReader) => Promise<T>, next: (value: T) => void, fail: (error: unknown) => void): () => void;
}

export function vectorOf(heads: readonly Head[]): Vector {
  return Object.fromEntries(heads.map(head => [head.writer, head.seq]));
}
