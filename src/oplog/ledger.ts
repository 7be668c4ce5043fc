import { nextTime } from './clock.ts';
import { erasureKind } from './fold-version.ts';
import { cellsOf, foldItem, updatesOf } from './fold.ts';
import type { Json } from './json.ts';
import { eraseStored, erasureId, itemKey, judgementsIn, reachOf } from './judgements.ts';
import type { Head, ItemName, LogReader, LogWriter, OpenOp } from './log-store.ts';
import { hashOp, type Op, type Patch } from './op.ts';
import { adoptText, clientOf, documentOf, editText } from './text.ts';

/**
 * The one algorithm over every store. Each function runs inside a transaction of the caller's and writes operations and rows
 * together, so that what is stored is whole at every moment.
 */

/** Who writes: `writer` is minted at each start of the app and never used again. */
export interface Writing {
  writer: string;
  author: string;
  /** The device's raw clock, for stamps. */
  now: number;
  /** The clock corrected by its offset to the server, for what is shown. Milliseconds. */
  wall: number;
  /** A fresh random string, 16 characters, for the payload's salt. */
  salt: () => string;
}

/** A change to one item. `set` maps paths to values (`parent` and `deleted` among them); `text` says what a text shall be. */
export interface Change extends ItemName {
  set?: Record<string, Json>;
  text?: Record<string, string>;
}

/** Writes the changes as operations of one writer, one each, in one act. */
export async function writeChanges(tx: LogWriter, writing: Writing, changes: readonly Change[]): Promise<Op[]> {
  const written: Op[] = [];
  for (const change of changes) {
    await sealOpen(tx, writing, change);
    const before = await beforeOf(tx, change);
    const { ops, refused } = before;
    const text: Record<string, string> = {};
    for (const [field, words] of Object.entries(change.text ?? {})) {
      const doc = documentOf(updatesOf(ops, field, refused), { id: change.id, field });
      doc.clientID = clientOf(writing.writer, { id: change.id, field });
      const update = editText(doc, words);
      if (update) text[field] = update;
    }
    const op = await append(tx, writing, change, patchOf(writing, change.set ?? {}, text, before));
    await putFolded(tx, change, before, op);
    written.push(op);
  }
  return written;
}

/**
 * Seals a writer's open operation of an item, if there is one. Only its writer itself may.
 * @returns the operation, or null when nothing was open
 */
export async function sealOpen(tx: LogWriter, writing: Writing, item: ItemName): Promise<Op | null> {
  const open = await tx.open(writing.writer, item);
  if (!open) return null;
  await tx.deleteOpen(writing.writer, item);
  const before = await beforeOf(tx, item);
  const sealing = { ...writing, author: open.author };
  const op = await append(tx, sealing, item, patchOf(sealing, open.set, open.text, before));
  await putFolded(tx, item, before, op);
  return op;
}

/**
 * Takes over what a dead writer left open, by an operation of one's own; the caller holds the dead one's lock. It is never sealed in that
 * writer's name: a copy of the profile holds the same open row, and both would give the same `seq` away, which loses words for good.
 * @returns the operation, or null when it was not open any more or says nothing
 */
export async function adoptOpen(tx: LogWriter, writing: Writing, writer: string, item: ItemName): Promise<Op | null> {
  const open = await tx.open(writer, item);
  if (!open) return null;
  await tx.deleteOpen(writer, item);
  const before = await beforeOf(tx, item);
  const { ops, refused } = before;
  const text: Record<string, string> = {};
  for (const [field, update] of Object.entries(open.text)) {
    const adopted = adoptText(updatesOf(ops, field, refused), { writer, update, refused: false }, writing.writer, { id: item.id, field });
    if (adopted) text[field] = adopted;
  }
  if (Object.keys(text).length === 0 && Object.keys(open.set).length === 0) return null;
  const adopting = { ...writing, author: open.author };
  const op = await append(tx, adopting, item, patchOf(adopting, open.set, text, before));
  await putFolded(tx, item, before, op);
  return op;
}

/**
 * Amends the open operation. The first input creates it; each later one finds it still open.
 * @returns false when it was sealed meanwhile: nothing was stored, and the caller encodes anew from the new seal
 */
export async function amendOpen(tx: LogWriter, open: OpenOp, isFirst: boolean): Promise<boolean> {
  const stored = await tx.open(open.writer, open);
  if (!stored && !isFirst) return false;
  await tx.putOpen(
    stored ? { ...open, since: stored.since, text: { ...stored.text, ...open.text }, set: { ...stored.set, ...open.set } } : open,
    !stored,
  );
  return true;
}

/** Folds the item's row anew from its operations; an erased item has none. */
export async function refold(tx: LogWriter, item: ItemName): Promise<void> {
  await putFolded(tx, item, await beforeOf(tx, item));
}

/**
 * Erases an item, by the server alone: whatever of it is stored loses what it said, here now and on every device that hears of it; what comes
 * later, from wherever, is kept without its payload.
 */
export async function eraseItem(tx: LogWriter, writing: Writing, item: ItemName): Promise<void> {
  const upTo = reachOf(await tx.opsOf(item));
  const [erasure] = await writeChanges(tx, writing, [{ space: item.space, kind: erasureKind, id: erasureId(item), set: { upTo } }]);
  await eraseStored(tx, erasure!);
}

async function append(tx: LogWriter, writing: Writing, item: ItemName, patch: Patch): Promise<Op> {
  const head =
    (await tx.head(item.space, writing.writer)) ?? ({ space: item.space, writer: writing.writer, seq: 0, hash: '' } satisfies Head);
  const time = nextTime(writing.now, await tx.clock());
  const op: Op = {
    v: 1,
    space: item.space,
    writer: writing.writer,
    seq: head.seq + 1,
    prev: head.hash,
    time,
    wall: Math.round(writing.wall),
    author: writing.author,
    kind: item.kind,
    id: item.id,
    patch,
  };
  await tx.addOps([op]);
  await tx.putHead({ space: item.space, writer: writing.writer, seq: op.seq, hash: hashOp(op) });
  await tx.setClock(time);
  return op;
}

/** What an item's next operation is written over. */
interface Before {
  ops: readonly Op[];
  refused: ReadonlySet<string>;
  isErased: boolean;
}

async function beforeOf(tx: LogReader, item: ItemName): Promise<Before> {
  const { refused, erased } = await judgementsIn(tx, item.space);
  return { ops: await tx.opsOf(item), refused, isErased: erased.has(itemKey(item)) };
}

async function putFolded(tx: LogWriter, item: ItemName, { ops, refused, isErased }: Before, ...added: readonly Op[]): Promise<void> {
  const row = isErased ? null : foldItem([...ops, ...added], refused);
  if (row) await tx.putRows([row]);
  else await tx.deleteRow(item);
}

function patchOf(writing: Writing, set: Record<string, Json>, text: Record<string, string>, { ops, refused }: Before): Patch {
  const patch: Patch = { salt: writing.salt() };
  // Sorted, as they are hashed (`canonical`).
  const paths = Object.keys(set).sort();
  if (paths.length) {
    const cells = cellsOf(ops, refused);
    patch.set = Object.fromEntries(paths.map(path => [path, { to: set[path]!, was: cells[path]?.heads ?? [] }]));
  }
  if (Object.keys(text).length) patch.text = text;
  return patch;
}
