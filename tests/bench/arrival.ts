import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchTablet } from '../browser/support/chromium.ts';
import { startServer } from '../browser/support/server.ts';
import type { BenchPages } from './bench-pages.ts';
import { writeDay } from './day.ts';
import { percentile } from './in-chromium.ts';
import { meet, spacesOf } from './vertti-day.ts';
import { joinDevices } from './vertti-devices.ts';

interface Measure {
  /** Milliseconds until everything of these spaces is in an empty database, folded. */
  arrive(name: string, where: { programme: string; device: string; spaces: string[] }): Promise<number>;
  /** Milliseconds to fetch so many kept answers and put their operations into an empty Dexie database. */
  bareArrive(name: string, answers: number): Promise<number>;
}

declare const measure: Measure;

export interface ArrivalFigures {
  /** Milliseconds, medians. */
  ours: number;
  bare: number;
}

/** A visit of six devices comes to a seventh: from the real server through the app's own exchange, and the same bytes as files into bare Dexie. */
export async function measureArrival(pages: BenchPages): Promise<ArrivalFigures> {
  const server = await startServer();
  const profileDir = mkdtempSync(join(tmpdir(), 'vertti-bench-arrival-'));
  try {
    const all = await joinDevices(server.origin, server.setupToken, 7);
    const [newcomer, ...devices] = all.devices;
    for (const [index, { around }] of devices.entries()) await writeDay(around, index, all.visit);
    await meet({ ...all, devices });
    const tablet = await launchTablet({ profileDir, origin: pages.origin });
    try {
      const { page } = tablet;
      await page.goto('/measure.html');
      const where = { programme: all.programme, device: newcomer!.around.membership.device, spaces: spacesOf(all) };
      const ours: number[] = [];
      const bare: number[] = [];
      for (let run = 0; run < 5; run++) {
        pages.stopForwarding();
        const kept = pages.forward(server.origin, newcomer!.cookie);
        ours.push(await page.evaluate(([name, to]) => measure.arrive(name, to), [`arrival-${run}`, where] as const));
        bare.push(await page.evaluate(([name, count]) => measure.bareArrive(name, count), [`bare-${run}`, kept.length] as const));
      }
      return { ours: percentile(ours, 0.5), bare: percentile(bare, 0.5) };
    } finally {
      await tablet.close();
      pages.stopForwarding();
    }
  } finally {
    await server.stop();
    rmSync(profileDir, { recursive: true, force: true });
  }
}
