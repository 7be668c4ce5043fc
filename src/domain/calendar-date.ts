/** Whether there is such a day; months and days count from 1. Without a year the 29th of February is one. */
export function isCalendarDate(year: number | null, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  // The day 0 of a month is the last of the one before; 2024 is a leap year.
  return day <= new Date(Date.UTC(year ?? 2024, month, 0)).getUTCDate();
}

/** A date as it is stored: `2026-10-14`, or '' when nobody has said. */
export function isStoredDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  return text === '' || (match !== null && isCalendarDate(Number(match[1]), Number(match[2]), Number(match[3])));
}
