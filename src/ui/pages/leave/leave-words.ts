import { clockAt, localDate, shortDate } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import type { LinkState } from '../../app-context.ts';
import type { LeaveLine, LeavePage } from './leave-page.svelte.ts';

/** `16.55` today, `ti 13.10. 16.55` on another day. */
export function momentWords(instant: number, now: number, zone: string): string {
  const time = clockAt(locale(), instant, zone);
  const date = localDate(instant, zone);
  return date === localDate(now, zone) ? time : m.receipt_at_day({ date: shortDate(locale(), date), time });
}

export function verdictTitle({ verdict, picturesGoing }: Pick<LeavePage, 'verdict' | 'picturesGoing'>): string {
  if (picturesGoing > 0) return m.leave_waits_pictures({ count: picturesGoing });
  return { safe: m.leave_safe_title, waits: m.leave_waits_title, unknown: m.leave_unknown_title, trouble: m.leave_trouble_title }[
    verdict
  ]();
}

/** `Timo · iPad`, `Tämä laite` for the one in hand. */
export function deviceName(line: LeaveLine): string {
  const shape = { phone: m.leave_phone, tablet: m.leave_tablet, computer: m.leave_computer }[line.shape]();
  if (line.isThis) return m.leave_this({ person: line.person || shape });
  return [line.person, line.label || shape].filter(Boolean).join(' · ');
}

/** The word beside the sign. */
export function standingWord(line: LeaveLine): string {
  if (line.isAside) return m.leave_word_aside();
  switch (line.standing) {
    case 'safe':
      return m.leave_word_safe();
    case 'waits':
      return m.leave_word_waits();
    case 'silent':
    case 'unheard':
    case 'untold':
      return m.leave_word_unknown();
  }
}

/** What is known of a device's words, and since when. */
export function standingWords(line: LeaveLine, now: number, zone: string): string {
  const time = line.heard === null ? '' : momentWords(line.heard, now, zone);
  const count = line.onlyThere;
  const { pictures } = line;
  switch (line.standing) {
    case 'safe':
      return line.isThis ? m.leave_here_safe() : line.isAway ? m.leave_safe_away({ time }) : m.leave_safe_heard({ time });
    case 'waits':
      if (count === pictures) return line.isThis ? m.leave_pictures_here({ count }) : m.leave_pictures_there({ count, time });
      return [aloneWords(line, now, zone), pictures > 0 && m.leave_among_pictures({ count: pictures })].filter(Boolean).join(' ');
    case 'silent':
      return m.leave_silent({ time });
    case 'unheard':
      return m.leave_unheard();
    case 'untold':
      return m.leave_untold({ time });
  }
}

function aloneWords({ isThis, onlyThere: count, since, heard }: LeaveLine, now: number, zone: string): string {
  if (!isThis) return m.leave_waits_there({ count, time: heard === null ? '' : momentWords(heard, now, zone) });
  return since === null ? m.leave_waits_here({ count }) : m.leave_waits_here_since({ count, time: momentWords(since, now, zone) });
}

/** The nearest way to make it safe; '' where nothing is lacking. */
export function wayWords(line: LeaveLine, link: LinkState['link'], hasHandOver: boolean): string {
  if (line.isAside || line.standing === 'safe') return '';
  if (!line.isThis) return line.standing === 'untold' ? m.leave_way_renew() : hasHandOver ? m.leave_way_open_or_hand() : m.leave_way_open();
  switch (link) {
    case 'online':
      return m.leave_way_going();
    case 'starting':
      return m.leave_way_looking();
    case 'signed-out':
      return m.leave_way_join();
    case 'captive':
      return m.leave_way_captive();
    case 'revoked':
    case 'replaced':
    case 'no-access':
      return m.leave_way_coordinator();
    case 'wrong-version':
      return m.leave_way_version();
    case 'offline':
    case 'unreachable':
    case 'server-failed':
      return hasHandOver ? m.leave_way_connect_or_hand() : m.leave_way_connect();
  }
}
