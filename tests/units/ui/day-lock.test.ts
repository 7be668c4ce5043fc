import { expect, test, vi } from 'vitest';
import { slot } from '#domain/slot.ts';
import { programmeSpace, visitSpace } from '#domain/spaces.ts';
import { visit } from '#domain/visit.ts';
import { draft } from '#notebook/draft.ts';
import { lockTheDay } from '#ui/shell/day-lock.ts';
import { told } from '#ui/told.ts';
import { memoryNotebook } from '../../support/memory-notebook.ts';

/** A time of the visit's day, 14 October in Helsinki. */
const at = (time: string, day = 14) => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return Date.UTC(2026, 9, day, hours - 3, minutes);
};

/** The day's tablet, whose own clock is seven minutes ahead; `isWhole` as its build is, `isFull` as its disk. */
async function tablet(time: string) {
  const { notebook: coordinator, another } = await memoryNotebook('tuula');
  const row = (id: string, type: 'opening' | 'interview' | 'feedback', start: string, end: string) =>
    draft(slot, { space: visitSpace('v'), id }, { type, start, end });
  await coordinator.write([
    row('o', 'opening', '09:00', '09:30'),
    row('i', 'interview', '09:30', '10:30'),
    row('f', 'feedback', '16:20', '17:00'),
  ]);
  const minute = told(at(time));
  const pins: (number | null)[] = [];
  const build = { isWhole: true, isFull: false };
  lockTheDay({
    notebook: await another({ person: 'liisa' }),
    version: {
      pin: async until => {
        if (build.isFull) throw new DOMException('Quota exceeded.', 'QuotaExceededError');
        return build.isWhole ? pins.push(until) > 0 : false;
      },
      unpin: async () => void pins.push(null),
    },
    minute,
    now: () => minute.value + 7 * 60_000,
  });
  const come = async (next: string, day = 14) => {
    minute.tell(at(next, day));
    await new Promise(resolve => setTimeout(resolve, 20));
  };
  await come(time);
  return { pins, come, coordinator, build };
}

const feedbackEnds = at('17:00') + 7 * 60_000;

test('keeps the build from the opening to the end of the feedback, by the clock of the device', async () => {
  const { pins, come } = await tablet('08:50');
  expect(pins).toEqual([]);
  await come('08:59');
  expect(pins).toEqual([]);
  await come('09:00');
  expect(pins).toEqual([feedbackEnds]);
  await come('12:05');
  expect(pins).toEqual([feedbackEnds]);
  await come('17:00');
  expect(pins).toEqual([feedbackEnds, null]);
  await come('17:01');
  await come('09:30', 15);
  expect(pins).toEqual([feedbackEnds, null]);
});

test('keeps it at once on a device that is opened in the middle of the day', async () => {
  const { pins } = await tablet('13:20');
  await vi.waitFor(() => expect(pins).toEqual([feedbackEnds]));
});

test('asks again while the build is still on its way to the device', async () => {
  const { pins, come, build } = await tablet('08:50');
  build.isWhole = false;
  await come('09:00');
  build.isWhole = true;
  await come('09:01');
  expect(pins).toEqual([feedbackEnds]);
});

test('follows the plan when the feedback is moved, and lets go of a visit that is cancelled', async () => {
  const { pins, coordinator } = await tablet('13:00');
  await vi.waitFor(() => expect(pins).toEqual([feedbackEnds]));
  await coordinator.write([draft(slot, { space: visitSpace('v'), id: 'f' }, { end: '17:30' })]);
  await vi.waitFor(() => expect(pins).toEqual([feedbackEnds, feedbackEnds + 30 * 60_000]));
  await coordinator.write([draft(visit, { space: programmeSpace('p'), id: 'v' }, { isCancelled: true })]);
  await vi.waitFor(() => expect(pins.at(-1)).toBeNull());
});

test('asks again with the next minute when the disk was full, and breaks nothing', async () => {
  const { pins, come, build } = await tablet('08:50');
  build.isFull = true;
  await come('09:00');
  expect(pins).toEqual([]);
  build.isFull = false;
  await come('09:01');
  expect(pins).toEqual([feedbackEnds]);
});
