import { nextTime } from './clock.ts';
import { erasureKind, verdictKind } from './fold-version.ts';
import { cellsOf, foldItem, isNatural, isSameRow, updatesOf, type Row } from './fold.ts';
import type { Json } from './json.ts';
import { emptied, eraseStored, erasureId, itemKey, judgementsIn, reachOf, type Judgements } from './judgements.ts';
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

/** Why an operation that came from elsewhere was not stored. */
export type Unstored = { writer: string; seq: number; reason: 'gap' | 'chain' | 'space' };

/**
 * Stores what came from another replica. Order, duplicates and splits do not matter: what is held already is passed over, and
 * an operation after a hole is left for the next exchange. Rows of the items touched are folded anew.
 * @param folds says of which kinds rows are kept (the server folds only what access needs)
 */
export async function receiveOps(
  tx: LogWriter,
  space: string,
  ops: readonly Op[],
  folds: (kind: string) => boolean = () => true,
): Promise<{ added: Op[]; unstored: Unstored[] }> {
  const added: Op[] = [];
  const unstored: Unstored[] = [];
  const { erased } = await judgementsIn(tx, space);
  const heads = new Map((await tx.heads(space)).map(head => [head.writer, head]));
  const moved = new Set<string>();
  for (const op of [...ops].sort((a, b) => a.seq - b.seq)) {
    const head = heads.get(op.writer) ?? { space, writer: op.writer, seq: 0, hash: '' };
    if (op.seq <= head.seq) continue;
    const reason = op.space !== space ? 'space' : op.seq !== head.seq + 1 ? 'gap' : op.prev !== head.hash ? 'chain' : null;
    if (reason) {
      unstored.push({ writer: op.writer, seq: op.seq, reason });
      continue;
    }
    heads.set(op.writer, { space, writer: op.writer, seq: op.seq, hash: hashOp(op) });
    moved.add(op.writer);
    added.push(erased.has(itemKey(op)) ? emptied(op) : op);
  }
  if (added.length === 0) return { added, unstored };
  await tx.addOps(added);
  for (const writer of moved) await tx.putHead(heads.get(writer)!);
  await tx.setClock(added.reduce((latest, op) => Math.max(latest, op.time), await tx.clock()));
  await refoldTouched(tx, space, added, folds);
  return { added, unstored };
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

/** Rows of the items that `added` touches, and of those whose operations its verdicts name; what its erasures name goes. */
async function refoldTouched(tx: LogWriter, space: string, added: readonly Op[], folds: (kind: string) => boolean): Promise<void> {
  const fresh = new Map<string, Op[]>();
  for (const op of added) {
    const key = itemKey(op);
    const ops = fresh.get(key);
    if (ops) ops.push(op);
    else fresh.set(key, [op]);
  }
  const judging = [...fresh.values()].filter(ops => isJudging(ops[0]!));
  await tx.putRows(judging.length ? await foldAll(tx, judging, { refused: new Set(), erased: new Set() }) : []);
  for (const erasure of added) if (erasure.kind === erasureKind && isNatural(erasure)) await eraseStored(tx, erasure);
  for (const ops of judging.filter(([one]) => one!.kind === verdictKind)) {
    const target = await namedOp(tx, space, ops[0]!.id);
    if (target && folds(target.kind) && !fresh.has(itemKey(target))) fresh.set(itemKey(target), [target]);
  }
  const items = [...fresh.values()].filter(ops => !isJudging(ops[0]!) && folds(ops[0]!.kind));
  await tx.putRows(await foldAll(tx, items, await judgementsIn(tx, space)));
}

function isJudging({ kind }: Op): boolean {
  return kind === verdictKind || kind === erasureKind;
}

/** Items that have no row yet have no operations but the fresh ones, or are erased: they are folded without asking the store for more. */
async function foldAll(tx: LogWriter, items: readonly Op[][], { refused, erased }: Judgements): Promise<Row[]> {
  const counting = items.filter(([one]) => !erased.has(itemKey(one!)));
  const known = await tx.rows(counting.map(ops => ops[0]!));
  const rows: Row[] = [];
  for (const [index, ops] of counting.entries()) {
    const before = known[index];
    const row = foldItem(before ? await tx.opsOf(ops[0]!) : ops, refused);
    if (!row && before) await tx.deleteRow(before);
    if (row && !(before && isSameRow(row, before))) rows.push(row);
  }
  return rows;
}

async function namedOp(tx: LogReader, space: string, name: string): Promise<Op | undefined> {
  const dot = name.lastIndexOf('.');
  return tx.op(space, name.slice(0, dot), Number(name.slice(dot + 1)));
}
