import { afterEach, expect, it, vi } from 'vitest';
import type { AppVersion } from '#platform/app-version.ts';
import { createLaterAppVersion } from '#platform/later-app-version.ts';

let made = 0;

/** An app's version whose waiting build comes when the test says so. */
function standIn() {
  let listener = () => undefined as void;
  const pinned: number[] = [];
  const version = {
    build: 'test',
    updateWaiting: false as boolean,
    subscribe: (told: () => void) => {
      listener = told;
      return () => undefined;
    },
    check: async () => undefined,
    choose: async () => undefined,
    pin: async (until: number) => pinned.push(until) > 0,
    unpin: async () => undefined,
    readiness: async () => ({ ready: true as const, files: 12 }),
  } satisfies AppVersion;
  vi.doMock('#platform/app-version.ts', () => ({
    createAppVersion: () => {
      made += 1;
      return version;
    },
  }));
  return { pinned, find: () => ((version.updateWaiting = true), listener()) };
}

afterEach(() => {
  made = 0;
  vi.doUnmock('#platform/app-version.ts');
  vi.resetModules();
});

it('waits for the first drawing, and answers what was asked before it', async () => {
  const { pinned } = standIn();
  const drawing = Promise.withResolvers<void>();
  const version = createLaterAppVersion(drawing.promise);
  const readiness = version.readiness();
  const pin = version.pin(5);
  await new Promise(resolve => setTimeout(resolve, 20));
  expect([version.build, version.updateWaiting, made]).toEqual(['test', false, 0]);
  drawing.resolve();
  expect(await readiness).toEqual({ ready: true, files: 12 });
  expect(await pin).toBe(true);
  expect([made, pinned]).toEqual([1, [5]]);
});

it('tells of a waiting build those who listened before it was there', async () => {
  const { find } = standIn();
  const version = createLaterAppVersion(Promise.resolve());
  const heard: boolean[] = [];
  const end = version.subscribe(() => heard.push(version.updateWaiting));
  await version.readiness();
  find();
  end();
  find();
  expect(heard).toEqual([true]);
});

it('is not ready when its own file does not come', async () => {
  vi.doMock('#platform/app-version.ts', () => {
    throw new Error('Failed to fetch dynamically imported module');
  });
  expect(await createLaterAppVersion(Promise.resolve()).readiness()).toEqual({ ready: false, reason: 'no-worker' });
});
