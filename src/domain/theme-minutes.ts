/**
 * The minutes for each theme: what is left of the hour is shared among the unfinished ones in proportion to their planned minutes, or
 * evenly when none has any. They are whole and add up to what is left.
 * @param left minutes; below zero is none
 */
export function themeMinutes(
  themes: readonly { id: string; minutes: number }[],
  finished: ReadonlySet<string>,
  left: number,
): Map<string, number> {
  const open = themes.filter(theme => !finished.has(theme.id));
  const planned = open.reduce((sum, theme) => sum + theme.minutes, 0);
  const whole = Math.max(0, Math.round(left));
  const shares = open.map(theme => ({ id: theme.id, exact: (whole * (planned ? theme.minutes : 1)) / (planned || open.length) }));
  let spare = whole - shares.reduce((sum, share) => sum + Math.floor(share.exact), 0);
  const minutes = new Map(themes.map(theme => [theme.id, 0]));
  // What rounding left goes to the largest remainders, the earlier theme first.
  const byRemainder = [...shares].sort((a, b) => (b.exact % 1) - (a.exact % 1));
  for (const { id, exact } of byRemainder) minutes.set(id, Math.floor(exact) + (spare-- > 0 ? 1 : 0));
  return minutes;
}
