import type { Fault } from './imports.ts';
import type { Sources } from './sources.ts';

/** A file that is longer than files are, how long it may be, and why it is one thing all the same. */
export interface LongFile {
  file: string;
  lines: number;
  reason: string;
}

/** How far a listed file may fall below its number before the number must follow it. */
const slack = 20;

/** Files past 300 lines (`.svelte` 170) must be listed, and the list only shrinks. */
export function judgeLength(sources: Sources, listed: LongFile[]): Fault[] {
  const faults: Fault[] = [];
  for (const [file, text] of sources) {
    const lines = text.trimEnd().split('\n').length;
    const limit = file.endsWith('.svelte') ? 170 : 300;
    const entry = listed.find(long => long.file === file);
    if (!entry) {
      if (lines > limit) faults.push(`${file} has ${lines} lines, more than ${limit}: what second thing lives there?`);
    } else if (lines > entry.lines) faults.push(`${file} grew to ${lines} lines; it is listed with ${entry.lines}`);
    else if (lines <= limit) faults.push(`${file} has only ${lines} lines now: take it off the list`);
    else if (lines < entry.lines - slack) faults.push(`${file} shrank to ${lines} lines: lower its number`);
    if (entry && !entry.reason.trim()) faults.push(`${file} is listed without a reason`);
  }
  for (const { file } of listed) if (!sources.has(file)) faults.push(`${file} is listed as long and does not exist`);
  return faults;
}
