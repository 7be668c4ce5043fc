/**
 * Runs every check in order, cheapest first, and ends with one line: `N passed, N failed`. A check that is not a test counts as one.
 *
 *   npm test                     everything
 *   npm test -- types lint       only the parts named
 *   npm test -- tests/units/x    only these vitest files
 */
import { checkSize } from './checks/size.ts';
import { command, type Outcome } from './checks/command.ts';
import { injectFaults } from './checks/faults.ts';
import { runVitest } from './checks/vitest.ts';

type Check = () => Promise<Outcome>;

const parts: Record<string, Record<string, Check>> = {
  i18n: { 'messages compile': () => command('npm', ['run', '--silent', 'i18n']) },
  types: {
    'types: oplog, domain, protocol, notebook, starters (no DOM, no Node)': () => command('tsc', ['-p', 'tsconfig.pure.json']),
    'types: server': () => command('tsc', ['-p', 'src/server']),
    'types: service worker': () => command('tsc', ['-p', 'tsconfig.worker.json']),
    'types: tests': () => command('tsc', ['-p', 'tests']),
    'types: app (svelte-check)': () => command('svelte-check', ['--tsconfig', 'tsconfig.json', '--fail-on-warnings', '--output', 'human']),
  },
  lint: {
    'lint: .ts (oxlint)': () => command('oxlint', ['--deny-warnings', '--format=unix']),
    'lint: .svelte (eslint)': () =>
      command('eslint', ['--max-warnings', '0', '--cache', '--cache-strategy', 'content', '--cache-location', '.artifacts/eslint', '.']),
    'lint: formatting (prettier)': () =>
      command('prettier', [
        '--check',
        '--log-level',
        'warn',
        '--cache',
        '--cache-strategy',
        'content',
        '--cache-location',
        '.artifacts/prettier',
        '.',
      ]),
    'lint: nothing unused (knip)': () => command('knip', ['--no-progress', '--treat-config-hints-as-errors']),
  },
  build: { 'build without a warning': () => command('vite', ['build', '--logLevel', 'warn'], { mustBeSilent: true }) },
  size: { size: checkSize },
  unit: { 'tests in Node and happy-dom': () => runVitest(['--project', 'node', '--project', 'ui']) },
  browser: { 'tests in Chromium': () => runVitest(['--project', 'browser']) },
  faults: { 'real faults, each a few times': injectFaults },
};

const wanted = process.argv.slice(2);
const files = wanted.filter(name => !(name in parts));
const chosen = files.length ? { files: { [files.join(' ')]: () => runVitest(files) } } : pick(wanted);

let passed = 0;
let failed = 0;
for (const [name, check] of Object.values(chosen).flatMap(part => Object.entries(part))) {
  const started = performance.now();
  const outcome = await check().catch((error: unknown): Outcome => ({ passed: 0, failed: 1, said: String(error) }));
  passed += outcome.passed;
  failed += outcome.failed;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${outcome.failed ? '✗' : '✓'} ${name} (${seconds} s)${outcome.said ? `\n${indent(outcome.said)}` : ''}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;

function pick(names: string[]): typeof parts {
  return names.length ? Object.fromEntries(names.map(name => [name, parts[name] ?? {}])) : parts;
}

function indent(text: string): string {
  return text.trimEnd().replaceAll(/^/gm, '    ');
}
