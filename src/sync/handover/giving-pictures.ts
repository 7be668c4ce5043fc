import type { LogReader, StoredPicture } from '#oplog/log-store.ts';
import { isLacking, picturesOf, showingRows } from '#oplog/pictures.ts';
import { includes } from '#oplog/vector.ts';
import type { SpaceKey } from '#protocol/keys.ts';
import { ownWritersKey, receiptsKey, type TeamReceipts } from '#protocol/remembered.ts';
import { mostPictures, type PackedPicture } from './container.ts';

/** Bytes: with the words a file stays as long as one may be, and a tablet has it in its memory more than once. */
const mostBytes = 50_000_000;

/** Of a space, the newest first: those held here that the receiver has not said it holds. */
export async function picturesToGive(
  reader: LogReader,
  space: string,
  { kinds, whose, to }: { kinds: readonly string[]; whose: 'mine' | 'all'; to?: string | undefined },
): Promise<StoredPicture[]> {
  const own = new Set((await reader.memory<string[]>(ownWritersKey)) ?? []);
  const said = to === undefined ? undefined : (await reader.memory<TeamReceipts>(receiptsKey(space)))?.devices[to];
  const rows = (await showingRows(reader, space, kinds))
    .filter(row => !row.deleted && (whose === 'all' || Object.keys(row.writers).some(writer => own.has(writer))))
    .sort((a, b) => b.born.wall - a.born.wall);
  const isThere = (row: (typeof rows)[number], hash: string) =>
    said !== undefined && includes(said.vector, row.writers) && !isLacking(said.lacks, hash);
  const hashes = new Set(rows.flatMap(row => picturesOf(row).filter(hash => !isThere(row, hash))));
  const found = await Promise.all([...hashes].map(hash => reader.picture(space, hash)));
  return found.filter(one => one !== undefined);
}

/** As many as there is room for. What the browser cannot read any more is not here to be given. */
export async function packPictures(
  wanted: readonly { key: SpaceKey; picture: StoredPicture }[],
): Promise<{ packed: PackedPicture[]; left: number }> {
  const packed: PackedPicture[] = [];
  let room = mostBytes;
  let left = 0;
  for (const { key, picture } of wanted) {
    if (picture.bytes.size > room || packed.length === mostPictures) {
      left++;
      continue;
    }
    const bytes = await picture.bytes.arrayBuffer().catch(() => null);
    if (!bytes) continue;
    packed.push({ key, hash: picture.hash, bytes: new Uint8Array(bytes) });
    room -= bytes.byteLength;
  }
  return { packed, left };
}
