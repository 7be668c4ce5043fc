import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { noteWords, until, type Device } from '../browser/support/day-people.ts';
import { pause, type Bench } from './bench.ts';
import { claimsAt, type Sample } from './claims.ts';
import type { DiskCall } from './disk-calls.ts';
import { DiskFolder } from './disk-folder.ts';
import type { Fault } from './fault.ts';
import { slowGrace } from './grace.ts';
import { recordWriting, type RecordedWriting } from './recorded-writing.ts';
import { someWords, type Tally, type Written } from './tally.ts';
import { beginNote, holdAll, typeInto, untilSaid, type Typed } from './writing.ts';

const cutsEach = 6;

interface Cut {
  says: string;
  /** The index of the call that has not ended when the power goes. */
  before(recorded: RecordedWriting): number;
  left(disk: DiskFolder): Map<string, Buffer>;
}

const ways = {
  synced: { says: 'only what was synced is left', left: (disk: DiskFolder) => disk.sure() },
  part: {
    says: 'a part of what was on its way is left',
    left: (disk: DiskFolder) => disk.partly(file => file.shortened(Math.random), Math.random),
  },
  zeros: {
    says: 'zeros are left of what was on its way',
    left: (disk: DiskFolder) => disk.partly(file => file.zeroed(Math.random), Math.random),
  },
};

const cuts: readonly Cut[] = [
  { ...ways.synced, before: afterSaying },
  { ...ways.part, before: inSync },
  { ...ways.zeros, before: inSync },
  { ...ways.synced, before: anywhere },
  { ...ways.part, before: afterSaying },
  { ...ways.zeros, before: afterSaying },
];

/**
 * The tablet's disk loses what was not synced. Everything the browser does to its database's folder is recorded while notes are written; then
 * the power goes at some moment, the folder is made as it would be, and the app opens it, without a network: all that the screen had called
 * saved by then must be there, also when the app has written on and is started once more.
 */
export const tabletPowerCut: Fault = {
  name: 'tablet-power-cut',
  says: 'tablet power cut after “saved on this device”',
  // The first is of what was synced alone, the same each time.
  times: { short: 1, long: 24 },
  bench: 'common',
  async run(tally, times, open) {
    const bench = await open();
    const output = mkdtempSync(join(tmpdir(), 'vertti-power-'));
    const device = await bench.tablet();
    const earlier: string[] = [];
    const all: DiskCall[] = [];
    try {
      for (let session = 0; tally.injected < times; session++) {
        if (session) await device.start();
        if (session % 2) bench.line.restore();
        else bench.line.cut();
        const recorded = await recordWriting(device, bench, join(output, 'calls'));
        const { calls, samples } = recorded;
        all.push(...calls);
        tally.expect(isWhole(recorded), 'the browser has changed its files otherwise than it was recorded');
        tally.expect(calls.some(isNewLog), 'the app has written on behind the end of the log that it found');
        bench.line.cut();
        for (let turn = 0; turn < cutsEach && tally.injected < times; turn++) {
          const cut = cuts[tally.injected++ % cuts.length]!;
          const index = cut.before(recorded);
          const disk = diskAfter(recorded, calls.slice(0, index));
          const claims = [...earlier, ...claimsAt(samples, calls[index]?.endedAt ?? Infinity)];
          const wrong = tally.wrong.length;
          await judgeCut(tally, bench, recorded, cut.left(disk), claims);
          const which = `${cut.says}, before call ${index} of ${calls.length}`;
          tally.wrong.push(...tally.wrong.splice(wrong).map(sentence => `${which}: ${sentence}`));
        }
        earlier.push(...claimsAt(samples, Infinity));
      }
      tally.remarks.push(wordsAbout(all));
    } finally {
      bench.line.restore();
      rmSync(output, { recursive: true });
      await device.close();
    }
  },
};

function diskAfter({ beginning }: RecordedWriting, calls: readonly DiskCall[]): DiskFolder {
  const disk = new DiskFolder(beginning, 'by-any-sync');
  for (const call of calls) disk.apply(call);
  return disk;
}

