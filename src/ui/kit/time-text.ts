/**
 * Reads a time of day the way people type it: `9`, `930`, `9.30`, `9:30`, `9,30`, `klo 9.30`, `kl. 9.30`, `9 30`.
 * Returns `HH:MM`, or undefined when it is not a time. `24.00` is midnight at the end of a day and stays `24:00`.
 */
export function readTime(text: string): string | undefined {
  const bare = text.trim().replace(/^(klo|kello|kl\.?|at)\s*/i, '');
  const parts = /^(\d{1,2})(?:\s*[.:,h ]\s*(\d{2}))?$/.exec(bare) ?? /^(\d{1,2})(\d{2})$/.exec(bare);
  if (!parts) return undefined;
  const hours = Number(parts[1]);
  const minutes = Number(parts[2] ?? '0');
  if (minutes > 59 || hours > 24 || (hours === 24 && minutes > 0)) return undefined;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
