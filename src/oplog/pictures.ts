import type { Row } from './fold.ts';
import type { LogReader, LogWriter } from './log-store.ts';
import type { Op } from './op.ts';

/** Reserved: in an item of any kind this path names its picture (`blob()` in `kind.ts`). */
export const pictureField = 'picture';

/** The most bytes of a picture. The app makes them smaller than that by half. */
export const longestPicture = 1_000_000;

/** The pictures an item shows: its own, and such as lost to a concurrent write. */
export function picturesOf({ cells }: Pick<Row, 'cells'>): string[] {
  const cell = cells[pictureField];
  return cell ? [cell.value, ...(cell.lost ?? []).map(one => one.value)].filter(isPictureName) : [];
}

/** The SHA-256 of a picture, in lower-case hex. */
export function isPictureName(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** The picture that an operation names, while it says anything; null for none. */
export function pictureNamedBy({ patch, withheld }: Pick<Op, 'patch' | 'withheld'>): string | null {
  const name = withheld === undefined ? patch.set?.[pictureField]?.to : null;
  return isPictureName(name) ? name : null;
}

/** The rows of a space that show pictures. */
export async function showingRows(reader: LogReader, space: string, kinds: readonly string[]): Promise<Row[]> {
  const rows = await Promise.all(kinds.map(kind => reader.rowsOfKind(space, kind)));
  return rows.flat().filter(row => picturesOf(row).length > 0);
}

/** What this store lacks of the pictures that the items of a space show. */
export async function lacksIn(reader: LogReader, space: string, kinds: readonly string[]): Promise<Lacks> {
  const rows = await showingRows(reader, space, kinds);
  return rows.length ? lacksOf(rows.flatMap(picturesOf), new Set(await reader.pictures(space))) : [];
}

/** Keeps a picture that came from elsewhere, if an item of its space shows it: what was erased does not come back. @returns whether it is new */
export async function keepShown(
  tx: LogWriter,
  kinds: readonly string[],
  { space, hash, at, bytes }: { space: string; hash: string; at: number; bytes: Uint8Array<ArrayBuffer> },
): Promise<boolean> {
  const isShown = (await showingRows(tx, space, kinds)).some(row => picturesOf(row).includes(hash));
  if (!isShown || (await tx.picture(space, hash))) return false;
  await tx.putPicture({ space, hash, at, bytes });
  return true;
}

/** Takes out those of `hashes` that no operation of the space names any more. */
export async function dropUnnamed(tx: LogWriter, space: string, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return;
  const named = await tx.picturesNamed(space);
  for (const hash of new Set(hashes)) if (!named.has(hash)) await tx.dropPicture(space, hash);
}

/**
 * Which of the pictures that a replica's operations name it does not hold, by `shortName`. Usually none, so this tells compactly which it does
 * hold. `all` when there are too many to tell.
 */
export type Lacks = 'all' | string[];
export const mostLacks = 2_000;

export function lacksOf(named: Iterable<string>, held: ReadonlySet<string>): Lacks {
  const lacks = [...new Set(named)].filter(hash => !held.has(hash)).map(shortName);
  return lacks.length > mostLacks ? 'all' : lacks.sort();
}

/** Whether a replica that named `lacks` may be without a picture that its operations name; one that has said nothing may be without any. */
export function isLacking(lacks: Lacks | undefined, hash: string): boolean {
  return lacks === undefined || lacks === 'all' || lacks.includes(shortName(hash));
}

/** Long enough that no two pictures share it. */
export function shortName(hash: string): string {
  return hash.slice(0, 16);
}

/** What a file of this kind begins with; `null` for any byte. */
const beginnings: Record<PictureType, (number | null)[]> = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/webp': [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50],
};
export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp';

/** What a picture is by its own bytes; null for what is none, or is too long. */
export function pictureTypeOf(bytes: Uint8Array): PictureType | null {
  if (bytes.length > longestPicture) return null;
  const found = Object.entries(beginnings).find(([, begins]) => begins.every((byte, at) => byte === null || byte === bytes[at]));
  return found ? (found[0] as PictureType) : null;
}
