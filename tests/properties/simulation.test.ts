import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { wrongIn } from '../support/wrong-in.ts';
import { simulate } from './simulation.ts';

test('500 random days lose no word, and nothing of what they promise is untrue', { timeout: 600_000 }, async () => {
  const run = promisify(execFile)(process.execPath, ['tests/properties/simulate.ts', '--seeds', '500'], { maxBuffer: 10_000_000 });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  const sums = /seeds 500, operations (\d+), words lost 0\n$/.exec(stdout);
  expect(stdout).not.toContain('failed');
  // Days in which nothing happens prove nothing.
  expect(Number(sums?.[1])).toBeGreaterThan(10_000);
});

test('ten random days with the real server over its database', { timeout: 240_000 }, async () => {
  for (let seed = 1; seed <= 10; seed++) expect([seed, ...wrongIn((await simulate({ seed, server: 'app' })).verdict)]).toEqual([seed]);
});

test('the same seed is the same day', async () => {
  const [one, two] = [await simulate({ seed: 11 }), await simulate({ seed: 11 })];
  expect(one.story).toEqual(two.story);
  expect(one.verdict.operations).toBe(two.verdict.operations);
  expect(one.letters).toBe(two.letters);
  expect(one.letters).toBeGreaterThan(0);
});
