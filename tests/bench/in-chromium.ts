import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryStore } from '#oplog/memory-store.ts';
import type { Op } from '#oplog/op.ts';
import { launchTablet } from '../browser/support/chromium.ts';
import { surroundings } from '../support/memory-notebook.ts';
import { opsOf, writeDay } from './day.ts';

interface Measure {
  seed(name: string, count: number): Promise<void>;
  keystrokes(name: string): Promise<{ ours: number[]; bare: number[] }>;
  fold(name: string, spaces: Record<string, Op[]>): Promise<number>;
}

declare const measure: Measure;

export interface ChromiumFigures {
  /** 95th percentiles in milliseconds. */
  keystroke: { notes: number; ours: number; bare: number }[];
  foldDevice: number;
  foldVisit: number;
}

/** Typing and folding in a Chromium slowed four times (typing) or not (folding), profile on disk. */
export async function measureInChromium(origin: string): Promise<ChromiumFigures> {
  const days = await Promise.all([1, 2, 3, 4, 5, 6].map(dayOf));
  const tablet = await launchTablet({ profileDir: mkdtempSync(join(tmpdir(), 'vertti-bench-profile-')), origin });
  try {
    const { page } = tablet;
    await page.goto('/measure.html');
    const cdp = await tablet.context.newCDPSession(page);
    const keystroke: ChromiumFigures['keystroke'] = [];
    for (const notes of [1_200, 10_000]) await page.evaluate(count => measure.seed(`notes-${count}`, count), notes);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    for (const notes of [1_200, 10_000]) {
      const { ours, bare } = await page.evaluate(count => measure.keystrokes(`notes-${count}`), notes);
      keystroke.push({ notes, ours: percentile(ours, 0.95), bare: percentile(bare, 0.95) });
    }
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    const foldDevice = await median(run => page.evaluate(([name, ops]) => measure.fold(name, ops), [`device-${run}`, days[0]!] as const));
    const visit = mergeSpaces(days);
    const foldVisit = await median(run => page.evaluate(([name, ops]) => measure.fold(name, ops), [`visit-${run}`, visit] as const));
    return { keystroke, foldDevice, foldVisit };
  } finally {
    await tablet.close();
  }
}

async function dayOf(device: number): Promise<Record<string, Op[]>> {
  const store = createMemoryStore();
  await writeDay(store, surroundings(store, `person${device}`, { now: Date.UTC(2026, 9, 14, 6) + device }), device);
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
  for (let run = 0; run < 3; run++) values.push(await measureOnce(run));
  return percentile(values, 0.5);
}
