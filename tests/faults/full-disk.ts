import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, closeSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotRunHere } from './tally.ts';

export interface SmallDisk {
  /** The folder that the disk is. */
  folder: string;
  /** Writes until nothing more fits. */
  fill(): void;
  free(): void;
  /** Takes the disk away, whole. */
  remove(): void;
}

/** A disk of so many megabytes in memory. It needs the right to mount. */
export function smallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'vertti-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true });
    throw new NotRunHere('a small disk may not be mounted');
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill() {
      const file = openSync(filler, 'w');
      for (let size = 1_048_576; size >= 1; size = Math.floor(size / 2)) while (fits(file, size));
      closeSync(file);
    },
    free: () => rmSync(filler, { force: true }),
    remove() {
      spawnSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function fits(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size, 7)) === size;
  } catch {
    return false;
  }
}
