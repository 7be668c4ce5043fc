import type { Tally } from './tally.ts';

/** One row of the table. */
export interface Fault {
  name: string;
  /** What is injected, as the row says it. */
  says: string;
  /** How often in `npm test`, and how often otherwise. */
  times: { short: number; long: number };
  /** Injects it so many times, and counts. Throws `NotRunHere` when it cannot be injected on this machine. */
  run(tally: Tally, times: number): Promise<void>;
}
