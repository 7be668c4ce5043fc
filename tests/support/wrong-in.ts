import type { DayVerdict } from './day-checks.ts';

/** A verdict in lines, a few of each sort; none when nothing went wrong. */
export function wrongIn(verdict: DayVerdict): string[] {
  const wrong: Record<string, string[]> = { ...verdict, operations: [] };
  return Object.entries(wrong).flatMap(([what, found]) => found.slice(0, 5).map(one => `${what}: ${one}`));
}
