import type { ItemName } from '#oplog/log-store.ts';
import type { Op } from '#oplog/op.ts';
import type { Tables } from './database.ts';
import type { Stretch } from './versions/version-2.ts';

/*
 * Where operations stand. What a browser takes to store a record hardly depends on its bytes, and a device that is new is sent a thousand
 * operations at once: what comes together is kept in stretches, what is written one by one stands by itself. An operation is in one of both.
 */

/** As many operations as a stretch holds: fewer stand by themselves, and whoever asks for one reads no more than so many. */
const fewest = 8;
const most = 25;
/** Characters of what they say. */
const longest = 20_000;
const latest = Infinity;

type OpTables = Pick<Tables, 'ops' | 'stretches'>;

const keyOf = ({ space, kind, id }: ItemName): [string, string, string] => [space, kind, id];

export async function opsOfItem({ ops, stretches }: OpTables, item: ItemName): Promise<Op[]> {
  const [alone, held] = await Promise.all([
    ops.where('[space+kind+id]').equals(keyOf(item)).toArray(),
    stretches.where('items').equals(keyOf(item)).toArray(),
  ]);
  return [...alone, ...held.flatMap(stretch => stretch.ops.filter(op => op.kind === item.kind && op.id === item.id))];
}

export async function opsOfWriter(tables: OpTables, space: string, writer: string, after: number, limit: number): Promise<Op[]> {
  const [alone, held] = await Promise.all([
    tables.ops.where('[space+writer+seq]').between([space, writer, after], [space, writer, latest], false, true).limit(limit).toArray(),
    heldAfter(tables, space, writer, after, limit),
  ]);
  return [...alone, ...held].sort((a, b) => a.seq - b.seq).slice(0, limit);
}

/** `limit` of them at least, if there are so many. */
async function heldAfter({ stretches }: OpTables, space: string, writer: string, after: number, limit: number): Promise<Op[]> {
  // Most are full, so the first question is enough as a rule.
  for (let count = Math.ceil(limit / most) + 1; ; count *= 2) {
    const found = await stretches
      .where('[space+writer+seq]')
      .between([space, writer, after], [space, writer, latest], false, true)
      .limit(count)
      .toArray();
    const held = found.flatMap(stretch => stretch.ops.filter(op => op.seq > after));
    if (held.length >= limit || found.length < count) return held;
  }
}

export async function opNamed(tables: OpTables, space: string, writer: string, seq: number): Promise<Op | undefined> {
  const alone = await tables.ops.get([space, writer, seq]);
  return alone ?? (await stretchWith(tables, space, writer, seq))?.ops.find(op => op.seq === seq);
}

/** `[space, kind, id]` of every item that an operation is of. */
export async function itemsOfOps({ ops, stretches }: OpTables): Promise<[string, string, string][]> {
  const [alone, held] = await Promise.all([ops.orderBy('[space+kind+id]').uniqueKeys(), stretches.orderBy('items').uniqueKeys()]);
  const all = [...alone, ...held] as unknown as [string, string, string][];
  return [...new Map(all.map(name => [JSON.stringify(name), name])).values()];
}

/** Rejects when one of them is there already. */
export async function addOps(tables: OpTables, added: readonly Op[]): Promise<void> {
  const runs = runsOf(added);
  await Promise.all(runs.filter(run => run.length >= fewest).map(run => mustBeNew(tables, run)));
  const pieces = runs.flatMap(run => (run.length < fewest ? [run] : piecesOf(run)));
  const alone = pieces.filter(piece => piece.length < fewest).flat();
  const together = pieces.filter(piece => piece.length >= fewest).map(stretchOf);
  await Promise.all([alone.length && tables.ops.bulkAdd(alone), together.length && tables.stretches.bulkAdd(together)]);
}

export async function replaceOps(tables: OpTables, changed: readonly Op[]): Promise<void> {
  for (const op of changed) {
    const stretch = await stretchWith(tables, op.space, op.writer, op.seq);
    if (stretch) await tables.stretches.put({ ...stretch, ops: stretch.ops.map(one => (one.seq === op.seq ? op : one)) });
    else await tables.ops.put(op);
  }
}

/** The stretch that holds an operation. */
async function stretchWith({ stretches }: OpTables, space: string, writer: string, seq: number): Promise<Stretch | undefined> {
  const first = await stretches.where('[space+writer+seq]').between([space, writer, seq], [space, writer, latest], true, true).first();
  return first && firstOf(first) <= seq ? first : undefined;
}

/** One question for a whole run: no table would notice that a stretch with another end holds the same. */
async function mustBeNew(tables: OpTables, run: readonly Op[]): Promise<void> {
  const { space, writer, seq: from } = run[0]!;
  const to = run.at(-1)!.seq;
  const [alone, held] = await Promise.all([
    tables.ops.where('[space+writer+seq]').between([space, writer, from], [space, writer, to], true, true).count(),
    tables.stretches.where('[space+writer+seq]').between([space, writer, from], [space, writer, latest], true, true).first(),
  ]);
  if (alone > 0 || (held && firstOf(held) <= to)) throw new Error(`operations ${writer}.${from} to ${to} of ${space} are there already`);
}

const firstOf = ({ seq, ops }: Stretch) => seq - ops.length + 1;

/** Successive operations of one writer in one space. */
function runsOf(added: readonly Op[]): Op[][] {
  const runs: Op[][] = [];
  for (const op of [...added].sort(inOrder)) {
    const last = runs.at(-1)?.at(-1);
    if (last?.space === op.space && last.writer === op.writer && last.seq === op.seq - 1) runs.at(-1)!.push(op);
    else runs.push([op]);
  }
  return runs;
}

/** A run in pieces that are neither many operations nor long. */
function piecesOf(run: readonly Op[]): Op[][] {
  const pieces: Op[][] = [];
  let length = 0;
  for (const op of run) {
    const own = JSON.stringify(op.patch).length;
    const piece = pieces.at(-1);
    if (piece && piece.length < most && length + own <= longest) {
      piece.push(op);
      length += own;
    } else {
      pieces.push([op]);
      length = own;
    }
  }
  return pieces;
}

function stretchOf(ops: Op[]): Stretch {
  const { space, writer, seq } = ops.at(-1)!;
  const items = new Map(ops.map(op => [`${op.kind}\n${op.id}`, keyOf(op)]));
  return { space, writer, seq, items: [...items.values()], ops };
}

function inOrder(a: Op, b: Op): number {
  if (a.space !== b.space) return a.space < b.space ? -1 : 1;
  return a.writer < b.writer ? -1 : a.writer > b.writer ? 1 : a.seq - b.seq;
}
