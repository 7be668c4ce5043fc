import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { databaseOf, type Device } from '../browser/support/day-people.ts';
import { serveReleases, type Behind, type Broken, type Release } from '../browser/support/two-builds.ts';
import type { Bench } from './bench.ts';

/** A build of the real app, and what it is called. */
export interface AppRelease extends Release {
  build: string;
}

/** What stands in `dist`. */
export function builtRelease(): AppRelease {
  const names = readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter(name => statSync(join('dist', name)).isFile());
  const served = names.filter(name => !name.startsWith('.') && name !== 'build.json');
  const files = new Map(served.map(name => [name === 'index.html' ? '/' : `/${name}`, readFileSync(join('dist', name))]));
  const { build } = JSON.parse(readFileSync('dist/build.json', 'utf8')) as { build: string };
  return { build, files };
}

let releases = 0;

/** The same app as another build: of another name, its files too, and its service worker's list accordingly. */
export function laterRelease({ build, files }: AppRelease): AppRelease {
  const later = `later${++releases}`;
  const renamed = [...files.keys()]
    .filter(path => path.startsWith('/assets/'))
    .map(path => {
      const name = path.slice('/assets/'.length);
      const ending = extname(name);
      return [name, `${name.slice(0, -ending.length)}${later}${ending}`] as const;
    });
  const rename = (text: string) => renamed.reduce((said, [before, after]) => said.replaceAll(before, after), text.replaceAll(build, later));
  const isText = (path: string) => path === '/' || ['.js', '.css', '.webmanifest'].includes(extname(path));
  const made = new Map(
    [...files].map(([path, file]) => [rename(path), isText(path) ? Buffer.from(rename(file.toString())) : Buffer.from(file)]),
  );
  let worker = made.get('/service-worker.js')!.toString();
  for (const [path, file] of files) worker = worker.replaceAll(integrityOf(file), integrityOf(made.get(rename(path))!));
  return { build: later, files: made.set('/service-worker.js', Buffer.from(worker)) };
}

function integrityOf(file: string | Buffer): string {
  return `sha256-${createHash('sha256').update(file).digest('base64')}`;
}

export interface Front {
  built: AppRelease;
  /** Puts a build on the server; of its files so many are not as they must be. */
  deploy(release: AppRelease, how?: Broken): void;
  /** Holds what goes to the server, and its answers. */
  hold: Behind['hold'];
  /** Lets no longer requests through, in bytes. */
  limit(most: number): void;
  close(): Promise<void>;
}

/** Something between the tablet's line and the server that serves one build or another, and may hold what passes. */
export async function openFront(bench: Bench): Promise<Front> {
  const built = builtRelease();
  const page = await fetch(bench.server.origin);
  const headers = { 'content-security-policy': page.headers.get('content-security-policy') ?? '' };
  let most = Infinity;
  const served = await serveReleases(built, {
    most: () => most,
    port: () => bench.server.port,
    headers,
    hold: (path, when) => front.hold(path, when),
  });
  bench.detour(served.port);
  const front: Front = {
    built,
    deploy(release, how) {
      const scripts = [...release.files.keys()].filter(path => path.startsWith('/assets/') && path.endsWith('.js'));
      const broken = scripts.filter(() => Math.random() < 0.3);
      served.serve(release, how ? (broken.length ? broken : scripts.slice(0, 1)) : [], how);
    },
    hold: async () => undefined,
    limit(bytes) {
      most = bytes;
    },
    async close() {
      bench.detour(null);
      await served.close();
    },
  };
  return front;
}

/** The app looks for a new build, as it does each hour and at each showing. */
export async function lookForBuild({ page }: Device): Promise<void> {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update().catch(() => undefined);
    // Until what was found has been fetched, or has failed.
    const installing = registration?.installing;
    while (installing?.state === 'installing') await new Promise(resolve => setTimeout(resolve, 50));
  });
}

/** The build that opened the tablet's database last. */
export async function runningBuild(device: Device): Promise<string> {
  const { device: memory } = await databaseOf(device);
  return (memory as { key: string; value: { build: string } }[]).find(({ key }) => key === 'session')?.value.build ?? '';
}

/** Somebody changes to the build that waits. */
export async function takeBuild(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Vaihda nyt' }).click()]);
}
