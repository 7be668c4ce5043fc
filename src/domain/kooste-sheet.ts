import { boardOf, type StandingFinding } from './debrief-findings.ts';
import type { Side } from './finding.ts';

/** What the host is given: strengths before development areas before tips. Ideas taken home are no part of it. */
export const koosteSides = ['strength', 'development', 'tip'] as const satisfies readonly Side[];
export type KoosteSide = (typeof koosteSides)[number];

export interface KoosteSheet {
  sections: { side: KoosteSide; findings: StandingFinding[] }[];
  /** Left out by hand; they can be taken in again. */
  left: StandingFinding[];
}

/** The sheet in the order chosen. `left` holds the ids of findings that were left out. */
export function koosteSheet(standing: readonly StandingFinding[], left: readonly string[]): KoosteSheet {
  const board = boardOf(standing);
  const isIn = (one: StandingFinding) => !left.includes(one.finding.id);
  return {
    sections: koosteSides.map(side => ({ side, findings: board[side].filter(isIn) })),
    left: koosteSides.flatMap(side => board[side].filter(one => !isIn(one))),
  };
}
