import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { foldItem } from '#oplog/fold.ts';
import type { Op } from '#oplog/op.ts';
import { launchTablet, type Tablet, type TabletOptions } from '../browser/support/chromium.ts';
import type { Device } from '../browser/support/day-people.ts';
import { openExampleDay, type ExampleDay } from '../browser/support/example-day.ts';
import { createProxy, type Proxy } from '../browser/support/proxy.ts';
import { startServer, type RunningServer } from '../browser/support/server.ts';
import { alterable, type Alterable, type Alteration } from './alteration.ts';
import type { BenchName } from './fault.ts';

/** A running server and a tablet that has joined the example day, switched off: each injection may take a copy of it. */
export interface Bench {
  server: RunningServer;
  day: ExampleDay;
  /** The tablet's one line to the server. Copies have the same address, as storage belongs to it. */
  line: Proxy;
  /** Where the tablet's line leads from now on: another server on the same address, `null` back to its own. */
  detour(port: number | null): void;
  /** Makes the server another than it should be. On the bench of that name only: no other's server can be altered. */
  alter(how: Alteration): void;
  /** Switches on a copy of the tablet, or the profile that is given. */
  tablet(options?: Partial<TabletOptions>): Promise<Device>;
  /** A copy of the profile, switched off. */
  copy(): string;
  close(): Promise<void>;
}

let opening: Promise<unknown> = Promise.resolve();

/** One after another: joining is the heaviest part, and several at once would keep each other waiting for too long. */
function openBench(name: BenchName): Promise<Bench> {
  const opened = opening.then(() => joinBench(name === 'altered' ? alterable() : null));
  opening = opened.catch(() => undefined);
  return opened;
}

async function joinBench(altered: Alterable | null): Promise<Bench> {
  const server = await startServer(altered ? { env: altered.env } : {});
  let instead: number | null = null;
  const line = await createProxy(() => instead ?? server.port);
  const original = mkdtempSync(join(tmpdir(), 'vertti-fault-'));
  const folders = [original];
  const running = new Set<Device>();
  const first = await launchTablet({ profileDir: original, origin: line.origin });
  const day = await openExampleDay(first.page, server);
  await first.page.goto('/receipt');
  await first.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await first.close();

  function copy(): string {
    const folder = mkdtempSync(join(tmpdir(), 'vertti-fault-'));
    folders.push(folder);
    cpSync(original, folder, { recursive: true, verbatimSymlinks: true });
    return folder;
  }

  return {
    server,
    day,
    line,
    copy,
    detour(port) {
      instead = port;
    },
    alter(how) {
      if (!altered) throw new Error('This server cannot be altered');
      altered.alter(how);
    },
    async tablet(more = {}) {
      const device = await deviceAt(more.profileDir ?? copy(), line, more);
      running.add(device);
      return device;
    },
    async close() {
      for (const device of running) await device.close();
      await line.close();
      await server.stop();
      for (const folder of [...folders, server.data]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

const shared = new Map<BenchName, Promise<Bench>>();

/** The bench of this name, which rows share: joining takes longer than most faults. */
export function sharedBench(name: BenchName): Promise<Bench> {
  const bench = shared.get(name) ?? openBench(name);
  shared.set(name, bench);
  // One that did not open is opened anew by the next row.
  bench.catch(() => shared.delete(name));
  return bench;
}

export async function closeShared(): Promise<void> {
  for (const bench of shared.values()) await (await bench.catch(() => null))?.close();
  shared.clear();
}

async function deviceAt(profileDir: string, line: Proxy, options: Partial<TabletOptions>): Promise<Device> {
  const launch = () => launchTablet({ origin: line.origin, ...options, profileDir });
  let tablet: Tablet = await launch();
  return {
    name: 'T',
    line,
    profileDir,
    get page() {
      return tablet.page;
    },
    get errors() {
      return tablet.errors;
    },
    kill: () => tablet.kill(),
    quit: () => tablet.close(),
    async start() {
      tablet = await launch();
    },
    close: () => tablet.close().catch(() => undefined),
  };
}

/** The words of every note in the server's folded store, read from its file as it stands. */
export function serverNotes(data: string): string[] {
  const log = new DatabaseSync(join(data, 'vertti.db'), { readOnly: true });
  try {
    const ops = log
      .prepare("SELECT op FROM ops WHERE kind = 'note'")
      .all()
      .map(row => JSON.parse(row['op'] as string) as Op);
    return [...Map.groupBy(ops, op => op.id).values()].map(found => foldItem(found, new Set())?.texts['words'] ?? '');
  } finally {
    log.close();
  }
}

export const pause = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds));
