/** Milliseconds. */
const patience = 60_000;

/**
 * Notices that what waits does not move although the server answers.
 * @param changed called when a minute has gone by without a move
 * @returns to be told of each state; says whether it is stuck
 */
export function createStuckWatch(after: (milliseconds: number, run: () => void) => () => void, changed: () => void) {
  let before = 0;
  let isStuck = false;
  let cancel: (() => void) | null = null;
  return (isOnline: boolean, waiting: number): boolean => {
    if (!isOnline || waiting === 0 || waiting < before) {
      cancel?.();
      cancel = null;
      isStuck = false;
    }
    before = waiting;
    if (isOnline && waiting > 0 && !isStuck)
      cancel ??= after(patience, () => {
        cancel = null;
        isStuck = true;
        changed();
      });
    return isStuck;
  };
}
