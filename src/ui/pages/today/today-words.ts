import { m } from '#i18n/messages.ts';

/** How long there is until something: minutes near by, else hours or days. */
export function untilWords(minutes: number): string {
  if (minutes < 60) return m.today_in_minutes({ minutes });
  if (minutes < 24 * 60) return m.today_in_hours({ hours: Math.round(minutes / 60) });
  return m.today_in_days({ count: Math.round(minutes / (24 * 60)) });
}
