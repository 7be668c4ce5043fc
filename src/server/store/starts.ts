import type { StartWord } from '#protocol/sync.ts';
import type { Sql } from './database.ts';

/**
 * Keeps the mark of a device's last start.
 * @returns the mark that is held when the device's start does not follow it: another device goes on from the same profile. Null when all is well.
 */
export function meetStart(sql: Sql, device: string, { was, is }: StartWord): string | null {
  const held = sql.get<{ mark: string }>('SELECT mark FROM starts WHERE device = ?', device)?.mark;
  if (held === is) return null;
  // A device that remembers no start has a new database, or an app of before: whichever else goes on from its profile is noticed then.
  if (held !== undefined && held !== was && was !== '') return held;
  sql.run('INSERT OR REPLACE INTO starts (device, mark) VALUES (?, ?)', device, is);
  return null;
}
