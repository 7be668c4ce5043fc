import { hexDigest } from '#oplog/sha256.ts';
import type { LogStore, LogWriter } from '#oplog/log-store.ts';
import { pictureField, pictureTypeOf } from '#oplog/pictures.ts';
import type { ActName } from './acts.ts';
import type { Draft } from './draft.ts';
import type { WriteFailure, Written } from './failure.ts';

/** `picture` is its name: the SHA-256 of its bytes. */
export type KeptPicture = { ok: true; picture: string; acts?: ActName[] } | { ok: false; error: WriteFailure };

/** The drafts of what shows a picture, by the picture's name. */
export type ShowPicture = (picture: string) => readonly Draft[];

/** Stores a picture with what shows it, all in one transaction: no item ever points to nothing, and no picture stands alone. */
export async function keepPicture(
  write: (drafts: readonly Draft[], also: (tx: LogWriter) => Promise<void>) => Promise<Written>,
  at: number,
  space: string,
  bytes: Uint8Array<ArrayBuffer>,
  show: ShowPicture,
): Promise<KeptPicture> {
  const picture = hexDigest(bytes);
  const drafts = show(picture);
  const shown = drafts.find(one => one.space === space && one.set[pictureField] === picture);
  if (!shown) throw new Error('a picture is kept with an item that shows it');
  if (!pictureTypeOf(bytes)) return { ok: false, error: { type: 'invalid', kind: shown.kind, problems: [], missing: [pictureField] } };
  const written = await write(drafts, tx => tx.putPicture({ space, hash: picture, at, bytes }));
  return written.ok ? { ...written, picture } : written;
}

/** The bytes, or undefined while the picture is not on this device. */
export async function readPicture(store: LogStore, space: string, picture: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const found = await store.read(reader => reader.picture(space, picture));
  if (!found) return undefined;
  const bytes = await found.bytes.arrayBuffer().catch(() => null);
  if (bytes) return new Uint8Array(bytes);
  // The browser has lost its file. What is not here may not be called here, and can come again from where else it is.
  await store.write(tx => tx.dropPicture(space, picture)).catch(() => undefined);
  return undefined;
}

/** Tells the bytes now, and whenever the picture has come or gone. */
export function watchPicture(
  store: LogStore,
  space: string,
  picture: string,
  next: (bytes: Uint8Array<ArrayBuffer> | undefined) => void,
): () => void {
  let latest = 0;
  return store.watch(
    async reader => Boolean(await reader.picture(space, picture)),
    isHere => {
      const turn = ++latest;
      if (!isHere) next(undefined);
      else void readPicture(store, space, picture).then(bytes => turn === latest && next(bytes));
    },
    () => undefined,
  );
}
