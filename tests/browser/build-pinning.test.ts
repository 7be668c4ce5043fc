import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { launchTablet, type Tablet } from './support/chromium.ts';
import { createProxy, type Proxy } from './support/proxy.ts';
import { makeRelease, serveReleases, type Release, type ReleaseServer } from './support/two-builds.ts';

const hour = 60 * 60 * 1000;

let morning: Release;
let evening: Release;
let server: ReleaseServer;
let line: Proxy;
let profileDir: string;
let tablet: Tablet;

beforeAll(async () => {
  morning = await makeRelease('morning');
  evening = await makeRelease('evening');
});

beforeEach(async () => {
  server = await serveReleases(morning);
  line = await createProxy(server.port);
  profileDir = mkdtempSync(join(tmpdir(), 'vertti-tablet-'));
  tablet = await launchTablet({ profileDir, origin: line.origin });
});

afterEach(async () => {
  expect(tablet.errors).toEqual([]);
  await tablet.close();
  await line.close();
  await server.close();
});

async function open(path = '/'): Promise<Page> {
  await tablet.page.goto(path);
  return tablet.page;
}

async function restart(): Promise<Page> {
  await tablet.kill();
  tablet = await launchTablet({ profileDir, origin: line.origin });
  return open('/visits/lehtola/debrief');
}

const title = (page: Page) => page.title();
const isReady = (page: Page) => expect.poll(() => page.evaluate(() => window.version.readiness())).toMatchObject({ ready: true, files: 3 });

/** The newer build has been fetched whole and waits. */
async function receive(page: Page, release: Release): Promise<void> {
  server.serve(release);
  await page.evaluate(() => window.version.check());
  await expect.poll(() => page.evaluate(() => window.version.updateWaiting)).toBe(true);
}

it('starts without a network on any address, after the battery died', async () => {
  await isReady(await open());
  line.cut();
  const page = await restart();
  expect(await title(page)).toBe('morning');
  expect(await page.evaluate(() => window.version.build)).toBe('morning');
});

it('keeps the build of the day across restarts until somebody chooses the new one', async () => {
  const page = await open();
  await isReady(page);
  await page.evaluate(until => window.version.pin(until), Date.now() + hour);
  await receive(page, evening);
  expect(await title(page)).toBe('morning');

  const again = await restart();
  expect(await title(again)).toBe('morning');
  // The worker is of the evening by now, and the page of the morning still loads what it needs.
  expect(await again.evaluate(async () => (await fetch('/assets/lazy-morning.js')).text())).toContain('morning');
  await expect.poll(() => again.evaluate(() => window.version.updateWaiting)).toBe(true);

  const changed = again.waitForEvent('load');
  await again.evaluate(() => void window.version.choose());
  await changed;
  expect(await title(again)).toBe('evening');
  expect(await title(await restart())).toBe('evening');
});

it('lets the new build come at the next start when the day is over', async () => {
  const page = await open();
  await isReady(page);
  await page.evaluate(until => window.version.pin(until), Date.now() - 1);
  await receive(page, evening);
  expect(await title(await restart())).toBe('evening');
});

it('changes at once when a waiting build is chosen, in the page that chose', async () => {
  const page = await open();
  await isReady(page);
  await receive(page, evening);
  const changed = page.waitForEvent('load');
  await page.evaluate(() => void window.version.choose());
  await changed;
  expect(await title(page)).toBe('evening');
});

it('never keeps a login page in the place of a file', async () => {
  const page = await open();
  await isReady(page);
  server.serve(evening, ['/assets/lazy-evening.js']);
  await page.evaluate(() => window.version.check());
  await page.waitForTimeout(1_000);
  expect(await page.evaluate(() => window.version.updateWaiting)).toBe(false);
  expect(await page.evaluate(() => caches.keys())).not.toContain('vertti-build-evening');
  expect(await title(await restart())).toBe('morning');
});

it('keeps what it has while the network is a login page', async () => {
  const page = await open();
  await isReady(page);
  line.setMode('login-page');
  await page.evaluate(() => window.version.check());
  expect(await page.evaluate(() => window.version.readiness())).toMatchObject({ ready: true });
  line.restore();
});
