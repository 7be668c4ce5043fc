import fc from 'fast-check';
import type { Tally } from '../tally.ts';
import { leastTime, stall } from './processor-time.ts';

export interface Checking<T> {
  cases: fc.Arbitrary<T>;
  times: number;
  /** Throws when the case did harm. */
  run: (given: T) => Promise<unknown>;
  /** Cases that did harm once: they are tried first. */
  kept?: readonly T[];
  /** The processor time used so far by whoever bears the case, in milliseconds. */
  used: () => number;
}

/** Plays so many cases and says, of the first that did harm, what it was. @returns the longest that one took, in milliseconds of the processor */
export async function checkCases<T>(tally: Tally, { cases, times, run, used, kept = [] }: Checking<T>): Promise<number> {
  let longest = 0;
  const result = await fc.check(
    fc.asyncProperty(cases, async given => {
      tally.injected++;
      const took = await leastTime(used, () => run(given));
      longest = Math.max(longest, took);
      if (took > stall) throw new Error(`it kept its thread busy for ${Math.round(took)} ms`);
    }),
    { numRuns: times + kept.length, endOnFailure: true, examples: kept.map(one => [one] as [T]) },
  );
  if (result.failed) {
    const error = result.errorInstance instanceof Error ? (result.errorInstance.stack ?? '') : String(result.errorInstance);
    tally.wrong.push(
      `seed ${result.seed}, path ${result.counterexamplePath}: ${error.slice(0, 700)}\n    ${fc.stringify(result.counterexample).slice(0, 500)}`,
    );
  }
  return longest;
}
