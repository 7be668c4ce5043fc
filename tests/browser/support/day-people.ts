import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchTablet, type Tablet, type TabletOptions } from './chromium.ts';
import { createProxy, type Proxy } from './proxy.ts';
import type { RunningServer } from './server.ts';

/** One person's device: a Chromium with a profile on disk, behind a line of its own. */
export interface Device {
  name: string;
  line: Proxy;
  profileDir: string;
  readonly page: Page;
  readonly errors: string[];
  /** The battery dies: SIGKILL, whatever is being typed. */
  kill(): Promise<void>;
  /** Closes the browser as a person does. */
  quit(): Promise<void>;
  /** Switches it on again with the same profile. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** @param copied a profile that another device had, and that one's line: what a browser stores belongs to an address */
export async function startDevice(
  server: RunningServer,
  name: string,
  options: Partial<TabletOptions> = {},
  copied?: Pick<Device, 'line' | 'profileDir'>,
): Promise<Device> {
  const line = copied?.line ?? (await createProxy(() => server.port));
  const profileDir = copied?.profileDir ?? mkdtempSync(join(tmpdir(), `vertti-${name}-`));
  const launch = () => launchTablet({ profileDir, origin: line.origin, ...options });
  let tablet: Tablet = await launch();
  const errors: string[] = [];
  const keepErrors = () => errors.push(...tablet.errors.splice(0).map(error => `${name}: ${error}`));
  return {
    name,
    line,
    profileDir,
    get page() {
      return tablet.page;
    },
    get errors() {
      keepErrors();
      return errors;
    },
    async kill() {
      keepErrors();
      await tablet.kill();
    },
    async quit() {
      keepErrors();
      await tablet.close();
    },
    async start() {
      tablet = await launch();
    },
    async close() {
      keepErrors();
      await tablet.close().catch(() => undefined);
      if (!copied) await line.close();
    },
  };
}

/** What a device's database holds, read as bytes are: every table, as JSON. Works while the app is open. */
export function databaseOf(device: Pick<Device, 'page'>): Promise<Record<string, unknown[]>> {
  return device.page.evaluate(
    () =>
      new Promise<Record<string, unknown[]>>((resolve, reject) => {
        const opening = indexedDB.open('vertti');
        opening.onerror = () => reject(new Error('the database does not open'));
        opening.onsuccess = () => {
          const database = opening.result;
          const names = [...database.objectStoreNames];
          if (names.length === 0) return reject(new Error('the database is empty'));
          const found: Record<string, unknown[]> = {};
          const reading = database.transaction(names);
          for (const name of names) {
            const all = reading.objectStore(name).getAll();
            all.onsuccess = () => (found[name] = all.result as unknown[]);
          }
          reading.oncomplete = () => {
            database.close();
            resolve(found);
          };
        };
      }),
  );
}

/**
 * The device sleeps and wakes again, and its database connection has died meanwhile, as on iPads: the page is frozen, and Chromium's
 * own page about IndexedDB closes every connection by force. The page's next transaction finds it dead.
 */
export async function sleepThroughConnection(device: Device, milliseconds: number): Promise<void> {
  const { page } = device;
  const context = page.context();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
  const internals = await context.newPage();
  await internals.goto('chrome://indexeddb-internals');
  await internals.locator('.force-close').first().click();
  await internals.getByText('Open connections: 0').first().waitFor();
  await internals.close();
  await new Promise(resolve => setTimeout(resolve, milliseconds));
  await cdp.send('Page.setWebLifecycleState', { state: 'active' });
  await page.bringToFront();
}

interface StoredRow {
  space: string;
  kind: string;
  id: string;
  parent: string;
  deleted: boolean;
  texts: Record<string, string>;
  cells: Record<string, { value: unknown }>;
}

export async function rowsOf(device: Pick<Device, 'page'>, kind: string): Promise<StoredRow[]> {
  const { rows } = await databaseOf(device);
  return (rows as StoredRow[]).filter(row => row.kind === kind && !row.deleted);
}

/** What a field of the row says; undefined when nobody has said. */
export function valueOf(row: StoredRow, field: string): unknown {
  return row.cells[field]?.value;
}

/** The words of all notes a device holds, sorted. */
export async function noteWords(device: Pick<Device, 'page'>): Promise<string[]> {
  return (await rowsOf(device, 'note')).map(row => row.texts['words'] ?? '').sort();
}

/** Asks again until `check` gives something; says what it last gave when the time is over. */
export async function until<T>(what: string, check: () => Promise<T | false | undefined>, seconds = 45): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await check().catch(() => undefined);
    if (found !== false && found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Waited ${seconds} s for: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}
