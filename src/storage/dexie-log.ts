import type { Row } from '#oplog/fold.ts';
import type { ItemName, LogReader } from '#oplog/log-store.ts';
import { pictureNamedBy } from '#oplog/pictures.ts';
import type { Tables } from './database.ts';
import { allOps, opNamed, opsOfItem, opsOfWriter } from './stretches.ts';

/*
 * The log over the tables. Each function runs in the transaction that is going on; inside one only Dexie's promises and such as are
 * fulfilled already may be awaited, or IndexedDB commits too early.
 */

const manyItems = 20;
export const memoryKey = (key: string) => `memory/${key}`;
export const keyOf = ({ space, kind, id }: ItemName) => [space, kind, id];

export function logReader(tables: Tables): LogReader {
  const { open, rows, heads, blobs, device } = tables;
  return {
    heads: async space => heads.where('space').equals(space).toArray(),
    head: async (space, writer) => heads.get([space, writer]),
    spaces: async () => (await heads.orderBy('space').uniqueKeys()) as string[],
    opsOf: item => opsOfItem(tables, item),
    opsAfter: (space, writer, after, limit) => opsOfWriter(tables, space, writer, after, limit),
    op: (space, writer, seq) => opNamed(tables, space, writer, seq),
    row: async item => rows.get(keyOf(item)),
    rows: async items => rowsNamed(rows, items),
    // An array comes after every text.
    rowsOfKind: async (space, kind) => rows.where('[space+kind+id]').between([space, kind], [space, kind, []]).toArray(),
    rowsOfParent: async (kind, parent) => rows.where('[kind+parent]').equals([kind, parent]).toArray(),
    opens: async () => open.toArray(),
    open: async (writer, item) => open.get([writer, ...keyOf(item)]),
    picture: async (space, hash) => blobs.get([space, hash]),
    pictures: async space =>
      ((await blobs.where('[space+hash]').between([space], [space, []]).primaryKeys()) as string[][]).map(key => key[1]!),
    picturesNamed: async space => new Set((await allOps(tables, space)).flatMap(op => pictureNamedBy(op) ?? [])),
    clock: async () => ((await device.get('clock'))?.value as number | undefined) ?? 0,
    memory: async <T>(key: string) => (await device.get(memoryKey(key)))?.value as T | undefined,
  };
}

/** Asking for each of a thousand items is a request each; of many it is first asked, by one, which there are. */
async function rowsNamed(rows: Tables['rows'], items: readonly ItemName[]): Promise<(Row | undefined)[]> {
  if (items.length < manyItems) return rows.bulkGet(items.map(keyOf));
  const present = new Set<string>();
  const kinds = new Map(items.map(({ space, kind }) => [`${space}\n${kind}`, { space, kind }]));
  for (const { space, kind } of kinds.values()) {
    const ids = items.filter(item => item.space === space && item.kind === kind).map(item => item.id);
    const [least, greatest] = [ids.reduce((a, b) => (b < a ? b : a)), ids.reduce((a, b) => (b > a ? b : a))];
    const keys = await rows.where('[space+kind+id]').between([space, kind, least], [space, kind, greatest], true, true).primaryKeys();
    for (const key of keys as string[][]) present.add(key.join('\n'));
  }
  const known = items.filter(item => present.has(keyOf(item).join('\n')));
  const found = new Map((await rows.bulkGet(known.map(keyOf))).map((row, index) => [known[index], row]));
  return items.map(item => found.get(item));
}
