import type { SlotType } from '#domain/slot.ts';
import { clock, list, shortDate } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import type { Row } from '#oplog/fold.ts';
import { slotTitle } from './slot-words.ts';

/** What kind of thing an item is: *Aikataulun rivi*. */
export function kindWord(kind: string): string {
  return words[kind]?.one() ?? m.history_kind_other();
}

/** `12 riviä`. */
export function countWord(kind: string, count: number): string {
  return (words[kind]?.many ?? m.changes_count_other)({ count });
}

/** Several kinds of things, most telling first: `12 riviä ja 14 haastateltavaa`. */
export function countWords(kinds: readonly string[]): string {
  const order = [...Object.keys(words), ''];
  const counts = new Map<string, number>();
  for (const kind of kinds) {
    const counted = words[kind]?.many ? kind : '';
    counts.set(counted, (counts.get(counted) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]));
  return list(
    locale(),
    sorted.map(([kind, count]) => countWord(kind, count)),
  );
}

/** What an item is called where it stands in a list with others, deleted or not; '' when it has no words. */
export function itemWords(row: Row, rows: readonly Row[]): string {
  const text = (field: string) => {
    const value = row.texts[field] ?? row.cells[field]?.value;
    return typeof value === 'string' ? value.trim() : '';
  };
  switch (row.kind) {
    case 'note':
    case 'question':
      return text('words');
    case 'finding':
      return text('claim');
    case 'photo':
      return text('caption');
    case 'slot': {
      const heard = rows.filter(one => one.kind === 'interviewee' && one.parent === row.id).map(nameAndTitle);
      const type = (text('type') || 'interview') as SlotType;
      const start = text('start');
      return [start && clock(locale(), start), slotTitle({ type, title: text('title') }, heard)].filter(Boolean).join(' ');
    }
    case 'theme':
      return text('title');
    case 'visit':
      return text('date') && shortDate(locale(), text('date'));
    case 'team':
      return rows.filter(one => one.id === text('municipality')).map(one => String(one.cells['name']?.value ?? ''))[0] ?? '';
    default:
      return text('name') || text('title');
  }
}

function nameAndTitle({ cells }: Row): { name: string; title: string } {
  return { name: String(cells['name']?.value ?? ''), title: String(cells['title']?.value ?? '') };
}

const words: Record<string, { one: () => string; many?: (count: { count: number }) => string }> = {
  slot: { one: m.history_kind_slot, many: m.changes_count_slot },
  interviewee: { one: m.history_kind_interviewee, many: m.changes_count_interviewee },
  track: { one: m.history_kind_track, many: m.changes_count_track },
  note: { one: m.history_kind_note, many: m.changes_count_note },
  photo: { one: m.history_kind_photo, many: m.changes_count_photo },
  finding: { one: m.history_kind_finding, many: m.changes_count_finding },
  kooste: { one: m.history_kind_kooste },
  interview: { one: m.history_kind_interview },
  attendance: { one: m.history_kind_attendance },
  harvest: { one: m.history_kind_harvest },
  visit: { one: m.history_kind_visit, many: m.changes_count_visit },
  municipality: { one: m.history_kind_municipality, many: m.changes_count_municipality },
  team: { one: m.history_kind_team, many: m.changes_count_team },
  person: { one: m.history_kind_person, many: m.changes_count_person },
  template: { one: m.history_kind_template, many: m.changes_count_template },
  theme: { one: m.history_kind_theme, many: m.changes_count_theme },
  question: { one: m.history_kind_question, many: m.changes_count_question },
  programme: { one: m.history_kind_programme },
};
