import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { findChromium } from '../browser/support/chromium.ts';
import { until, type Device } from '../browser/support/day-people.ts';
import type { Bench } from './bench.ts';

/**
 * A tablet that nobody makes believe that it is always looked at: what drives the other tablets keeps every page visible and focused.
 * Here a tab behind another one is hidden, and may be frozen, as on a tablet.
 */
export async function plainTablet(bench: Bench): Promise<Device> {
  const profileDir = bench.copy();
  const { line } = bench;
  let running = await launch(profileDir, line.origin);
  const kill = async () => {
    const { child } = running;
    const ended = new Promise(resolve => child.once('exit', resolve));
    process.kill(-child.pid!, 'SIGKILL');
    await ended;
  };
  /** An end in peace, if the browser still runs. */
  const quit = async () => {
    const { child } = running;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
    const session = await running.page.context().browser()?.newBrowserCDPSession();
    await session?.send('Browser.close').catch(() => undefined);
    await ended;
  };
  return {
    name: 'T',
    line,
    profileDir,
    errors: [],
    get page() {
      return running.page;
    },
    kill,
    async start() {
      running = await launch(profileDir, line.origin);
    },
    quit,
    // Its line is the bench's.
    close: quit,
  };
}

async function launch(profileDir: string, origin: string): Promise<{ child: ChildProcess; page: Page }> {
  const said = join(profileDir, 'DevToolsActivePort');
  rmSync(said, { force: true });
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--window-size=820,1180', '--accept-lang=fi-FI,fi'];
  const child = spawn(await findChromium(), [...flags, '--remote-debugging-port=0', `--user-data-dir=${profileDir}`, 'about:blank'], {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, TZ: 'Europe/Helsinki' },
  });
  const port = await until('the browser', async () => readFileSync(said, 'utf8').split('\n')[0], 30);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
  const page = browser.contexts()[0]!.pages()[0]!;
  const goto = page.goto.bind(page);
  page.goto = (address, options) => goto(new URL(address, origin).href, options);
  return { child, page };
}
