import { choice, readFrame, spelt, transferOf, type Frame } from './frames.ts';

/** What a read code did. Only the first three bring anything. */
export type Taken =
  | { type: 'taken' }
  | { type: 'complete'; bytes: Uint8Array }
  /** All of it is there and is not what was announced: it begins anew. */
  | { type: 'damaged' }
  /** Nothing new: the same frame again, or one that follows from others. */
  | { type: 'known' }
  /** Another transfer than the one begun, which is kept. */
  | { type: 'other-transfer' }
  | { type: 'other-version' }
  | { type: 'no-frame' };

/** Gathers the frames of one transfer, the first it meets, over any time and in any order; what it holds is at most twice its largest transfer. */
export interface FrameCollector {
  take(text: string): Taken;
  /** From 0 to 1; null before the first frame. Exact, as each frame is worth one block. */
  readonly progress: number | null;
  /** Forgets what was begun, so that the next frame may begin another. */
  restart(): void;
}

export function createFrameCollector(): FrameCollector {
  let begun: Transfer | null = null;

  return {
    get progress() {
      return begun && begun.rank / begun.blocks;
    },
    take(text) {
      const read = readFrame(text);
      if (!read.ok) return read.error;
      const frame = read.value;
      begun ??= createTransfer(frame);
      if (begun.name !== frame.transfer || begun.length !== frame.length || begun.size !== frame.payload.length)
        return { type: 'other-transfer' };
      if (!add(begun, frame)) return { type: 'known' };
      if (begun.rank < begun.blocks) return { type: 'taken' };
      const bytes = solve(begun);
      const { name } = begun;
      begun = null;
      return spelt(transferOf(bytes)) === name ? { type: 'complete', bytes } : { type: 'damaged' };
    },
    restart() {
      begun = null;
    },
  };
}

interface Transfer {
  name: string;
  length: number;
  size: number;
  blocks: number;
  /** Row b, where there is one, has block b as its first: 32-bit words, those of the choice and then those of the payload. */
  rows: (Uint32Array | undefined)[];
  choiceWords: number;
  rank: number;
}

function createTransfer({ transfer, length, payload }: Frame): Transfer {
  const blocks = Math.ceil(length / payload.length);
  return { name: transfer, length, size: payload.length, blocks, rows: [], choiceWords: (blocks + 31) >>> 5, rank: 0 };
}

/** Gaussian elimination, one row at a time. @returns whether it was worth anything */
function add(transfer: Transfer, { seed, payload }: Frame): boolean {
  const { rows, choiceWords, size, blocks } = transfer;
  const row = new Uint32Array(choiceWords + Math.ceil(size / 4));
  row.set(choice(seed, blocks));
  new Uint8Array(row.buffer, choiceWords * 4).set(payload);
  for (let word = 0; word < choiceWords; word++) {
    while (row[word]) {
      const first = word * 32 + 31 - Math.clz32(row[word]! & -row[word]!);
      const standing = rows[first];
      if (!standing) {
        rows[first] = row;
        transfer.rank++;
        return true;
      }
      for (let at = word; at < row.length; at++) row[at]! ^= standing[at]!;
    }
  }
  return false;
}

/** From the last block backwards, each row is rid of the blocks after its own. */
function solve({ rows, blocks, choiceWords, size, length }: Transfer): Uint8Array {
  const bytes = new Uint8Array(blocks * size);
  for (let block = blocks - 1; block >= 0; block--) {
    const row = rows[block]!;
    for (let later = block + 1; later < blocks; later++) {
      if (!(row[later >>> 5]! & (1 << (later & 31)))) continue;
      const solved = rows[later]!;
      for (let at = choiceWords; at < row.length; at++) row[at]! ^= solved[at]!;
    }
    bytes.set(new Uint8Array(row.buffer, choiceWords * 4, size), block * size);
  }
  return bytes.slice(0, length);
}
