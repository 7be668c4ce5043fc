import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pause } from './bench.ts';

export interface MachineWatch {
  /** Ends the watch. @returns the longest, in milliseconds, that a small synced write or a timer took more than it should in the half second before */
  worst(until: number): Promise<number>;
}

/** Writes 4 KB to the disk of this folder again and again, and looks at how long it takes: how fast anything could have been stored. */
export function watchMachine(folder: string): MachineWatch {
  const took: { at: number; milliseconds: number }[] = [];
  let isWatching = true;
  const watching = (async () => {
    const file = await open(join(folder, 'disk-watch'), 'w');
    const bytes = Buffer.alloc(4_096, 1);
    while (isWatching) {
      const before = performance.now();
      await pause(20);
      const late = performance.now() - before - 20;
      const written = performance.now();
      await file.write(bytes, 0, bytes.length, 0);
      await file.datasync();
      took.push({ at: Date.now(), milliseconds: Math.max(late, performance.now() - written) });
    }
    await file.close();
  })();
  return {
    async worst(until) {
      isWatching = false;
      await watching;
      const near = took.filter(({ at, milliseconds }) => at >= until - 500 && at - milliseconds <= until);
      return Math.max(0, ...near.map(({ milliseconds }) => milliseconds));
    },
  };
}
