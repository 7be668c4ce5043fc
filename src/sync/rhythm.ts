/** Milliseconds between two exchanges when nothing asks for one. */
const pollEvery = 30_000;
const firstRetry = 2_000;
export const longestRetry = 300_000;

/**
 * When to ask again: every 30 s while it works, and after 2, 4, 8 … s up to 5 min while it fails. Each time is shifted by up to a fifth, so
 * that tablets which lost the same wifi do not all come back in the same second.
 * @param failures how many times in a row it failed
 * @param chance between 0 and 1
 */
export function nextAsk(failures: number, chance: number): number {
  const base = failures === 0 ? pollEvery : Math.min(firstRetry * 2 ** (failures - 1), longestRetry);
  return Math.round(base * (0.8 + 0.4 * chance));
}

/** Between 0 and 1. */
export function chanceOf({ randomHex }: { randomHex(bytes: number): string }): number {
  return Number.parseInt(randomHex(2), 16) / 65_536;
}

/** Milliseconds. */
const together = 2_000;

/** Spaces that shall be exchanged soon, but not for each word at once. */
export interface Soon {
  add(space: string): void;
  /** It was exchanged meanwhile. */
  drop(space: string): void;
  stop(): void;
}

/**
 * Each device that confirms what it holds is told to all others, in the same second as a rule: asked for one by one, the words of N devices
 * would be N² exchanges, on batteries, and nobody waits for them.
 */
export function createSoon(after: (milliseconds: number, run: () => void) => () => void, ask: (space: string) => void): Soon {
  const spaces = new Set<string>();
  let cancel: (() => void) | null = null;
  function run(): void {
    cancel = null;
    for (const space of [...spaces]) ask(space);
    spaces.clear();
  }
  return {
    add(space) {
      spaces.add(space);
      cancel ??= after(together, run);
    },
    drop: space => void spaces.delete(space),
    stop() {
      cancel?.();
      cancel = null;
      spaces.clear();
    },
  };
}
