import type { DiskCall } from './disk-calls.ts';

export type Change = Extract<DiskCall, { type: 'write' | 'truncate' }>;

const sector = 512;

/** What a file's disk surely holds, and what was written since the last sync, which a power cut may keep, drop or tear. */
export class DiskFile {
  sure: Buffer;
  /** As every program sees it. */
  length: number;
  #waiting: Change[] = [];

  constructor(beginning: Buffer) {
    this.sure = beginning;
    this.length = beginning.length;
  }

  change(call: Change): void {
    this.#waiting.push(call);
    this.length = call.type === 'write' ? Math.max(this.length, call.at + call.bytes.length) : call.length;
  }

  /** What had been written before the sync began is on the disk when it ends. */
  sync({ startedAt }: Pick<DiskCall, 'startedAt'>): void {
    const isThen = (change: Change) => change.endedAt <= startedAt;
    this.sure = after(this.sure, this.#waiting.filter(isThen));
    this.#waiting = this.#waiting.filter(change => !isThen(change));
  }

  /** The file as every program sees it before the cut. */
  get all(): Buffer {
    return after(this.sure, this.#waiting);
  }

  /**
   * What a file system leaves of a file that was being written on when it keeps the order of what is appended: the beginning of what waits,
   * up to the end of any sector.
   */
  shortened(chance: () => number): Buffer {
    const all = this.#upToAny(chance);
    const sectors = Math.ceil(all.length / sector) - Math.floor(this.sure.length / sector);
    const end = (Math.floor(this.sure.length / sector) + Math.floor(chance() * (sectors + 1))) * sector;
    return all.subarray(0, Math.min(all.length, Math.max(end, this.sure.length)));
  }

  /** The same when the file's new length was already on the disk, as others synced, and what is in it was not: zeros. */
  zeroed(chance: () => number): Buffer {
    const all = this.#upToAny(chance);
    return Buffer.concat([this.sure, Buffer.alloc(Math.max(0, all.length - this.sure.length))]);
  }

  #upToAny(chance: () => number): Buffer {
    return after(this.sure, this.#waiting.slice(0, Math.ceil(chance() * this.#waiting.length)));
  }

  /** The file when of what waits only a part has come to the disk: any, in any order, one of them torn at a sector's end. */
  torn(chance: () => number): Buffer {
    const reached = this.#waiting.filter(() => chance() < 0.5).sort(() => chance() - 0.5);
    const [first, ...rest] = reached;
    if (first?.type !== 'write') return after(this.sure, reached);
    const sectors = Math.floor(first.bytes.length / sector);
    return after(this.sure, [{ ...first, bytes: first.bytes.subarray(0, sector * Math.floor(chance() * (sectors + 1))) }, ...rest]);
  }
}

function after(file: Buffer, changes: readonly Change[]): Buffer {
  if (changes.length === 0) return file;
  // In one piece, made longer by the half when it is full: some files are megabytes, and written in thousands of pieces.
  let bytes = Buffer.from(file);
  let length = file.length;
  for (const change of changes) {
    const end = change.type === 'write' ? change.at + change.bytes.length : change.length;
    if (end > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(end - bytes.length + (end >> 1))]);
    if (change.type === 'write') {
      change.bytes.copy(bytes, change.at);
      length = Math.max(length, end);
    } else {
      bytes.fill(0, end);
      length = end;
    }
  }
  return bytes.subarray(0, length);
}
