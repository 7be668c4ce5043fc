import type { DayVerdict } from './day-checks.ts';

/** A verdict in lines, a few of each sort; none when nothing went wrong. */
export function wrongIn({ lost, diverged, untrue, twins, leaked, usurped, unexpected }: DayVerdict): string[] {
  return Object.entries({ lost, diverged, untrue, twins, leaked, usurped, unexpected }).flatMap(([what, found]) =>
    found.slice(0, 5).map(one => `${what}: ${one}`),
  );
}
