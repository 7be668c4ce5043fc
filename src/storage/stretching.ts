import type { Op } from '#oplog/op.ts';
import { firstOf, keyOf, latest, most, stretchWith, type OpTables } from './stretches.ts';
import type { Stretch } from './versions/version-2.ts';

/** Fewer operations than that stand by themselves. */
const fewest = 8;
/** Characters of what those of a stretch say. */
const longest = 20_000;

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
