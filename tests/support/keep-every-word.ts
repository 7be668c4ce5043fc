import { expect } from 'vitest';
import type { DayVerdict } from './day-checks.ts';
import { wrongIn } from './wrong-in.ts';

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** Nothing lost, diverged, claimed falsely, written twice, leaked or usurped. */
    toKeepEveryWord(): R;
  }
}

expect.extend({
  toKeepEveryWord(verdict: DayVerdict) {
    const found = wrongIn(verdict);
    return { pass: found.length === 0, message: () => (found.length ? found.join('\n') : 'every word was kept') };
  },
});
