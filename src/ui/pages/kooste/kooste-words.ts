import type { Heard } from '#domain/heard.ts';
import type { KoosteSide } from '#domain/kooste-sheet.ts';
import { fullDate, list, shortDate } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import type { DebriefDay } from '#ui/items/debrief-reading.ts';
import { groupWord } from '#ui/items/debrief-words.ts';

export function sectionTitle(side: KoosteSide): string {
  switch (side) {
    case 'strength':
      return m.kooste_strengths();
    case 'development':
      return m.kooste_developments();
    case 'tip':
      return m.kooste_tips();
  }
}

/** `Haastateltiin 8 ihmistä: johto 3, päälliköt 1, …` */
export function heardWords(heard: Heard, own: Record<string, string>): string {
  if (heard.people === 0) return m.kooste_heard_none();
  const groups = heard.groups.map(({ group, count }) => m.kooste_group_count({ group: lowered(groupWord(group, own)), count }));
  if (heard.ungrouped > 0) groups.push(m.kooste_ungrouped({ count: heard.ungrouped }));
  return m.kooste_heard({ count: heard.people, groups: list(locale(), groups) });
}

export function visitorsWords(day: DebriefDay): string {
  return m.kooste_visitors({ names: list(locale(), day.visitors) });
}

/** `ke 14.10.2026` */
export function visitDate(day: DebriefDay): string {
  if (!day.date) return '';
  const [weekday] = shortDate(locale(), day.date).split(' ');
  return `${weekday} ${fullDate(locale(), day.date)}`;
}

export function footWords(day: DebriefDay): string {
  return [m.kooste_foot(), day.notesUntil && m.kooste_foot_until({ date: fullDate(locale(), day.notesUntil) })].filter(Boolean).join(' ');
}

/** Within a sentence a group is written small, unless it is an abbreviation. */
function lowered(word: string): string {
  return /^\p{Lu}{2}/u.test(word) ? word : word.charAt(0).toLowerCase() + word.slice(1);
}
