import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DeliberateFault } from './deliberate-fault.ts';
import { deliberateFaults } from './faults.ts';

export interface Caught {
  name: string;
  /** The first day that showed it, null when none did or the code could not be broken; `found` says what was seen. */
  seed: number | null;
  found: string;
  seconds: number;
}

/** Puts each deliberate fault into the code of a process of its own and plays up to `seeds` days there; `told` hears of each. */
export async function sabotage(seeds: number, workers: number, told: (caught: Caught) => void = () => undefined): Promise<Caught[]> {
  const left = [...deliberateFaults];
  const all: Caught[] = [];
  const work = async (): Promise<void> => {
    for (let fault = left.shift(); fault; fault = left.shift()) {
      const caught = await playWith(fault, seeds);
      all.push(caught);
      told(caught);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return all;
}

async function playWith({ name }: DeliberateFault, seeds: number): Promise<Caught> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  try {
    const script = join(import.meta.dirname, 'sabotaged-days.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [script, name, String(seeds)], { timeout: 240_000 });
    const { seed, found } = JSON.parse(stdout.trim().split('\n').at(-1)!) as Pick<Caught, 'seed' | 'found'>;
    return { name, seed, found: found || `${seeds} days, and nothing was seen`, seconds: seconds() };
  } catch (error) {
    return { name, seed: null, found: String((error as { stderr?: string }).stderr || error), seconds: seconds() };
  }
}
