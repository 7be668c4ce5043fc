/** Counter values within one millisecond; a stamp is `milliseconds × 1024 + counter`, a safe integer until the year 2248. */
const perMillisecond = 1024;

/** No honest clock, however wrong, shows a later time than the year 2200; a larger stamp would leave no room to answer it. */
export const latestTime = Date.UTC(2200, 0, 1) * perMillisecond;

/**
 * The next stamp of a hybrid logical clock: the device's time, or one more than the greatest stamp seen.
 * A stamp is never clamped or rewritten, because the clocks of tablets are wrong by years and
 * what was written after seeing a value must beat it everywhere.
 * @param now the device's clock in milliseconds since 1970
 * @param last the greatest stamp this device has folded or made, 0 when none
 */
export function nextTime(now: number, last: number): number {
  return Math.max(Math.floor(now) * perMillisecond, last + 1);
}