/** With all that was recorded the folder must become what it has become, byte for byte: else something was overlooked. */
function isWhole(recorded: RecordedWriting): boolean {
  const replayed = diskAfter(recorded, recorded.calls).all();
  return replayed.size === recorded.end.size && [...recorded.end].every(([file, bytes]) => replayed.get(file)?.equals(bytes));
}

/** Right after the list has shown one more note as stored: not when it comes to the screen with those of before. */
function afterSaying({ calls, samples }: RecordedWriting): number {
  const isMore = ({ listed }: Sample, index: number) => {
    const before = samples[index - 1]?.listed.length ?? 0;
    return before > 0 && listed.length > before;
  };
  const { at } = anyOf(samples.filter(isMore));
  const index = calls.findIndex(({ endedAt }) => endedAt > at);
  return index < 0 ? calls.length : index;
}

function inSync({ calls }: RecordedWriting): number {
  return calls.indexOf(anyOf(calls.filter(({ type }) => type === 'sync')));
}

function anywhere({ calls }: RecordedWriting): number {
  return Math.floor(Math.random() * calls.length);
}

function anyOf<T>(all: readonly T[]): T {
  if (all.length === 0) throw new Error('The recording holds nothing to cut at');
  return all[Math.floor(Math.random() * all.length)]!;
}

/** Opens the app on what is left of its folder, writes on, and opens it again. */
async function judgeCut(
  tally: Tally,
  bench: Bench,
  { folder }: RecordedWriting,
  left: ReadonlyMap<string, Buffer>,
  claims: readonly string[],
) {
  const profileDir = bench.copy();
  const image = join(profileDir, 'Default', 'IndexedDB');
  rmSync(image, { recursive: true });
  for (const [name, bytes] of left) {
    const file = join(image, name.slice(folder.length));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  const device = await bench.tablet({ profileDir });
  // Where the database was thrown out there is no field to write into, and nothing to read.
  const notes = async () => ((await Promise.race([noteWords(device).catch(() => []), pause(5_000)])) ?? []).map(brief);
  const look = async (texts: readonly Written[]) => {
    await beginNote(device, bench).catch(() => undefined);
    await until('all of it', async () => holdAll(await notes(), texts) || undefined, 10).catch(() => undefined);
    return notes();
  };
  const texts = claims.map(brief).map(words => ({ words, saved: { device: words } }));
  const held = await look(texts);
  const words = someWords(5);
  const typed: Typed = { stamps: [], saved: {} };
  await typeInto(device, words, () => 0, typed);
  await pause(slowGrace);
  await untilSaid(device, screen => screen.said !== 'nothing', typed);
  await device.kill();
  await device.start();
  const more = { words, saved: typed.saved };
  const again = await look([...texts, more]);
  if (again.length === 0) tally.remarks.push(`of nothing that is left the page says: ${await wordsOn(device)}`);
  await device.close();
  rmSync(profileDir, { recursive: true });
  tally.judge(texts, { device: held, again });
  tally.judge([more], { device: again });
}

async function wordsOn({ page }: Device): Promise<string> {
  const words = await page
    .locator('body')
    .innerText({ timeout: 5_000 })
    .catch(() => 'nothing');
  return words.replaceAll(/\s+/g, ' ').slice(0, 300);
}

const isNewLog = (call: DiskCall): boolean => call.type === 'open' && call.file.endsWith('.log') && !call.isAppending;

/** The long word of a recording says nothing in a sentence about what is missing. */
const brief = (text: string): string => text.replaceAll(/ä{20,}/g, 'ä…');

function wordsAbout(calls: readonly DiskCall[]): string {
  const count = (is: (call: DiskCall) => boolean) => calls.filter(is).length;
  const isFolder = ({ file }: DiskCall) => file.endsWith('.leveldb');
  const files = count(call => call.type === 'sync' && !isFolder(call));
  const folders = count(call => call.type === 'sync' && isFolder(call));
  return `recorded: ${count(({ type }) => type.startsWith('write'))} writes, ${files} syncs of files and ${folders} of the folder, ${count(isNewLog)} new log files`;
}
