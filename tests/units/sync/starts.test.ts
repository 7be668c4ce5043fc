import { expect, test } from 'vitest';
import { createMemoryStore } from '#oplog/memory-store.ts';
import { createStarts } from '#sync/starts.ts';

test('nothing is said of a start while the device becomes one of its own', async () => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const starts = createStarts(
    createMemoryStore(),
    () => 'mark',
    () => promise,
  );
  expect(await starts.word()).toEqual({ was: '', is: 'mark' });
  let isOwn = false;
  starts.splitOff(() => (isOwn = true));
  let saidWhenOwn: boolean | undefined;
  const said = starts.word().then(() => (saidWhenOwn = isOwn));
  await new Promise(done => setTimeout(done));
  expect(saidWhenOwn).toBeUndefined();
  resolve(true);
  await said;
  expect(saidWhenOwn).toBe(true);
});
