import { clockAt, localDate, shortDate } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';

/** Eight characters in two fours, so that they can be read aloud. */
export function codeInParts(code: string): string[] {
  return code.replaceAll(/[\s-]/gu, '').match(/.{1,4}/gu) ?? [];
}

/** Until when an invitation holds, as the programme's own day and time. */
export function expiryWords(expires: number, zone: string): string {
  return m.invite_expires({ date: shortDate(locale(), localDate(expires, zone)), time: clockAt(locale(), expires, zone) });
}
