import type { MachineWatch } from './machine.ts';
import { wholeWords, type Written } from './tally.ts';
import type { Typed } from './writing.ts';

/** What was typed this long before the end must be there, in milliseconds. */
const grace = 100;
/** On a machine that itself needs longer than `slow` for a synced write or a timer, that is what would be measured; there it must be this long. */
export const slowGrace = 1_000;
const slow = 30;

/** What of a text must be there when all ended at that moment, in the middle of typing. `isSlow`: judged by what the machine could. */
export async function sureAt(endedAt: number, words: string, typed: Typed, machine: MachineWatch): Promise<Written & { isSlow: boolean }> {
  const isSlow = (await machine.worst(endedAt)) > slow;
  const last = endedAt - (isSlow ? slowGrace : grace);
  const sure = wholeWords(words.slice(0, typed.stamps.findLastIndex(stamp => stamp <= last) + 1));
  const called = Object.entries(typed.saved).map(([place, said]) => [place, said.length < sure.length ? wholeWords(said) : sure]);
  return { words: sure, saved: Object.fromEntries(called), isSlow };
}
