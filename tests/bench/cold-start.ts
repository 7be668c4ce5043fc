import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchTablet } from '../browser/support/chromium.ts';
import { openExampleDay } from '../browser/support/example-day.ts';
import { startServer } from '../browser/support/server.ts';
import { percentile } from './in-chromium.ts';
import { timeUntilItTakesText, watchForField } from './textarea-clock.ts';

export interface ColdStart {
  /** Milliseconds, medians. */
  ours: number;
  bare: number;
}

interface Installed {
  profileDir: string;
  origin: string;
  address: string;
}

/**
 * From a started browser to a text field that takes a character, without a server, the page slowed four times: the built app on the deep
 * address of an interview of a prepared device, which has never been opened there; and a bare Svelte and Dexie page with one field, which has
 * a service worker of its own, as it too must start without a network.
 * @param bare the bench's own pages; they are closed
 */
export async function measureColdStart(bare: { origin: string; close(): void }, runs = 5): Promise<ColdStart> {
  const app = await prepareApp();
  const page = await prepareBare(bare.origin);
  bare.close();
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let run = 0; run < runs; run++) {
    times.ours.push(await coldStart(app));
    times.bare.push(await coldStart(page));
  }
  for (const { profileDir } of [app, page]) rmSync(profileDir, { recursive: true, force: true });
  return { ours: percentile(times.ours, 0.5), bare: percentile(times.bare, 0.5) };
}

async function prepareApp(): Promise<Installed> {
  const profileDir = mkdtempSync(join(tmpdir(), 'vertti-cold-'));
  const server = await startServer();
  const tablet = await launchTablet({ profileDir, origin: server.origin });
  try {
    const { interview } = await openExampleDay(tablet.page, server);
    await tablet.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await tablet.page.waitForTimeout(2_000);
    return { profileDir, origin: server.origin, address: interview };
  } finally {
    await tablet.close();
    await server.stop();
  }
}

async function prepareBare(origin: string): Promise<Installed> {
  const profileDir = mkdtempSync(join(tmpdir(), 'vertti-cold-bare-'));
  const tablet = await launchTablet({ profileDir, origin });
  try {
    await tablet.page.goto('/bare.html');
    await tablet.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    return { profileDir, origin, address: '/bare.html' };
  } finally {
    await tablet.close();
  }
}

async function coldStart({ profileDir, origin, address }: Installed): Promise<number> {
  const tablet = await launchTablet({ profileDir, origin });
  try {
    const { page, context } = tablet;
    await page.addInitScript(watchForField);
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    return await timeUntilItTakesText(page, address);
  } finally {
    await tablet.close();
  }
}
