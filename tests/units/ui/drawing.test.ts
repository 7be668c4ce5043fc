import { expect, test, vi } from 'vitest';
import { DrawingKeeper } from '#ui/items/drawing-keeper.ts';
import { Drawing, type Touch } from '#ui/items/drawing.svelte.ts';

const touch = (pointerId: number, pointerType: string, x: number, more: Partial<Touch> = {}): Touch => ({
  pointerId,
  pointerType,
  pressure: 0.5,
  x,
  y: 10,
  ...more,
});

/** Notes what is drawn: the colour and the width of each line, in order. */
function painted(drawing: Drawing): { colour: unknown; width: number }[] {
  const lines: { colour: unknown; width: number }[] = [];
  const nothing = () => undefined;
  const canvas = {
    strokeStyle: '' as unknown,
    fillStyle: '' as unknown,
    lineWidth: 0,
    lineCap: '',
    lineJoin: '',
    beginPath: nothing,
    moveTo: nothing,
    lineTo: nothing,
    quadraticCurveTo: nothing,
    fillRect: nothing,
    stroke: () => void lines.push({ colour: canvas.strokeStyle, width: canvas.lineWidth }),
  };
  drawing.paint(canvas, 100, 100);
  return lines;
}

function stroke(drawing: Drawing, pointerId: number, pointerType: string): void {
  drawing.begin(touch(pointerId, pointerType, 1));
  drawing.move(touch(pointerId, pointerType, 2));
  drawing.end({ pointerId });
}

test('one pointer draws at a time', () => {
  const drawing = new Drawing();
  expect(drawing.begin(touch(1, 'touch', 1))).toBe(true);
  expect(drawing.begin(touch(2, 'touch', 50))).toBe(false);
  expect(drawing.move(touch(2, 'touch', 60))).toBe(false);
  expect(drawing.end({ pointerId: 2 })).toBe(false);
  expect(drawing.end({ pointerId: 1 })).toBe(true);
  expect(painted(drawing)).toHaveLength(1);
});

test('a hand that rests on the sheet draws nothing while a pen does, nor what it drew before the pen came', () => {
  const drawing = new Drawing();
  drawing.begin(touch(1, 'touch', 1));
  drawing.move(touch(1, 'touch', 2));
  expect(drawing.begin(touch(7, 'pen', 40))).toBe(true);
  expect(drawing.move(touch(1, 'touch', 3))).toBe(false);
  drawing.end({ pointerId: 7 });
  expect(drawing.begin(touch(2, 'touch', 5))).toBe(false);
  // The mouse is nobody's palm.
  expect(drawing.begin(touch(3, 'mouse', 5))).toBe(true);
  drawing.end({ pointerId: 3 });
  expect(painted(drawing)).toHaveLength(2);
});

test('a pen that is pressed draws wider, and each stroke keeps its ink', () => {
  const drawing = new Drawing();
  drawing.begin(touch(1, 'pen', 1, { pressure: 0.1 }));
  drawing.end({ pointerId: 1 });
  drawing.ink = 'spruce';
  drawing.begin(touch(1, 'pen', 1, { pressure: 0.9 }));
  drawing.end({ pointerId: 1 });
  const [light, hard] = painted(drawing);
  expect(hard!.width).toBeGreaterThan(light!.width);
  expect([light!.colour, hard!.colour]).toEqual(['#1c2421', '#1f5a44']);
});

test('undoing goes back by one step, over the erasing of all too, and a stroke the system took away is none', () => {
  const drawing = new Drawing();
  stroke(drawing, 1, 'mouse');
  stroke(drawing, 1, 'mouse');
  drawing.begin(touch(1, 'mouse', 1));
  drawing.cancel();
  drawing.eraseAll();
  expect([drawing.isEmpty, drawing.mayUndo]).toEqual([true, true]);
  drawing.undo();
  expect(painted(drawing)).toHaveLength(2);
  drawing.undo();
  drawing.undo();
  expect([drawing.isEmpty, drawing.mayUndo]).toEqual([true, false]);
  drawing.undo();
  expect(drawing.isEmpty).toBe(true);
});

test('a drawing is stored at once, then when the hand rests or one leaves, and taken away when nothing is left of it', async () => {
  vi.useFakeTimers();
  const told: string[] = [];
  let isEmpty = false;
  const to = { keep: async () => void told.push('keep'), drop: async () => void told.push('drop') };
  const keeper = new DrawingKeeper(to, () => ({ canvas: document.createElement('canvas'), isEmpty }));
  keeper.changed();
  await vi.advanceTimersByTimeAsync(500);
  expect(told).toEqual(['keep']);
  keeper.changed();
  await vi.advanceTimersByTimeAsync(3_000);
  keeper.changed();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(told).toEqual(['keep']);
  await keeper.store();
  await keeper.store();
  expect(told).toEqual(['keep', 'keep']);
  isEmpty = true;
  keeper.changed();
  await vi.advanceTimersByTimeAsync(6_000);
  expect(told).toEqual(['keep', 'keep', 'drop']);
  vi.useRealTimers();
});
