import type { DeliberateFault } from './deliberate-fault.ts';
import { foldingFaults } from './folding-faults.ts';
import { judgingFaults } from './judging-faults.ts';
import { pictureFaults } from './picture-faults.ts';
import { syncFaults } from './sync-faults.ts';
import { writingFaults } from './writing-faults.ts';

/** Each of these mistakes has been made by somebody, in some product. */
export const deliberateFaults: readonly DeliberateFault[] = [
  ...writingFaults,
  ...syncFaults,
  ...foldingFaults,
  ...judgingFaults,
  ...pictureFaults,
];
