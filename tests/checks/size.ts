import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Outcome } from './command.ts';

interface Chunk {
  file: string;
  src?: string;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
}

export interface Sizes {
  /** Gzipped bytes of JavaScript before a member's first screen is drawn: what the page loads at once, and the day's page. */
  firstScreen: number;
  /** Gzipped bytes of everything that must be on the device before it is ready without a network. */
  precached: number;
  /** Gzipped bytes of what is fetched after that: makers of documents, which are for an office. */
  later: number;
}

export const limits: Omit<Sizes, 'later'> = { firstScreen: 110 * 1024, precached: 600 * 1024 };

/** What a member meets first, also where it is a file of its own: there is no screen before it. */
const firstPage = 'src/ui/pages/today/TodayPage.svelte';

export async function checkSize(): Promise<Outcome> {
  const sizes = measure('dist');
  const said = [
    `JavaScript of the first screen: ${kilobytes(sizes.firstScreen)} of at most ${kilobytes(limits.firstScreen)} (gzip)`,
    `All that is precached: ${kilobytes(sizes.precached)} of at most ${kilobytes(limits.precached)} (gzip); fetched after that: ${kilobytes(sizes.later)}`,
  ];
  const isFine = sizes.firstScreen <= limits.firstScreen && sizes.precached <= limits.precached;
  return { passed: isFine ? 1 : 0, failed: isFine ? 0 : 1, said: said.join('\n') };
}

export function measure(dist: string): Sizes {
  const chunks: Record<string, Chunk> = JSON.parse(readFileSync(`${dist}/.vite/manifest.json`, 'utf8'));
  // What the page itself names: the first of them is loaded with everything that is opened together.
  const named = new Set([...readFileSync(`${dist}/index.html`, 'utf8').matchAll(/src="\/([^"]+\.js)"/g)].map(([, file]) => file!));
  const entries = Object.keys(chunks).filter(key => named.has(chunks[key]!.file));
  if (entries.length !== named.size || named.size === 0) throw new Error('The build has no entry');
  // It is loaded lazily, and may be in the same file all the same.
  const isWithin = existsSync(firstPage) && entries.some(key => chunks[key]?.dynamicImports?.includes(key));
  if (!chunks[firstPage] && !isWithin) throw new Error(`The build has ${firstPage} in a file that is not counted`);
  const files = kept(dist);
  return {
    firstScreen: sum([...closure(chunks, [...entries, firstPage])].map(file => gzipped(`${dist}/${file}`))),
    precached: sum(files.atOnce.map(gzipped)),
    later: sum(files.later.map(gzipped)),
  };
}

/** The files these chunks import statically, themselves included. */
function closure(chunks: Record<string, Chunk>, keys: string[]): Set<string> {
  const files = new Set<string>();
  const waiting = [...keys];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const chunk = chunks[key];
    if (!chunk || files.has(chunk.file)) continue;
    files.add(chunk.file);
    waiting.push(...(chunk.imports ?? []));
  }
  return files;
}

/** Kept by the address they are opened at. */
const pages: Record<string, string> = { 'index.html': '/', 'rescue.html': '/rescue' };

/** The files named in the service worker's list; all of `dist` would count what is never fetched. */
function kept(dist: string): { atOnce: string[]; later: string[] } {
  const worker = readFileSync(`${dist}/service-worker.js`, 'utf8');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).map(file => file.replaceAll('\\', '/'));
  const named = files.filter(file => worker.includes(`"url":"${pages[file] ?? `/${file}`}"`) && statSync(`${dist}/${file}`).isFile());
  if (!named.length || !existsSync(`${dist}/index.html`)) throw new Error('The service worker keeps nothing');
  const entries = worker.match(/\{[^{}]*"url":"[^{}]*\}/g) ?? [];
  const isLater = (file: string) => entries.some(entry => entry.includes(`"url":"/${file}"`) && entry.includes('"isLater":true'));
  const at = (file: string) => `${dist}/${file}`;
  return { atOnce: named.filter(file => !isLater(file)).map(at), later: named.filter(isLater).map(at) };
}

function gzipped(file: string): number {
  return gzipSync(readFileSync(file)).length;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
