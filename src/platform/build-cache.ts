/**
 * What a device keeps of the app itself: one cache per build, and which of them is served.
 *
 * A build's cache is filled whole or not at all: its record (the list of its files) is written last, so a cache without a record is
 * a filling that was cut off. The visit day's build is *pinned*: whichever worker is active serves that build, across restarts, until
 * the day is over or somebody chooses the new one. Both the service worker and the page read and write these records, which is why
 * they live in Cache Storage, the one store the two share without a database of their own.
 */

export interface BuildFile {
  /** Path from the root: `/assets/main-abc.js`; the page itself is `/`. */
  url: string;
  /** `sha256-…`, as in a script tag. */
  integrity: string;
}

/** A file of a build as the build lists it; `isLater` is one that writing and reading never need: fetched once the rest is here. */
export interface ListedFile extends BuildFile {
  isLater?: boolean;
}

export interface Pin {
  build: string;
  /** Milliseconds since 1970 by this device's own clock, right or wrong: it is only ever compared with that same clock. */
  until: number;
}

export interface BuildOnDevice {
  build: string;
  files: number;
  /** Files the record names that are no longer there (the browser evicted them). */
  missing: string[];
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const prefix = 'vertti-build-';
const state = 'vertti-worker';
const recordUrl = '/vertti-build-record';

export const cacheOf = (build: string) => prefix + build;

/** Fetches a build's files into its cache, each checked against its hash. Throws, leaving nothing, when one is missing or wrong. */
export async function fillBuild(caches: CacheStorage, build: string, files: readonly BuildFile[], fetch: Fetch): Promise<void> {
  const held = await buildOnDevice(caches, build);
  if (held && held.missing.length === 0) return;
  const known = await filesByIntegrity(caches);
  await caches.delete(cacheOf(build));
  try {
    const cache = await caches.open(cacheOf(build));
    await inParallel(files, 6, async ({ url, integrity }) => {
      const copy = await known.get(`${integrity} ${url}`)?.();
      await cache.put(url, copy ?? (await fetchFile(url, integrity, fetch)));
    });
    await cache.put(recordUrl, Response.json({ build, files }));
  } catch (error) {
    await caches.delete(cacheOf(build));
    throw error;
  }
}

/**
 * Fetches what a build needs later (makers of documents, which are for an office with a network) into the cache of a build that is whole.
 * Resolves when all are here; throws at the first that cannot be had, keeping those that came.
 */
export async function fillLater(caches: CacheStorage, build: string, files: readonly BuildFile[], fetch: Fetch): Promise<void> {
  if (!(await buildOnDevice(caches, build))) return;
  const cache = await caches.open(cacheOf(build));
  for (const { url, integrity } of files) {
    if (!(await cache.match(url))) await cache.put(url, (await heldSomewhere(caches, url)) ?? (await fetchFile(url, integrity, fetch)));
  }
}

/** What this device has of a build; undefined when it was never completely here. */
export async function buildOnDevice(caches: CacheStorage, build: string): Promise<BuildOnDevice | undefined> {
  if (!(await caches.has(cacheOf(build)))) return undefined;
  const cache = await caches.open(cacheOf(build));
  const files = await recordedFiles(cache);
  if (!files) return undefined;
  const present = new Set((await cache.keys()).map(request => new URL(request.url).pathname));
  return { build, files: files.length, missing: files.map(file => file.url).filter(url => !present.has(url)) };
}

export async function buildsOnDevice(caches: CacheStorage): Promise<BuildOnDevice[]> {
  const names = (await caches.keys()).filter(name => name.startsWith(prefix));
  const builds = await Promise.all(names.map(name => buildOnDevice(caches, name.slice(prefix.length))));
  return builds.filter(build => build !== undefined);
}

/** The build a worker answers with: the pinned one while its day lasts and it is here, else the worker's own. */
export async function servedBuild(caches: CacheStorage, own: string, now: number): Promise<string> {
  const pin = await readPin(caches);
  if (!pin || pin.build === own || pin.until <= now) return own;
  return (await caches.has(cacheOf(pin.build))) ? pin.build : own;
}

/** The answer to a page's address: the page of the served build. Remembers which build that was, so that it outlives the next change. */
export async function answerPage(caches: CacheStorage, own: string, now: number): Promise<Response | undefined> {
  const served = await servedBuild(caches, own, now);
  // On a full disk it is not remembered; the page opens all the same.
  if ((await readServed(caches)) !== served) await writeState(caches, 'served', { build: served }).catch(() => undefined);
  return (await matchIn(caches, served, '/')) ?? (await matchIn(caches, own, '/'));
}

/** The answer to any other file: from the served build, else from whichever build has it, because an open page may be of an older one. */
export async function answerFile(caches: CacheStorage, own: string, now: number, url: string): Promise<Response | undefined> {
  const served = await servedBuild(caches, own, now);
  return (await matchIn(caches, served, url)) ?? (await matchIn(caches, own, url)) ?? heldSomewhere(caches, url);
}

/** Deletes all builds but the worker's own, the pinned one, and the one last served (pages of it may still be open). */
export async function dropOldBuilds(caches: CacheStorage, own: string, now: number): Promise<void> {
  const pin = await readPin(caches);
  const kept = new Set([own, await readServed(caches), pin && pin.until > now ? pin.build : undefined]);
  const names = (await caches.keys()).filter(name => name.startsWith(prefix));
  await Promise.all(names.filter(name => !kept.has(name.slice(prefix.length))).map(name => caches.delete(name)));
}

export async function readPin(caches: CacheStorage): Promise<Pin | undefined> {
  const pin = await readState(caches, 'pin');
  if (typeof pin?.['build'] !== 'string' || typeof pin['until'] !== 'number') return undefined;
  return { build: pin['build'], until: pin['until'] };
}

export async function writePin(caches: CacheStorage, pin: Pin | undefined): Promise<void> {
  if (pin) await writeState(caches, 'pin', pin);
  else await (await caches.open(state)).delete('/pin');
}

async function readServed(caches: CacheStorage): Promise<string | undefined> {
  const served = (await readState(caches, 'served'))?.['build'];
  return typeof served === 'string' ? served : undefined;
}

async function readState(caches: CacheStorage, name: 'pin' | 'served'): Promise<Record<string, unknown> | undefined> {
  const stored = await (await caches.open(state)).match(`/${name}`);
  const value: unknown = await stored?.json();
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}

async function writeState(caches: CacheStorage, name: 'pin' | 'served', value: object): Promise<void> {
  await (await caches.open(state)).put(`/${name}`, Response.json(value));
}

async function matchIn(caches: CacheStorage, build: string, url: string): Promise<Response | undefined> {
  return (await caches.has(cacheOf(build))) ? (await caches.open(cacheOf(build))).match(url) : undefined;
}

async function heldSomewhere(caches: CacheStorage, url: string): Promise<Response | undefined> {
  for (const name of (await caches.keys()).filter(each => each.startsWith(prefix))) {
    const answer = await (await caches.open(name)).match(url);
    if (answer) return answer;
  }
  return undefined;
}

async function recordedFiles(cache: Cache): Promise<BuildFile[] | undefined> {
  const record: unknown = await (await cache.match(recordUrl))?.json();
  if (typeof record !== 'object' || record === null || !('files' in record) || !Array.isArray(record.files)) return undefined;
  return record.files.filter((file): file is BuildFile => typeof file?.url === 'string' && typeof file.integrity === 'string');
}

/** Files of complete builds already here: on a phone's hotspot a new version costs only what changed. */
async function filesByIntegrity(caches: CacheStorage) {
  const known = new Map<string, () => Promise<Response | undefined>>();
  for (const { build } of await buildsOnDevice(caches)) {
    const cache = await caches.open(cacheOf(build));
    for (const { url, integrity } of (await recordedFiles(cache)) ?? []) known.set(`${integrity} ${url}`, () => cache.match(url));
  }
  return known;
}

async function fetchFile(url: string, integrity: string, fetch: Fetch): Promise<Response> {
  // The browser refuses an answer whose bytes differ from the hash; `no-cache` because the page's address may be in its own cache.
  const answer = await fetch(url, { integrity, cache: 'no-cache', mode: 'same-origin' });
  if (!answer.ok || answer.redirected) throw new Error(`${url} answered ${answer.status}`);
  return answer;
}

async function inParallel<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const lane = async () => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
