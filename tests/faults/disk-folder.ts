import type { DiskCall } from './disk-calls.ts';
import { DiskFile } from './disk-image.ts';

/**
 * When a name is on the disk: only when its folder was synced, as POSIX has it; or with any sync, as with the file systems of tablets
 * (ext4, f2fs), where syncing a file that grew puts all names changed before on the disk too.
 */
export type Names = 'by-folder' | 'by-any-sync';

type Renaming = { endedAt: number; folder: string; change(names: Map<string, DiskFile>): void };

/** A folder with all that is in it, as a power cut would leave it. Folders are made as they are needed. */
export class DiskFolder {
  readonly #now: Map<string, DiskFile>;
  #sure: Map<string, DiskFile>;
  #waiting: Renaming[] = [];
  readonly #ends = new Map<DiskFile, { at: number; isAppending: boolean }>();
  readonly #names: Names;

  /** @param beginning all files by their whole paths, all of it on the disk */
  constructor(beginning: ReadonlyMap<string, Buffer>, names: Names) {
    this.#sure = new Map([...beginning].map(([name, bytes]) => [name, new DiskFile(bytes)]));
    this.#now = new Map(this.#sure);
    this.#names = names;
  }

  apply(call: DiskCall): void {
    const file = this.#now.get(call.file);
    switch (call.type) {
      case 'sync':
        file?.sync(call);
        return this.#syncNames(call, file === undefined);
      case 'open':
        return this.#open(call, file);
      case 'rename':
        return this.#rename(call, names => {
          const moved = names.get(call.file);
          names.delete(call.file);
          if (moved) names.set(call.to, moved);
        });
      case 'unlink':
        return this.#rename(call, names => names.delete(call.file));
      case 'write-on': {
        if (!file) return;
        const end = this.#ends.get(file);
        if (!end) throw new Error(`Nobody opened ${call.file}`);
        if (end.isAppending) end.at = file.length;
        file.change({ ...call, type: 'write', at: end.at });
        end.at += call.bytes.length;
        return;
      }
      case 'write':
      case 'truncate':
        file?.change(call);
    }
  }

  #open(call: Extract<DiskCall, { type: 'open' }>, known: DiskFile | undefined): void {
    const file = known ?? new DiskFile(Buffer.alloc(0));
    if (!known) this.#rename(call, names => names.set(call.file, file));
    else if (call.isEmptied) file.change({ ...call, type: 'truncate', length: 0 });
    this.#ends.set(file, { at: 0, isAppending: call.isAppending });
  }

  #rename({ endedAt, file }: DiskCall, change: Renaming['change']): void {
    change(this.#now);
    this.#waiting.push({ endedAt, folder: folderOf(file), change });
  }

  #syncNames(call: DiskCall, isFolder: boolean): void {
    if (!isFolder && this.#names === 'by-folder') return;
    const isThen = ({ endedAt, folder }: Renaming) => endedAt <= call.startedAt && (this.#names === 'by-any-sync' || folder === call.file);
    for (const { change } of this.#waiting.filter(isThen)) change(this.#sure);
    this.#waiting = this.#waiting.filter(one => !isThen(one));
  }

  /** As programs see it before the cut. */
  all(): Map<string, Buffer> {
    return contentOf(this.#now, file => file.all);
  }

  /** With nothing but what was synced. */
  sure(): Map<string, Buffer> {
    return contentOf(this.#sure, file => file.sure);
  }

  /** With a part of what was written since: of the names up to any of their changes, of the files what `of` says. */
  partly(of: (file: DiskFile) => Buffer, chance: () => number): Map<string, Buffer> {
    const names = new Map(this.#sure);
    for (const { change } of this.#waiting.slice(0, Math.floor(chance() * (this.#waiting.length + 1)))) change(names);
    return contentOf(names, of);
  }
}

function contentOf(names: ReadonlyMap<string, DiskFile>, of: (file: DiskFile) => Buffer): Map<string, Buffer> {
  return new Map([...names].map(([name, file]) => [name, of(file)]));
}

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/'));
