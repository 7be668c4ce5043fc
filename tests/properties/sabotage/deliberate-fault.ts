import type { DayVerdict } from '../../support/day-checks.ts';

/** A mistake put into the product's own code: each `find` stands there exactly once and is replaced. */
export interface DeliberateFault {
  name: string;
  edits: { file: string; find: string; replace: string }[];
  /** What the checks must call it; any of these. */
  seen: readonly (keyof Omit<DayVerdict, 'operations'>)[];
  /** The day to begin with, for one that few days show. */
  from?: number;
  /** Through the real app over its database; the same rules in memory otherwise. */
  server?: 'app';
}
