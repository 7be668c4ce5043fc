/*
 * What the first screen waits for: its page's file, and the first value of each thing it reads. Everything that it does not need (the
 * exchange, the app's version) begins after it: on a slow tablet they would stand between a person and the field.
 */

let waited = 0;

/** One more thing that the screen waits for. Call what it returns when that has come or failed. */
export function screenWaits(): () => void {
  waited++;
  let isOver = false;
  return () => {
    if (!isOver) waited--;
    isOver = true;
  };
}

/** Resolves when a drawing has passed in which nothing was waited for, or after three seconds: what never comes delays nothing for good. */
export async function firstScreen(): Promise<void> {
  const pause = () => new Promise(resolve => setTimeout(resolve, 40));
  const end = performance.now() + 3_000;
  let calm = 0;
  while (calm < 2 && performance.now() < end) {
    await pause();
    calm = waited === 0 ? calm + 1 : 0;
  }
}
