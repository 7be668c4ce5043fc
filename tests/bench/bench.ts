import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { limits, measure as measureSizes } from '../checks/size.ts';
import { measureArrival } from './arrival.ts';
import { serveBenchPages } from './bench-pages.ts';
import { measureColdStart } from './cold-start.ts';
import { measureHour } from './hour.ts';
import { measureInChromium } from './in-chromium.ts';
import { measureMovingPicture } from './moving-picture.ts';
import { measurePhoto } from './photo.ts';
import { measureSixDevices } from './six-devices.ts';

/*
 * `npm run bench`: what is promised of speed and size, measured on this machine. `--json FILE` writes the rows as an array of `Figure`.
 * A ratio is of two things measured in the same run.
 */

interface Figure {
  name: string;
  value: number;
  unit: 'ms' | 'KB' | 'MB' | 's' | '×';
  /** The most it may be; null for what is only stated. */
  limit: number | null;
}

const file = process.argv.includes('--json') ? process.argv[process.argv.indexOf('--json') + 1] : undefined;
const started = performance.now();
const figures: Figure[] = [];

function add(name: string, measured: number, unit: Figure['unit'], limit: number | null = null): void {
  const value = rounded(measured);
  figures.push({ name, value, unit, limit });
  const judged = limit === null ? ' ' : value <= limit ? '✓' : '✗';
  console.log(`${judged} ${`${value} ${unit}`.padStart(10)} ${(limit === null ? '' : `≤ ${limit}`).padEnd(6)} ${name}`);
}

const { status } = spawnSync(process.execPath, ['src/server/commands/build-app.ts'], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

const pages = await serveBenchPages();
const { keystroke, receipts, search, foldDevice, foldVisit, chromium } = await measureInChromium(pages.origin);
console.log(`${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${process.platform}, Node ${process.version}, Chromium ${chromium}\n`);
const p95 = 'keystroke to the end of its strict transaction, CPU slowed 4×, 95th percentile';
add(`${p95}, 1,200 notes, ÷ a bare strict put`, keystroke.few / keystroke.bare, '×', 3);
add(`${p95}, 1,200 notes`, keystroke.few, 'ms');
add(`${p95}, 10,000 notes, ÷ a bare strict put`, keystroke.many / keystroke.bare, '×', 3);
add(`${p95}, 10,000 notes`, keystroke.many, 'ms');
add(`${p95}, 10,000 notes ÷ 1,200 notes`, keystroke.many / keystroke.few, '×', 1.3);
add('the pages that say what is where, 10,000 notes, CPU slowed 4×', receipts, 'ms', 100);

const arrival = await measureArrival(pages);
add(
  'a visit of six devices arriving on a new device, ÷ the same bytes read and put with bare Dexie',
  arrival.ours / arrival.bare,
  '×',
  1.5,
);
add('a visit of six devices arriving on a new device', arrival.ours, 'ms');

const cold = await measureColdStart(pages);
add('offline cold start to a note that takes text, CPU slowed 4×, ÷ a bare Svelte + Dexie page', cold.ours / cold.bare, '×', 1.5);
add('offline cold start to a note that takes text, CPU slowed 4×', cold.ours, 'ms');

const hour = await measureHour();
const slowed = 'CPU slowed 4×';
add(`tap on a sign to its paint, ${slowed}, 95th percentile, ${hour.notes} notes in the interview`, hour.signToPaint, 'ms', 100);
add(
  `ten notes of others arriving: what they add to a keystroke's paint, ${slowed}, 95th percentile`,
  hour.strokeArriving - hour.strokeQuiet,
  'ms',
  16,
);
add(`that keystroke to its paint while nothing arrives, ${slowed}, 95th percentile`, hour.strokeQuiet, 'ms');
add(`tap to an interview with ${hour.notes} notes that takes text, ${slowed}`, hour.interviewReady, 'ms', 300);
add(`tap to the day's page, ${slowed}`, hour.todayReady, 'ms', 300);
add("the page's memory after that hour, ÷ after its first note", hour.memory, '×', 1.5);
add(`search in 10,000 notes, ${slowed}, 95th percentile`, search.find, 'ms', 50);
add(`its index built beside other work, ${slowed}`, search.build / 1000, 's', 2);
add(`the longest that building it holds the page up, ${slowed}`, search.longest, 'ms', 50);

const photo = await measurePhoto();
const taken = 'a photo of 12 megapixels, from the choice of its file until it is stored and shown';
add(`${taken}, ${slowed} (the page's, not the worker's)`, photo.inWorker, 'ms', 1_500);
add(`${taken}, where all of it is done on the slowed page`, photo.onPage, 'ms', 1_500);

const sizes = measureSizes('dist');
add('JavaScript of the first screen, gzip', sizes.firstScreen / 1024, 'KB', limits.firstScreen / 1024);
add('all that is precached, gzip', sizes.precached / 1024, 'KB', limits.precached / 1024);
add('fetched after that: what makes documents, gzip', sizes.later / 1024, 'KB');

const six = await measureSixDevices();
add('six devices, a day offline each, until all show all, ÷ Hocuspocus', six.ours.took / six.theirs.took, '×', 1);
add('six devices, a day offline each, until all show all', six.ours.took, 'ms');
add("folding one device's day from nothing, Chromium", foldDevice, 'ms', 250);
add('folding a whole visit (six devices) from nothing, Chromium', foldVisit, 'ms', 800);
add("the server's memory with that visit loaded", six.ours.memory / 1e6, 'MB');
add("Hocuspocus's server's memory with that visit loaded", six.theirs.memory / 1e6, 'MB');

const picture = await measureMovingPicture();
const seen = '15 pictures a second, 30 % of them torn, through Chromium’s camera';
add(`one device's day (50 KB) by moving picture, ${seen}`, picture.day, 's', 20);
add(`one interview (5 KB) by moving picture, ${seen}`, picture.interview, 's', 3);
add("frames read for one device's day, ÷ its blocks", picture.overhead, '×', 1.15);

if (file) writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s`);
process.exit();

function rounded(value: number): number {
  return Number(value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0));
}
