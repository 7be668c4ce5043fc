import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryStore } from '#oplog/memory-store.ts';
import type { Op } from '#oplog/op.ts';
import { launchTablet } from '../browser/support/chromium.ts';
import { surroundings } from '../support/memory-notebook.ts';
import { opsOf, writeDay } from './day.ts';

interface Measure {
  seed(name: string, count: number): Promise<void>;
  keystrokes(names: string[], rounds: number): Promise<{ ours: number[][]; bare: number[] }>;
  /** `spaces`: operations by space, as JSON. */
  fold(name: string, spaces: string): Promise<number>;
  receipts(name: string, rounds: number): Promise<number[]>;
  search(count: number): Promise<SearchTimes>;
}

/** Milliseconds. `longest`: the longest task while the index was built. */
interface SearchTimes {
  build: number;
  longest: number;
  finds: number[];
}

declare const measure: Measure;

export interface ChromiumFigures {
  /** 95th percentiles in milliseconds, with 1,200 and with 10,000 notes stored, and of a bare put. */
  keystroke: { few: number; many: number; bare: number };
  /** Milliseconds until the slower page of receipts stands, with 10,000 notes. */
  receipts: number;
  /** In 10,000 notes: the index, the longest task of it, and the 95th percentile of what is found. */
  search: { build: number; longest: number; find: number };
  /** Milliseconds. */
  foldDevice: number;
  foldVisit: number;
  chromium: string;
}

/** Typing in a Chromium slowed four times, and folding in one that is not; the profile is on the disk. */
export async function measureInChromium(origin: string): Promise<ChromiumFigures> {
  const days = await Promise.all([1, 2, 3, 4, 5, 6].map(dayOf));
  const profileDir = mkdtempSync(join(tmpdir(), 'vertti-bench-profile-'));
  const tablet = await launchTablet({ profileDir, origin });
  try {
    const { page } = tablet;
    await page.goto('/measure.html');
    const fold = (name: string, spaces: Record<string, Op[]>) =>
      page.evaluate(([to, ops]) => measure.fold(to, ops), [name, JSON.stringify(spaces)] as const);
    const foldDevice = await median(run => fold(`device-${run}`, days[0]!));
    const visit = mergeSpaces(days);
    const foldVisit = await median(run => fold(`visit-${run}`, visit));
    await page.evaluate(() => measure.seed('notes-few', 1_200));
    await page.evaluate(() => measure.seed('notes-many', 10_000));
    const cdp = await tablet.context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const { ours, bare } = await page.evaluate(() => measure.keystrokes(['notes-few', 'notes-many'], 2));
    const keystroke = { few: percentile(ours[0]!, 0.95), many: percentile(ours[1]!, 0.95), bare: percentile(bare, 0.95) };
    const receipts = percentile(await page.evaluate(() => measure.receipts('notes-many', 7)), 0.5);
    const { finds, ...building } = await page.evaluate(() => measure.search(10_000));
    const search = { ...building, find: percentile(finds, 0.95) };
    return { keystroke, receipts, search, foldDevice, foldVisit, chromium: tablet.context.browser()?.version() ?? '' };
  } finally {
    await tablet.close();
    rmSync(profileDir, { recursive: true, force: true });
  }
}

async function dayOf(device: number): Promise<Record<string, Op[]>> {
  const store = createMemoryStore();
  await writeDay(surroundings(store, `person${device}`, { now: Date.UTC(2026, 9, 14, 6) + device }), device);
  return opsOf(store);
}

function mergeSpaces(days: Record<string, Op[]>[]): Record<string, Op[]> {
  const merged: Record<string, Op[]> = {};
  for (const day of days) for (const [space, ops] of Object.entries(day)) merged[space] = [...(merged[space] ?? []), ...ops];
  return merged;
}

export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

async function median(measureOnce: (run: number) => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let run = 0; run < 5; run++) values.push(await measureOnce(run));
  return percentile(values, 0.5);
}
