import { clockAt, localDate, shortDate } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import type { LinkState } from '../../app-context.ts';

/** What has to happen for what waits to go. */
export function waitWords(link: LinkState['link']): string {
  switch (link) {
    case 'online':
    case 'starting':
      return m.receipt_wait_going();
    case 'offline':
      return m.receipt_wait_network();
    case 'unreachable':
      return m.receipt_wait_server();
    case 'captive':
      return m.receipt_wait_captive();
    case 'signed-out':
      return m.receipt_wait_signed_out();
    case 'revoked':
      return m.receipt_wait_revoked();
    case 'replaced':
      return m.receipt_wait_replaced();
    case 'no-access':
      return m.receipt_wait_no_access();
    case 'wrong-version':
      return m.receipt_wait_version();
    case 'server-failed':
      return m.receipt_wait_failed();
  }
}

/** `16.55` today, `ti 13.10. 16.55` on another day. */
export function momentWords(instant: number, now: number, zone: string): string {
  const time = clockAt(locale(), instant, zone);
  const date = localDate(instant, zone);
  return date === localDate(now, zone) ? time : m.receipt_at_day({ date: shortDate(locale(), date), time });
}
