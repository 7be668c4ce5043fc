/**
 * Injects real faults against the built app and the real server: `npm run faults [-- name…] [--short] [--times N] [--json FILE]`. One line for
 * each: how often it was injected, words written, called saved, lost, falsely called saved. It ends with 1 unless every row ends in 0 and 0.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { closeShared } from './bench.ts';
import { faults } from './faults.ts';
import type { Fault } from './fault.ts';
import { isFine, NotRunHere, Tally, type Row } from './tally.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { short: { type: 'boolean', default: false }, times: { type: 'string' }, json: { type: 'string' } },
});
const unknown = positionals.filter(name => !faults.some(fault => fault.name === name));
if (unknown.length) {
  console.error(`There is no fault ${unknown.join(', ')}. There are: ${faults.map(fault => fault.name).join(', ')}`);
  process.exit(2);
}

const rows: Row[] = [];
for (const fault of faults) {
  if (positionals.length && !positionals.includes(fault.name)) continue;
  const row = await inject(fault);
  rows.push(row);
  console.log(lineOf(row));
  for (const sentence of [...row.remarks, ...row.wrong]) console.log(`    ${sentence}`);
}
await closeShared();
if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
process.exitCode = rows.every(isFine) ? 0 : 1;

async function inject(fault: Fault): Promise<Row> {
  const times = values.times ? Number(values.times) : values.short ? fault.times.short : fault.times.long;
  const tally = new Tally();
  const started = performance.now();
  let notRunHere: string | null = null;
  try {
    await fault.run(tally, times);
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
