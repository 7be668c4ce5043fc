import type { DiskCall } from './disk-calls.ts';

export type Change = Extract<DiskCall, { type: 'write' | 'truncate' }>;

const sector = 512;

/** What a file's disk surely holds, and what was written since the last sync, which a power cut may keep, drop or tear. */
export class DiskFile {
  sure: Buffer;
  #waiting: Change[] = [];

  constructor(beginning: Buffer) {
    this.sure = beginning;
  }

  change(call: Change): void {
    this.#waiting.push(call);
  }

  /** What had been written before the sync began is on the disk when it ends. */
  sync({ startedAt }: Pick<DiskCall, 'startedAt'>): void {
    const isThen = (change: Change) => change.endedAt <= startedAt;
    for (const change of this.#waiting.filter(isThen)) this.sure = after(this.sure, change);
    this.#waiting = this.#waiting.filter(change => !isThen(change));
  }

  /** The file as every program sees it before the cut. */
  get all(): Buffer {
    return this.#waiting.reduce(after, this.sure);
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
    return this.#waiting.slice(0, Math.ceil(chance() * this.#waiting.length)).reduce(after, this.sure);
  }

  /** The file when of what waits only a part has come to the disk: any, in any order, one of them torn at a sector's end. */
  torn(chance: () => number): Buffer {
    const reached = this.#waiting.filter(() => chance() < 0.5).sort(() => chance() - 0.5);
    return reached.reduce((file, change, index) => {
      if (index > 0 || change.type !== 'write') return after(file, change);
      const sectors = Math.floor(change.bytes.length / sector);
      return after(file, { ...change, bytes: change.bytes.subarray(0, sector * Math.floor(chance() * (sectors + 1))) });
    }, this.sure);
  }
}

function after(file: Buffer, change: Change): Buffer {
  if (change.type === 'truncate') {
    const cut = Buffer.alloc(change.length);
    file.copy(cut);
    return cut;
  }
  const end = change.at + change.bytes.length;
  const longer = end > file.length ? Buffer.concat([file, Buffer.alloc(end - file.length)]) : Buffer.from(file);
  change.bytes.copy(longer, change.at);
  return longer;
}
