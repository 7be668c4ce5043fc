import { pictureKindsIn } from '#domain/picture-kinds.ts';
import type { Row } from '#oplog/fold.ts';
import type { Head, LogReader } from '#oplog/log-store.ts';
import { isLacking, picturesOf, showingRows, type Lacks } from '#oplog/pictures.ts';
import { includes, type Vector } from '#oplog/vector.ts';
import { receiptsKey, serverHeadsKey, type ServerHeads, type TeamReceipts } from '#protocol/remembered.ts';

/*
 * The state of what was written, computed from the latest heads and never remembered:
 * on this device (the strict transaction completed), on the server (it answered after COMMIT), on N of M devices (each said so
 * after its own strict commit). What shows a picture is where its operations are and the picture too: who holds the operations says
 * which of their pictures it lacks, and who has not said that holds none.
 */

/** What is known of one space's copies. Vectors as each said last; `at` of devices is the server's clock in milliseconds. */
export interface Copies {
  server: ServerHeads | null;
  devices: { device: string; vector: Vector; at: number; lacks?: Lacks | undefined }[];
}

export interface SavedState {
  /** Operations written here that the server has not confirmed, and pictures of theirs. */
  waiting: number;
  /** How many of them are pictures. */
  pictures: number;
  /** When the oldest of them was written, in milliseconds; null when none waits. */
  waitingSince: number | null;
  /** The devices, this one among them, that hold all that was written here. */
  devicesWithAll: number;
  devices: number;
  /** True when the server has confirmed everything. */
  onServer: boolean;
  perDevice: { device: string; missing: number; at: number }[];
}

export async function copiesOf(reader: LogReader, space: string, counts: (device: string) => boolean): Promise<Copies> {
  const server = (await reader.memory<ServerHeads>(serverHeadsKey(space))) ?? null;
  const receipts = await reader.memory<TeamReceipts>(receiptsKey(space));
  const devices = Object.entries(receipts?.devices ?? {})
    .filter(([device]) => counts(device))
    .map(([device, { vector, at, lacks }]) => ({ device, vector, at, lacks }));
  return { server, devices };
}

/** The state of everything this device's writers wrote in a space. `open` counts texts not sealed yet: they are here and nowhere else. */
export async function savedState(reader: LogReader, space: string, copies: Copies, own: ReadonlySet<string>): Promise<SavedState> {
  const heads = (await reader.heads(space)).filter(head => own.has(head.writer));
  const opens = (await reader.opens()).filter(open => open.space === space && own.has(open.writer));
  const shown = (await showingRows(reader, space, pictureKindsIn(space))).filter(row => Object.keys(row.writers).some(one => own.has(one)));
  const server = copies.server?.vector ?? {};
  const pictures = lackedOf(shown, copies.server ?? { vector: {} });
  let waiting = opens.length + pictures.length;
  let waitingSince = [...opens.map(open => open.since), ...pictures.map(one => one.since)].reduce<number | null>(earlier, null);
  for (const head of heads) {
    const after = server[head.writer] ?? 0;
    if (head.seq <= after) continue;
    waiting += head.seq - after;
    const first = await reader.op(space, head.writer, after + 1);
    if (first) waitingSince = earlier(waitingSince, first.wall);
  }
  const perDevice = copies.devices.map(copy => ({
    device: copy.device,
    at: copy.at,
    missing: opens.length + missingOf(heads, copy.vector) + lackedOf(shown, copy).length,
  }));
  return {
    waiting,
    pictures: pictures.length,
    waitingSince,
    devicesWithAll: 1 + perDevice.filter(found => found.missing === 0).length,
    devices: 1 + perDevice.length,
    onServer: waiting === 0,
    perDevice,
  };
}

export type ItemSaved = { type: 'here' } | { type: 'server' } | { type: 'devices'; count: number; of: number };

/**
 * The state of one item: the least of its operations and its picture.
 * @param beside what belongs to it and is no item to its reader: a note's photos
 */
export function savedOfRow(row: Row, copies: Copies, beside: readonly Row[] = []): ItemSaved {
  const { server, devices: count } = reachOf([row, ...beside], copies);
  if (!server) return { type: 'here' };
  return count === 0 ? { type: 'server' } : { type: 'devices', count: count + 1, of: copies.devices.length + 1 };
}

/** Where several rows are proven to be, all of them whole: on the server, and on how many other devices, by whatever way they came there. */
export function reachOf(rows: readonly Kept[], copies: Copies): { server: boolean; devices: number } {
  const isIn = (copy: Copy) => rows.every(row => isRowIn(row, copy));
  return { server: copies.server !== null && isIn(copies.server), devices: copies.devices.filter(isIn).length };
}

type Kept = Pick<Row, 'writers' | 'cells'>;
type Copy = { vector: Vector; lacks?: Lacks | undefined };

function isRowIn(row: Kept, { vector, lacks }: Copy): boolean {
  return includes(vector, row.writers) && !picturesOf(row).some(one => isLacking(lacks, one));
}

/** The pictures of these that a copy may be without, each once, and since when they are: who lacks what shows one has said nothing of it. */
function lackedOf(shown: readonly Row[], { vector, lacks }: Copy): { hash: string; since: number }[] {
  const lacked = shown.flatMap(row =>
    picturesOf(row)
      .filter(hash => !includes(vector, row.writers) || isLacking(lacks, hash))
      .map(hash => ({ hash, since: row.born.wall })),
  );
  return [...new Map(lacked.map(one => [one.hash, one])).values()];
}

function missingOf(heads: readonly Head[], vector: Vector): number {
  return heads.reduce((sum, head) => sum + Math.max(0, head.seq - (vector[head.writer] ?? 0)), 0);
}

function earlier(a: number | null, b: number): number {
  return a === null ? b : Math.min(a, b);
}
