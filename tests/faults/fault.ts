import type { Bench } from './bench.ts';
import type { Tally } from './tally.ts';

/** One row of the table. */
export interface Fault {
  name: string;
  /** What is injected, as the row says it. */
  says: string;
  /** How often in `npm test`, and how often otherwise. */
  times: { short: number; long: number };
  /** The bench it is tried on, if any. Rows of one bench run one after another, as each may change its server and its line. */
  bench?: BenchName;
  /** It judges by tenths of a second, or by the memory of this process: nothing else may run beside it. */
  isAlone?: true;
  /** Injects it so many times, and counts. Throws `NotRunHere` when it cannot be injected on this machine. */
  run(tally: Tally, times: number, bench: () => Promise<Bench>): Promise<void>;
}

export type BenchName = 'common' | 'builds' | 'replaced' | 'wrong' | 'lines' | 'wifi' | 'altered' | 'refused';
