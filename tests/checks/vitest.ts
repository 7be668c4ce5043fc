import { readFileSync, rmSync } from 'node:fs';
import { run, type Outcome } from './command.ts';

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; status: string; message?: string; assertionResults: unknown[] }[];
}

const reportFile = '.artifacts/vitest.json';

/** Runs vitest, its output straight through, and counts its tests. A file that does not even load, or an error outside any test, counts as failed. */
export async function runVitest(args: string[]): Promise<Outcome> {
  rmSync(reportFile, { force: true });
  const flags = ['run', '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const { code } = await run('vitest', [...flags, ...args], { streams: true });
  const report: Report = JSON.parse(readFileSync(reportFile, 'utf8'));
  const unloaded = report.testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = report.numFailedTests + unloaded.length;
  return {
    passed: report.numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    said: unloaded.map(file => `${file.name} does not load: ${file.message ?? ''}`).join('\n'),
  };
}
