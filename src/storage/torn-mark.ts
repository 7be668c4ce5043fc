/* A failed write may have left the browser's log torn: `fresh-log.ts` says what that means. */

const torn = (name: string) => `${name}-torn`;

/** Remembered beside the database, as nothing can be written into it. Where not even that can be, `resume` mends it in this start all the same. */
export function markTorn(name: string): void {
  try {
    globalThis.localStorage?.setItem(torn(name), 'yes');
  } catch {
    // Full or forbidden: the store has stopped already, and says so.
  }
}

export function isTorn(name: string): boolean {
  return globalThis.localStorage?.getItem(torn(name)) === 'yes';
}

export function unmarkTorn(name: string): void {
  globalThis.localStorage?.removeItem(torn(name));
}
