import type { SeenDay } from '#domain/day-changes.ts';

/** What was seen of a visit's day when somebody last looked at it on this device. Not worth a word when the browser does not keep it. */
export function seenDay(visit: string): SeenDay | null {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(key(visit)) ?? 'null');
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as SeenDay) : null;
  } catch {
    return null;
  }
}

export function keepSeenDay(visit: string, day: SeenDay): void {
  try {
    localStorage.setItem(key(visit), JSON.stringify(day));
  } catch {
    // Full or forbidden: the changes are shown again.
  }
}

const key = (visit: string) => `vertti-seen-${visit}`;
