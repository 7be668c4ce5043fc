import type { DiskCall } from './disk-trace.ts';

type Change = Exclude<DiskCall, { type: 'sync' }>;

/** What a file's disk surely holds, and what was written since the last sync, which a power cut may keep, drop or tear. */
export class DiskFile {
  sure: Buffer;
  readonly waiting: Change[] = [];

  constructor(beginning: Buffer) {
    this.sure = beginning;
  }

  change(call: Change): void {
    this.waiting.push(call);
  }

  sync(): void {
    for (const change of this.waiting.splice(0)) this.sure = after(this.sure, change);
  }

  /** The file when of what waits only a part has come to the disk: any, in any order, one of them torn at a sector's end. */
  torn(chance: () => number): Buffer {
    const reached = this.waiting.filter(() => chance() < 0.5).sort(() => chance() - 0.5);
    return reached.reduce((file, change, index) => {
      if (index > 0 || change.type !== 'write') return after(file, change);
      const sectors = Math.floor(change.bytes.length / 512);
      return after(file, { ...change, bytes: change.bytes.subarray(0, 512 * Math.floor(chance() * (sectors + 1))) });
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
