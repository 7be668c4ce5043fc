import { interview } from '#domain/interview.ts';
import { kinds } from '#domain/kinds.ts';
import { slot } from '#domain/slot.ts';
import { notesSpace, parseSpace } from '#domain/spaces.ts';
import { erasureKind, verdictKind } from '#oplog/fold-version.ts';
import { isNatural, sortedOnce, type Row } from '#oplog/fold.ts';
import { itemKey, judgementsIn } from '#oplog/judgements.ts';
import type { ItemName, LogReader } from '#oplog/log-store.ts';
import { opName, type Op } from '#oplog/op.ts';

/*
 * What was done in one go can be undone in one go. Nothing in an operation names its act: the operations of one act are those that one
 * writer wrote one after another in one space with the same `wall`, which the notebook gives to one act alone. So acts of older builds
 * are found as well. A text being written is no act: it is undone where it is written.
 */

/** Names an act by any of its operations. What was written to two spaces at once is an act in each. */
export interface ActName {
  space: string;
  writer: string;
  seq: number;
}

export interface Act extends ActName {
  author: string;
  /** When, by the corrected clock, in milliseconds. */
  at: number;
  ops: Op[];
}

/** A space with what its acts are judged by: its operations by item, its rows, and what other spaces' rows hang on. */
export interface SpaceActs {
  /** Newest first. */
  acts: Act[];
  opsOf(item: ItemName): readonly Op[];
  rows: readonly Row[];
  /** Ids that a row of another space points to. */
  usedElsewhere: ReadonlySet<string>;
}

const pageSize = 1000;

export async function readActs(reader: LogReader, space: string): Promise<SpaceActs> {
  const ops: Op[] = [];
  for (const { writer } of await reader.heads(space)) {
    for (let after = 0, page: Op[]; (page = await reader.opsAfter(space, writer, after, pageSize)).length; after = page.at(-1)!.seq) {
      ops.push(...page);
      if (page.length < pageSize) break;
    }
  }
  const { refused, erased } = await judgementsIn(reader, space);
  const counts = (op: Op) =>
    op.kind !== verdictKind &&
    op.kind !== erasureKind &&
    op.withheld === undefined &&
    !refused.has(opName(op)) &&
    !erased.has(itemKey(op)) &&
    isNatural(op);
  const kept = ops.filter(counts);
  const byItem = new Map<string, Op[]>();
  for (const op of sortedOnce(kept)) byItem.set(itemKey(op), [...(byItem.get(itemKey(op)) ?? []), op]);
  const family = parseSpace(space)?.family;
  const rows = (await Promise.all(kinds.filter(kind => kind.space === family).map(kind => reader.rowsOfKind(space, kind.name)))).flat();
  return { acts: actsOf(kept), opsOf: item => byItem.get(itemKey(item)) ?? [], rows, usedElsewhere: await usedElsewhere(reader, space) };
}

/** The acts among a space's operations, newest first. */
export function actsOf(ops: readonly Op[]): Act[] {
  const acts: Act[] = [];
  const inOrder = [...ops].sort((a, b) => (a.writer < b.writer ? -1 : a.writer > b.writer ? 1 : a.seq - b.seq));
  let last: Op | undefined;
  for (const op of inOrder) {
    const act = acts.at(-1);
    if (act && last && last.writer === op.writer && last.seq + 1 === op.seq && last.wall === op.wall && last.author === op.author)
      act.ops.push(op);
    else acts.push({ space: op.space, writer: op.writer, seq: op.seq, author: op.author, at: op.wall, ops: [op] });
    last = op;
  }
  return acts
    .map(act => ({ ...act, ops: act.ops.filter((op, index) => !isTyping(op, act.ops.slice(index + 1))) }))
    .flatMap(act => (act.ops[0] ? [{ ...act, seq: act.ops[0].seq }] : []))
    .sort((a, b) => b.at - a.at || b.ops[0]!.time - a.ops[0]!.time);
}

/** A text's seal: an act on an item seals first what is open in it. */
function isTyping(op: Op, later: readonly Op[]): boolean {
  if (op.patch.set === undefined) return true;
  return op.patch.text !== undefined && later.some(other => itemKey(other) === itemKey(op));
}

/** What other spaces rest on: a row of the schedule on what was written in it, a visit on all its spaces, a template on the rows that use it. */
async function usedElsewhere(reader: LogReader, space: string): Promise<Set<string>> {
  const used = new Set<string>();
  const here = parseSpace(space);
  for (const other of await reader.spaces()) {
    const there = parseSpace(other);
    if (!here || !there || other === space) continue;
    if (here.family === 'programme') {
      used.add(there.scope);
      if (there.family !== 'visit') continue;
      for (const row of await reader.rowsOfKind(other, slot.name)) if (!row.deleted) used.add(String(row.cells['template']?.value ?? ''));
    } else if (here.family === 'visit' && other === notesSpace(here.scope)) {
      for (const kind of kinds.filter(one => one.space === there.family)) {
        for (const row of await reader.rowsOfKind(other, kind.name)) {
          if (row.deleted) continue;
          used.add(row.parent);
          if (row.kind === interview.name) used.add(row.id);
        }
      }
    }
  }
  return used;
}
