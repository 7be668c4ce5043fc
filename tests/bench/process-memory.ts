import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process holds in memory, in bytes: its resident set, as the system counts it. */
export function residentBytes(pid: number): number {
  try {
    const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    if (line) return Number(line[1]) * 1024;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  return Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)]).stdout) * 1024;
}
