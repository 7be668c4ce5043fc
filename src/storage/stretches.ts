import type { ItemName } from '#oplog/log-store.ts';
import type { Op } from '#oplog/op.ts';
import type { Tables } from './database.ts';
import type { Stretch } from './versions/version-2.ts';

/*
 * Where operations stand. What a browser takes to store a record hardly depends on its bytes, and a device that is new is sent a thousand
 * operations at once: what comes together is kept in stretches, what is written one by one stands by itself. An operation is in one of both.
 */

/** The most operations that a stretch holds: whoever asks for one reads no more than so many. */
export const most = 25;
export const latest = Infinity;

export type OpTables = Pick<Tables, 'ops' | 'stretches'>;

export const keyOf = ({ space, kind, id }: ItemName): [string, string, string] => [space, kind, id];

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

export async function allOps({ ops, stretches }: OpTables, space: string): Promise<Op[]> {
  // An array comes after every text.
  const [alone, held] = await Promise.all(
    [ops, stretches].map(table => table.where('[space+writer+seq]').between([space], [space, []]).toArray()),
  );
  return [...(alone as Op[]), ...(held as Stretch[]).flatMap(stretch => stretch.ops)];
}

/** `[space, kind, id]` of every item that an operation is of. */
export async function itemsOfOps({ ops, stretches }: OpTables): Promise<[string, string, string][]> {
  const [alone, held] = await Promise.all([ops.orderBy('[space+kind+id]').uniqueKeys(), stretches.orderBy('items').uniqueKeys()]);
  const all = [...alone, ...held] as unknown as [string, string, string][];
  return [...new Map(all.map(name => [JSON.stringify(name), name])).values()];
}

/** The stretch that holds an operation. */
export async function stretchWith({ stretches }: OpTables, space: string, writer: string, seq: number): Promise<Stretch | undefined> {
  const first = await stretches.where('[space+writer+seq]').between([space, writer, seq], [space, writer, latest], true, true).first();
  return first && firstOf(first) <= seq ? first : undefined;
}

export const firstOf = ({ seq, ops }: Stretch) => seq - ops.length + 1;
