import { createHash } from 'node:crypto';
import type { Writing } from '#oplog/ledger.ts';

/** A writer of tests; the same name is the same writer. `now` is also what is shown. */
export function writingAs(name: string, now = 1_000_000, author = 'liisa'): Writing {
  let salts = 0;
  return { writer: writerId(name), author, now, wall: now, salt: () => `salt${(salts++).toString().padStart(12, '0')}` };
}

export function writerId(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 16);
}
