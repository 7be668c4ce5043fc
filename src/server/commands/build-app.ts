import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';

const inputs = ['index.html', 'package-lock.json', 'vite.config.ts', 'svelte.config.js', 'public/**/*', 'src/**/*'];
const outside = ['src/server/', 'src/i18n/compiled/'];

/**
 * The name of the build these sources make, 12 hexadecimal digits: a hash of everything that goes into the app. The same sources are
 * the same build on every machine, and a change of the server alone makes no tablet fetch anything.
 */
export function buildId(): string {
  const hash = createHash('sha256');
  const files = globSync(inputs, { withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/').replace(`${process.cwd().replaceAll('\\', '/')}/`, ''))
    .filter(file => !outside.some(folder => file.startsWith(folder)))
    .toSorted();
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 12);
}

/** The build that stands in `dist`, or undefined when there is none. */
export function builtId(): string | undefined {
  try {
    const record: unknown = JSON.parse(readFileSync('dist/build.json', 'utf8'));
    return typeof record === 'object' && record && 'build' in record ? String(record.build) : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Run by `npm start` before the server: builds the app unless it is built already. */
function buildIfNeeded(): void {
  if (builtId() === buildId()) return;
  console.log('Building the app…');
  const { status } = spawnSync('npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

if (import.meta.main) buildIfNeeded();
