import { erasureKind, verdictKind } from './fold-version.ts';
import type { Row } from './fold.ts';
import type { ItemName, LogReader, LogWriter } from './log-store.ts';
import { hashPayload, opName, type Op } from './op.ts';
import { dropUnnamed, pictureNamedBy } from './pictures.ts';

/** What the server has said about a space: which operations it refuses, by name, and which items are erased, by `itemKey`. */
export interface Judgements {
  refused: ReadonlySet<string>;
  erased: ReadonlySet<string>;
}

export async function judgementsIn(reader: LogReader, space: string): Promise<Judgements> {
  const [verdicts, erasures] = await Promise.all([reader.rowsOfKind(space, verdictKind), reader.rowsOfKind(space, erasureKind)]);
  return {
    refused: new Set(verdicts.filter(row => row.cells['refused'] !== undefined && row.cells['refused'].value !== null).map(row => row.id)),
    erased: new Set(erasures.map(row => keyErased(row))),
  };
}

/** The operations of an item that do not count, among `ops`: those a verdict refuses, or all of an erased one. */
export async function refusedFor(reader: LogReader, item: ItemName, ops: readonly Op[]): Promise<ReadonlySet<string>> {
  const { refused, erased } = await judgementsIn(reader, item.space);
  return erased.has(itemKey(item)) ? new Set(ops.map(opName)) : refused;
}

/** Names an item within its space. */
export function itemKey({ kind, id }: { kind: string; id: string }): string {
  return `${kind}\n${id}`;
}

/** The id of an item's erasure. A kind's name holds no slash. */
export function erasureId({ kind, id }: { kind: string; id: string }): string {
  return `${kind}/${id}`;
}

/** The item an erasure names. */
export function itemErased({ space, id }: { space: string; id: string }): ItemName {
  const slash = id.indexOf('/');
  return { space, kind: id.slice(0, slash), id: id.slice(slash + 1) };
}

function keyErased(erasure: Row): string {
  return itemKey(itemErased(erasure));
}

/** The operation without a trace of what it said: its slot, its header, and the hash that the chain needs. */
export function emptied(op: Op): Op {
  return { ...op, patch: { salt: '' }, withheld: op.withheld ?? hashPayload(op.patch) };
}

/** Whether nothing stands in the place of what it said: no text of any kind, which nobody could vouch for. */
export function isEmptied(op: Op): boolean {
  return op.withheld !== undefined && op.patch.salt === '' && Object.keys(op.patch).length === 1;
}

/**
 * Takes out what an erasure names: everything of the item that stood at the server when it was erased. What this device wrote after that, not
 * knowing, stays with it: the server refuses it, and its author has the words. Its pictures go too, unless another item shows them.
 */
export async function eraseStored(tx: LogWriter, erasure: Op): Promise<void> {
  const item = itemErased(erasure);
  const ops = (await tx.opsOf(item)).filter(op => isWithin(erasure, op));
  await tx.replaceOps(ops.map(emptied));
  await tx.deleteRow(item);
  await dropUnnamed(
    tx,
    item.space,
    ops.flatMap(op => pictureNamedBy(op) ?? []),
  );
}

/** Operations of an erased item, with what they say, that did not stand at the server when it was erased. */
export async function writtenPast(reader: LogReader, erasure: Op): Promise<Op[]> {
  const ops = await reader.opsOf(itemErased(erasure));
  return ops.filter(op => op.withheld === undefined && !isWithin(erasure, op));
}

function isWithin(erasure: Op, { writer, seq }: Op): boolean {
  const upTo = (erasure.patch.set?.['upTo']?.to ?? {}) as Record<string, number>;
  return seq <= (upTo[writer] ?? 0);
}

/** What an erasure says: of each writer the last operation of the item that is erased. */
export function reachOf(ops: readonly Op[]): Record<string, number> {
  const upTo: Record<string, number> = {};
  for (const { writer, seq } of ops) upTo[writer] = Math.max(upTo[writer] ?? 0, seq);
  return upTo;
}
