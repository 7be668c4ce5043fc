/**
 * Injects real faults against the built app and the real server: `npm run faults [-- name…] [--short] [--times N] [--beside N] [--json FILE]`. One line
 * for each: how often it was injected, words written, called saved, lost, falsely called saved. It ends with 1 unless every row ends in 0 and 0.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { closeShared, sharedBench } from './bench.ts';
import { faults } from './faults.ts';
import type { Fault } from './fault.ts';
import { isFine, NotRunHere, Tally, type Row } from './tally.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { short: { type: 'boolean', default: false }, times: { type: 'string' }, beside: { type: 'string' }, json: { type: 'string' } },
});
const unknown = positionals.filter(name => !faults.some(fault => fault.name === name));
if (unknown.length) {
  console.error(`There is no fault ${unknown.join(', ')}. There are: ${faults.map(fault => fault.name).join(', ')}`);
  process.exit(2);
}

/** Lanes side by side: most of a row is waiting for what the app does by itself. The long form takes one at a time, unless it is said. */
const atOnce = Number(values.beside ?? (values.short ? 4 : 1));
const chosen = faults.filter(({ name }) => !positionals.length || positionals.includes(name));
const rows: Row[] = [];
const loose: string[] = [];
// What a row no longer waits for may fail after it: that ends no other row, and is no success.
process.on('unhandledRejection', error => loose.push(error instanceof Error ? (error.stack ?? error.message) : String(error)));
// Node's DecompressionStream hands on one more piece after its reader has let go of it, and throws where nobody can catch it. Browsers' do not.
const isOfNodesStreams = (error: Error) =>
  'code' in error && error.code === 'ERR_INVALID_STATE' && /InflateRaw.*webstreams|webstreams.*InflateRaw/s.test(error.stack ?? '');
process.on('uncaughtException', error => {
  if (!isOfNodesStreams(error)) loose.push(error.stack ?? error.message);
});

for (const fault of chosen.filter(({ isAlone }) => isAlone)) await play(fault);
const lanes = lanesOf(chosen.filter(({ isAlone }) => !isAlone));
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (let lane = lanes.shift(); lane; lane = lanes.shift()) for (const fault of lane) await play(fault);
  }),
);
await closeShared();
for (const error of loose) console.log(`✗ outside of any row: ${error}`);
const inTableOrder = chosen.flatMap(({ name }) => rows.filter(row => row.name === name));
if (values.json) writeFileSync(values.json, `${JSON.stringify(inTableOrder, null, 2)}\n`);
process.exitCode = rows.every(isFine) && loose.length === 0 ? 0 : 1;

/** Rows of one bench are one lane, a row without a bench is a lane of its own. The longest first. */
function lanesOf(all: readonly Fault[]): Fault[][] {
  const lanes = Object.values(Object.groupBy(all, ({ bench, name }) => bench ?? name)) as Fault[][];
  return lanes.sort((a, b) => b.length - a.length);
}

/** Injects one and prints its line as soon as it has ended. */
async function play(fault: Fault): Promise<void> {
  const row = await inject(fault);
  rows.push(row);
  console.log([lineOf(row), ...[...row.remarks, ...row.wrong].map(sentence => `    ${sentence}`)].join('\n'));
}

async function inject(fault: Fault): Promise<Row> {
  const times = values.times ? Number(values.times) : values.short ? fault.times.short : fault.times.long;
  const tally = new Tally();
  const started = performance.now();
  let notRunHere: string | null = null;
  try {
    await fault.run(tally, times, () => sharedBench(fault.bench ?? 'common'));
  } catch (error) {
    if (error instanceof NotRunHere) notRunHere = error.message;
    else tally.wrong.push(`it broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  return tally.row(fault.name, fault.says, (performance.now() - started) / 1000, notRunHere);
}

function lineOf(row: Row): string {
  const counts =
    row.notRunHere === null
      ? `injected ${row.injected}, words written ${row.written}, acknowledged ${row.acknowledged}, lost ${row.lost}, falsely saved ${row.falselySaved}`
      : `not run here: ${row.notRunHere}`;
  return `${isFine(row) ? '✓' : '✗'} ${row.name}: ${row.says}: ${counts} (${row.seconds.toFixed(1)} s)`;
}
