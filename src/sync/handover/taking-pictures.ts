import type { LogReader, LogStore } from '#oplog/log-store.ts';
import { isLacking, keepShown, picturesOf, pictureTypeOf, showingRows, type Lacks } from '#oplog/pictures.ts';
import { hexDigest } from '#oplog/sha256.ts';
import type { TakenPictures } from '#protocol/handover.ts';
import { ownWritersKey } from '#protocol/remembered.ts';
import type { OpenedPicture } from './container.ts';

/**
 * Stores those that the spaces' items show, each by itself and after its words. What nothing shows has been erased, or is none of theirs. When the
 * store stops, the words are here, and it is said how many pictures are not.
 */
export async function takePictures(
  { store, pictureKinds, now }: { store: LogStore; pictureKinds: readonly string[]; now: number },
  spaces: readonly string[],
  pictures: readonly OpenedPicture[],
): Promise<TakenPictures> {
  const taken: TakenPictures = { came: 0, refused: [], lacking: 0 };
  for (const { space, hash, bytes } of pictures) {
    if (!spaces.includes(space)) continue;
    if (!pictureTypeOf(bytes) || hexDigest(bytes) !== hash) {
      taken.refused.push(hash);
      continue;
    }
    const isNew = await store.write(tx => keepShown(tx, pictureKinds, { space, hash, at: now, bytes })).catch(() => null);
    if (isNew === null) break;
    if (isNew) taken.came++;
  }
  for (const space of spaces) taken.lacking += await store.read(reader => countLacking(reader, space, pictureKinds));
  return taken;
}

async function countLacking(reader: LogReader, space: string, kinds: readonly string[]): Promise<number> {
  const held = new Set(await reader.pictures(space));
  const rows = (await showingRows(reader, space, kinds)).filter(row => !row.deleted);
  return new Set(rows.flatMap(picturesOf).filter(hash => !held.has(hash))).size;
}

/** How many pictures of this device's own a giver may be without, by its word. */
export async function ownPicturesLacked(
  reader: LogReader,
  space: string,
  kinds: readonly string[],
  lacks: Lacks | undefined,
): Promise<number> {
  const own = new Set((await reader.memory<string[]>(ownWritersKey)) ?? []);
  const rows = (await showingRows(reader, space, kinds)).filter(row => Object.keys(row.writers).some(writer => own.has(writer)));
  return new Set(rows.flatMap(picturesOf).filter(hash => isLacking(lacks, hash))).size;
}
