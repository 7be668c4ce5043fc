import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserPid } from '../browser/support/chromium.ts';
import type { Device } from '../browser/support/day-people.ts';
import { pause, type Bench } from './bench.ts';
import { watchClaims, type Sample } from './claims.ts';
import type { DiskCall } from './disk-calls.ts';
import { traceDisk } from './disk-trace.ts';
import { slowGrace } from './grace.ts';
import { someWords } from './tally.ts';
import { beginNote, typeInto, type Typed } from './writing.ts';

/** What a tablet did to its database's folder while somebody wrote on it, and what it said meanwhile. */
export interface RecordedWriting {
  folder: string;
  /** The folder's files before, by their whole paths. */
  beginning: Map<string, Buffer>;
  calls: DiskCall[];
  samples: Sample[];
  /** The folder's files after the browser's end, as every program sees them. */
  end: Map<string, Buffer>;
}

/** Records from before the app is opened to the browser's sudden end. */
export async function recordWriting(device: Device, bench: Bench, output: string): Promise<RecordedWriting> {
  const folder = join(device.profileDir, 'Default', 'IndexedDB');
  const beginning = filesUnder(folder);
  const trace = await traceDisk(await browserPid(device.page.context()), { folder }, output);
  await beginNote(device, bench);
  const claims = await watchClaims(device.page);
  await writeNotes(device);
  const samples = await claims();
  // Side by side: the browser is not gone for good before strace lets go of it. What watches over it may miss its end then, and waits for ever.
  const [calls] = await Promise.all([trace.end(), Promise.race([device.kill(), pause(10_000)])]);
  return { folder, beginning, calls, samples, end: filesUnder(folder) };
}

/** Notes sent one after another, and one that is open at the end. The first is so long that each of its keys is many sectors. */
async function writeNotes(device: Device): Promise<void> {
  const { keyboard } = device.page;
  const typed: Typed = { stamps: [], saved: {} };
  await keyboard.insertText(`${someWords(1)} ${'ä'.repeat(8_000)} `);
  for (let note = 0; note < 5; note++) {
    await typeInto(device, someWords(6), () => Math.random() * 20, typed);
    if (note === 4) break;
    await keyboard.press('Enter');
    await pause(Math.random() * slowGrace);
  }
  // Half of what is typed last is called saved at rest.
  await pause(1.5 * slowGrace);
}

export function filesUnder(folder: string): Map<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  return new Map(entries.map(({ parentPath, name }) => join(parentPath, name)).map(file => [file, readFileSync(file)]));
}
