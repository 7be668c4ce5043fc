import type { LogStore } from '#oplog/log-store.ts';
import { isPictureName, pictureField, picturesOf, showingRows } from '#oplog/pictures.ts';

/** Milliseconds in which what shows a picture may still come. */
const grace = 10 * 60_000;

/**
 * Takes out pictures that no operation of a space names: those left by a crash, or by an app of another build. One whose item was refused or
 * deleted is named all the same, and so is one in a text that is still open.
 */
export async function sweepPictures(store: LogStore, space: string, kinds: readonly string[], now: number): Promise<void> {
  const unshown = await store.read(async reader => {
    const held = await reader.pictures(space);
    if (held.length === 0) return [];
    const shown = new Set((await showingRows(reader, space, kinds)).flatMap(picturesOf));
    return held.filter(hash => !shown.has(hash));
  });
  if (unshown.length === 0) return;
  await store.write(async tx => {
    const named = await tx.picturesNamed(space);
    const opens = new Set((await tx.opens()).map(open => open.set[pictureField]).filter(isPictureName));
    for (const hash of unshown) {
      const found = await tx.picture(space, hash);
      if (found && !named.has(hash) && !opens.has(hash) && found.at < now - grace) await tx.dropPicture(space, hash);
    }
  });
}
