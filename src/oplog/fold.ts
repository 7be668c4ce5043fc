import { erasureKind, foldVersion, verdictKind } from './fold-version.ts';
import { opName, serverAuthor, type Op } from './op.ts';
import { ownerOf } from './owner.ts';
import { compareStamps, stampOf, type Stamp } from './stamp.ts';
import { isSame, type Json } from './json.ts';
import { foldText, type TextUpdate } from './text.ts';

/** A value that lost to a concurrent write: shown, and restored by writing it again. */
export interface Lost {
  value: Json;
  stamp: Stamp;
  author: string;
  wall: number;
}

/** One path of a row. `heads` are the stamps a next write replaces; the first is the winner's. */
export interface Cell {
  value: Json;
  author: string;
  wall: number;
  heads: Stamp[];
  lost?: Lost[];
}

/**
 * What the operations of one item make: what the app reads. A row is wholly derived: folded from the set of the
 * item's operations, so order, duplication and batching cannot matter.
 */
export interface Row {
  space: string;
  id: string;
  kind: string;
  parent: string;
  deleted: boolean;
  cells: Record<string, Cell>;
  texts: Record<string, string>;
  /** The first and the last write that counts: device clocks corrected by their offset, in milliseconds. */
  born: { time: number; wall: number; author: string };
  changed: { time: number; wall: number; author: string };
  /** The greatest seq of each writer: the item's state of saving is read from these. */
  writers: Record<string, number>;
  foldVersion: number;
}

/**
 * Folds the operations of one item (one space, kind and id). Pure; `ops` in any order and with duplicates.
 * @param refused names (`opName`) of the operations a verdict refuses; their values are left out, their words hidden
 * @returns null exactly when no operation is natural: a row stands for every item that has one, so that its absence proves there is no other;
 *   an item of which everything is refused reads as deleted
 */
export function foldItem(ops: readonly Op[], refused: ReadonlySet<string>): Row | null {
  const counted = sortedOnce(ops).filter(isNatural);
  const kept = keptOf(counted, refused);
  const first = kept[0] ?? counted[0];
  const last = kept.at(-1) ?? first;
  if (!first || !last) return null;

  const cells = foldCells(kept);
  return {
    space: first.space,
    id: first.id,
    kind: first.kind,
    parent: asText(cells['parent']?.value),
    deleted: cells['deleted']?.value === true || kept.length === 0,
    cells,
    texts: foldTexts(counted, refused),
    born: { time: first.time, wall: first.wall, author: first.author },
    changed: { time: last.time, wall: last.wall, author: last.author },
    writers: writersOf(counted),
    foldVersion,
  };
}

/** The cells alone, without the price of the texts: what a next write replaces. */
export function cellsOf(ops: readonly Op[], refused: ReadonlySet<string>): Record<string, Cell> {
  return foldCells(keptOf(sortedOnce(ops).filter(isNatural), refused));
}

/** Without those whose values do not count. */
function keptOf(counted: readonly Op[], refused: ReadonlySet<string>): Op[] {
  return counted.filter(op => op.withheld === undefined && !(refused.size && refused.has(opName(op))));
}

/** What an operation may be judged by alone: an owned item is written by its owner, a verdict or an erasure by the server. */
export function isNatural(op: Op): boolean {
  if (op.kind === verdictKind || op.kind === erasureKind) return op.author === serverAuthor;
  const owner = ownerOf(op.id);
  return owner === null || owner === op.author;
}

/** In the order of stamps, each operation once. */
export function sortedOnce(ops: readonly Op[]): Op[] {
  if (ops.length === 1) return [...ops];
  const once = new Map(ops.map(op => [opName(op), op]));
  return [...once.values()].sort((a, b) => a.time - b.time || (a.writer < b.writer ? -1 : a.writer > b.writer ? 1 : a.seq - b.seq));
}

interface Write extends Lost {
  was: Stamp[];
}

function foldCells(ops: Op[]): Record<string, Cell> {
  const writes = new Map<string, Write[]>();
  for (const op of ops) {
    const { author, wall, patch } = op;
    const stamp = stampOf(op);
    for (const [path, { to, was }] of Object.entries(patch.set ?? {})) {
      const write = { value: to, was, stamp, author, wall };
      const before = writes.get(path);
      if (before) before.push(write);
      else writes.set(path, [write]);
    }
  }
  const cells: Record<string, Cell> = {};
  for (const path of [...writes.keys()].sort()) cells[path] = foldCell(writes.get(path)!);
  return cells;
}

function foldCell(writes: Write[]): Cell {
  const only = writes.length === 1 ? writes[0] : undefined;
  if (only) return { value: only.value, author: only.author, wall: only.wall, heads: [only.stamp] };
  // Only an earlier stamp can have been replaced; so the greatest always stands, whatever a forged `was` says.
  const replaced = new Set(writes.flatMap(write => write.was.filter(was => compareStamps(was, write.stamp) < 0)));
  const heads = writes.filter(write => !replaced.has(write.stamp)).sort((a, b) => compareStamps(b.stamp, a.stamp));
  const [winner, ...others] = heads;
  if (!winner) throw new Error('a path without a write');
  const lost = others
    .filter(other => !isSame(other.value, winner.value))
    .map(({ value, stamp, author, wall }) => ({ value, stamp, author, wall }));
  const cell: Cell = { value: winner.value, author: winner.author, wall: winner.wall, heads: heads.map(head => head.stamp) };
  if (lost.length) cell.lost = lost;
  return cell;
}

function foldTexts(ops: Op[], refused: ReadonlySet<string>): Record<string, string> {
  const updates = new Map<string, TextUpdate[]>();
  // In the order of stamps, which is causal: a text never waits for what it hangs on.
  for (const op of ops) {
    for (const [field, update] of Object.entries(op.patch.text ?? {})) {
      const entry = { writer: op.writer, update, refused: op.withheld !== undefined || refused.has(opName(op)) };
      const before = updates.get(field);
      if (before) before.push(entry);
      else updates.set(field, [entry]);
    }
  }
  const texts: Record<string, string> = {};
  const id = ops[0]!.id;
  for (const field of [...updates.keys()].sort()) texts[field] = foldText(updates.get(field)!, { id, field });
  return texts;
}

/** Each writer's in the order of `seq`: its updates of a text build on each other. */
export function bySeq(ops: readonly Op[]): Op[] {
  return [...ops].sort((a, b) => (a.writer < b.writer ? -1 : a.writer > b.writer ? 1 : a.seq - b.seq));
}

/** A text's updates in an item's operations, as `documentOf` takes them. */
export function updatesOf(ops: readonly Op[], field: string, refused: ReadonlySet<string>): TextUpdate[] {
  return bySeq(sortedOnce(ops).filter(isNatural)).flatMap(op => {
    const update = op.patch.text?.[field];
    return update === undefined ? [] : [{ writer: op.writer, update, refused: op.withheld !== undefined || refused.has(opName(op)) }];
  });
}

function writersOf(ops: Op[]): Record<string, number> {
  const writers: Record<string, number> = {};
  for (const op of ops) writers[op.writer] = Math.max(writers[op.writer] ?? 0, op.seq);
  return writers;
}

function asText(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Two rows are the same when they are the same bytes. */
export function isSameRow(a: Row | null | undefined, b: Row | null | undefined): boolean {
  return isSame((a ?? null) as unknown as Json, (b ?? null) as unknown as Json);
}
