import { readFileSync } from 'node:fs';

/** A case that keeps its thread busy for longer is a stall: nobody can type meanwhile, or be answered. Milliseconds. */
export const stall = 100;
const tries = 4;

/**
 * The processor time that a case takes, in milliseconds. Not the time by the clock, because machines that run tests do other things, too. When it is
 * long the case is run again, and the least of all counts: collecting garbage and compiling code for the first time are not the case's.
 * @param run may give the time itself, where only its longest stretch matters
 * @param used the processor time used so far, in milliseconds
 */
export async function leastTime(used: () => number, run: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let turn = 0; turn < tries && least > stall; turn++) {
    const before = used();
    const said = await run();
    least = Math.min(least, typeof said === 'number' ? said : used() - before);
  }
  return least;
}

/** This thread's. */
export function ownTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** A process's main thread's, in steps of 10 ms. */
export function timeOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** What a process holds in memory, in MB. */
export function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
}

/** The most processor time between two turns of this thread while something is done: what is read in pieces lets others have their turn. */
export async function longestTurn(run: () => Promise<unknown>): Promise<number> {
  let most = 0;
  let isOver = false;
  const done = run().finally(() => (isOver = true));
  while (!isOver) {
    const before = ownTime();
    await turn();
    most = Math.max(most, ownTime() - before);
  }
  await done;
  return most;
}

/** Whoever waits has had theirs. */
export const turn = () => new Promise<void>(resolve => setImmediate(resolve));
