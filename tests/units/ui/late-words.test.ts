import { expect, test, vi } from 'vitest';
import { createLateWords } from '#ui/shell/late-words.ts';

function typing(stored: (at: number) => boolean) {
  vi.useFakeTimers({ now: 0 });
  const told: { at: number; isLate: boolean }[] = [];
  const late = createLateWords({
    unstored: () => (stored(Date.now()) ? 0 : 1),
    after: (milliseconds, run) => setTimeout(run, milliseconds),
    tell: isLate => {
      if (isLate !== (told.at(-1)?.isLate ?? false)) told.push({ at: Date.now(), isLate });
    },
  });
  late.typed();
  late.typed();
  vi.advanceTimersByTime(10_000);
  const timers = vi.getTimerCount();
  vi.useRealTimers();
  return { told, timers };
}

test('says that words wait for the store after half a second, and that they do no more', () => {
  const { told, timers } = typing(at => at >= 1_150);
  expect(told).toEqual([
    { at: 500, isLate: true },
    { at: 1_200, isLate: false },
  ]);
  expect(timers).toBe(0);
});

test('says nothing of a store that keeps up with somebody who types on', () => {
  expect(typing(at => at > 3_000 || at % 300 === 0).told).toEqual([]);
});
