import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { deliberateFaults } from './sabotage/faults.ts';
import { sabotage } from './sabotage/sabotage.ts';

test(
  'each of at least twenty deliberate faults in the code is seen: a simulation that cannot fail proves nothing',
  {
    timeout: 600_000,
  },
  async () => {
    expect(deliberateFaults.length).toBeGreaterThanOrEqual(20);
    const missed = (await sabotage(500, Math.min(2, availableParallelism()))).filter(({ seed }) => seed === null);
    expect(missed).toEqual([]);
  },
);
