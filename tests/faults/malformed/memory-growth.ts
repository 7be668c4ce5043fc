import type { Tally } from '../tally.ts';

/** How much this process grew at most while cases are tried in it: rows that ask run with nothing beside them. */
export interface MemoryGrowth {
  look(): void;
  /** Says the most there was, beside the longest turn of the thread (ms), and that it was too much when it was over the bound (MB). */
  judge(tally: Tally, longest: number, bound: number): void;
}

export function watchMemory(): MemoryGrowth {
  const before = process.memoryUsage.rss();
  let most = 0;
  return {
    look: () => void (most = Math.max(most, process.memoryUsage.rss() - before)),
    judge(tally, longest, bound) {
      const grown = Math.round(most / 1_048_576);
      tally.expect(grown < bound, `memory grew by ${grown} MB`);
      tally.remarks.push(`the longest kept its thread for ${longest.toFixed(1)} ms at once; memory grew by up to ${grown} MB`);
    },
  };
}
