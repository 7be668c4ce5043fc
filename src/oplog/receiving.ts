import { erasureKind, verdictKind } from './fold-version.ts';
import { foldItem, isNatural, isSameRow, type Row } from './fold.ts';
import { emptied, eraseStored, itemKey, judgementsIn, type Judgements } from './judgements.ts';
import { vectorOf, type ItemName, type LogReader, type LogWriter } from './log-store.ts';
import { hashOp, type Op } from './op.ts';
import type { Vector } from './vector.ts';

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
): Promise<{ added: Op[]; unstored: Unstored[]; vector: Vector }> {
  const added: Op[] = [];
  const unstored: Unstored[] = [];
  const [judgements, before, clock] = await Promise.all([judgementsIn(tx, space), tx.heads(space), tx.clock()]);
  const { erased } = judgements;
  const heads = new Map(before.map(head => [head.writer, head]));
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
  if (added.length > 0) {
    const touched = await touchedBy(tx, space, added, folds);
    const stored = Promise.all([
      tx.addOps(added),
      ...[...moved].map(writer => tx.putHead(heads.get(writer)!)),
      tx.setClock(added.reduce((latest, op) => Math.max(latest, op.time), clock)),
    ]);
    // All has been read: the rows are folded while the store takes the operations.
    await Promise.all([stored, refoldTouched(tx, space, touched, judgements, stored)]);
  }
  return { added, unstored, vector: vectorOf([...heads.values()]) };
}

/** An item that is to be folded anew: what the store held of it, and what came. */
interface Touched {
  item: ItemName;
  row: Row | undefined;
  ops: readonly Op[];
}

interface TouchedItems {
  items: readonly Touched[];
  /** Verdicts and erasures, which say what counts of the others. */
  judging: readonly Touched[];
  erasures: readonly Op[];
}

/** What is touched by `added`, which is not stored yet, and what its verdicts name. */
async function touchedBy(tx: LogReader, space: string, added: readonly Op[], folds: (kind: string) => boolean): Promise<TouchedItems> {
  const fresh = new Map<string, { item: ItemName; ops: Op[] }>();
  for (const op of added) {
    const key = itemKey(op);
    const known = fresh.get(key);
    if (known) known.ops.push(op);
    else fresh.set(key, { item: op, ops: [op] });
  }
  for (const { item } of [...fresh.values()].filter(one => one.item.kind === verdictKind)) {
    const target = await namedOp(tx, space, item.id);
    if (target && !fresh.has(itemKey(target))) fresh.set(itemKey(target), { item: target, ops: [] });
  }
  const touched = await storedOf(
    tx,
    [...fresh.values()].filter(({ item }) => isJudging(item) || folds(item.kind)),
  );
  return {
    items: touched.filter(({ item }) => !isJudging(item)),
    judging: touched.filter(({ item }) => isJudging(item)),
    erasures: added.filter(op => op.kind === erasureKind && isNatural(op)),
  };
}

/** Items that have no row yet have no operations but the fresh ones, or are erased: the store is not asked for more of them. */
async function storedOf(tx: LogReader, fresh: readonly { item: ItemName; ops: readonly Op[] }[]): Promise<Touched[]> {
  const rows = await tx.rows(fresh.map(({ item }) => item));
  return Promise.all(
    fresh.map(async ({ item, ops }, index) => ({ item, row: rows[index], ops: rows[index] ? [...(await tx.opsOf(item)), ...ops] : ops })),
  );
}

/** @param stored of the operations that came */
async function refoldTouched(
  tx: LogWriter,
  space: string,
  { items, judging, erasures }: TouchedItems,
  before: Judgements,
  stored: Promise<unknown>,
): Promise<void> {
  let judgements = before;
  if (judging.length) {
    await stored;
    await putFoldedAll(tx, judging, { refused: new Set(), erased: new Set() });
    for (const erasure of erasures) await eraseStored(tx, erasure);
    judgements = await judgementsIn(tx, space);
  }
  await putFoldedAll(tx, items, judgements);
}

function isJudging({ kind }: ItemName): boolean {
  return kind === verdictKind || kind === erasureKind;
}

async function putFoldedAll(tx: LogWriter, items: readonly Touched[], { refused, erased }: Judgements): Promise<void> {
  const rows: Row[] = [];
  const gone: ItemName[] = [];
  for (const { item, row: before, ops } of items) {
    if (erased.has(itemKey(item))) continue;
    const row = foldItem(ops, refused);
    if (!row && before) gone.push(before);
    if (row && !(before && isSameRow(row, before))) rows.push(row);
  }
  await Promise.all([tx.putRows(rows), ...gone.map(item => tx.deleteRow(item))]);
}

async function namedOp(tx: LogReader, space: string, name: string): Promise<Op | undefined> {
  const dot = name.lastIndexOf('.');
  return tx.op(space, name.slice(0, dot), Number(name.slice(dot + 1)));
}
