import { readFileSync, rmSync } from 'node:fs';
import { isFine, type Row } from '../faults/tally.ts';
import { run, type Outcome } from './command.ts';

const reportFile = '.artifacts/faults.json';

/** Injects each fault a few times. A row is one check; one that this machine cannot run is said, and counts as nothing. */
export async function injectFaults(): Promise<Outcome> {
  rmSync(reportFile, { force: true });
  const { code, output } = await run('node', ['tests/faults/main.ts', '--short', '--json', reportFile]);
  const rows: Row[] = JSON.parse(readFileSync(reportFile, 'utf8'));
  const failed = rows.filter(row => !isFine(row)).length;
  return {
    passed: rows.filter(row => isFine(row) && row.notRunHere === null).length,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    said: output,
  };
}
