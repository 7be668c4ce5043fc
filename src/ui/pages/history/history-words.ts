import type { Side } from '#domain/finding.ts';
import type { Mark, Sign } from '#domain/note.ts';
import { isRoleGroup } from '#domain/role-group.ts';
import { m } from '#i18n/messages.ts';
import { clock, shortDate } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import type { SlotType } from '#domain/slot.ts';
import { slotTypeWord } from '#ui/items/slot-words.ts';
import type { Json } from '#oplog/json.ts';
import { groupWord } from '#ui/items/debrief-words.ts';
import { markWord, signWord } from '#ui/items/note-words.ts';

/** Names of what values point to: themes, questions, notes, findings, slots. */
export type Names = ReadonlyMap<string, string>;

const fieldWords: Record<string, () => string> = {
  words: m.history_field_words,
  sign: m.history_field_sign,
  mark: m.history_field_mark,
  theme: m.history_field_theme,
  question: m.history_field_question,
  parent: m.history_field_place,
  claim: m.history_field_claim,
  why: m.history_field_why,
  could: m.history_field_could,
  side: m.history_field_side,
  order: m.history_field_order,
  evidence: m.history_field_evidence,
  mergedInto: m.history_field_merged,
  lead: m.history_field_lead,
  thanks: m.history_field_thanks,
  left: m.history_field_left,
  name: m.history_field_name,
  title: m.history_field_title,
  group: m.history_field_group,
  isConfirmed: m.history_field_confirmed,
  start: m.history_field_start,
  end: m.history_field_end,
  room: m.history_field_room,
  link: m.history_field_link,
  remark: m.history_field_remark,
  later: m.history_field_later,
  line: m.history_field_line,
  isStarred: m.history_field_starred,
  state: m.history_field_state,
  language: m.history_field_language,
  isCancelled: m.history_field_cancelled,
  type: m.history_field_type,
  track: m.history_field_track,
  template: m.history_field_template,
  short: m.history_field_short,
  minutes: m.history_field_minutes,
  opening: m.history_field_opening,
  closing: m.history_field_closing,
  version: m.history_field_version,
  host: m.history_field_host,
  date: m.history_field_date,
  teams: m.history_field_teams,
  municipality: m.history_kind_municipality,
  team: m.history_kind_team,
  subject: m.history_field_subject,
  notesUntil: m.history_field_notes_until,
  groupWords: m.history_field_groups,
  roles: m.history_field_roles,
};

export function fieldWord(field: string): string {
  return fieldWords[field]?.() ?? m.history_field_other({ field });
}

/** Details of no interest to a reader: they follow from others. */
const silent = new Set([
  'deleted',
  'writtenAt',
  'device',
  'answers',
  'imported',
  'order',
  'hasJoined',
  'zone',
  'isExample',
  'startedAt',
  'endedAt',
]);

/** One value that was set, in words; '' for what a reader need not know. */
export function changeWords(path: string, value: Json, names: Names, groupWords: Record<string, string>): string {
  const [field = '', member] = path.split('/');
  if (silent.has(field)) return '';
  if (member !== undefined) {
    const what = names.get(member);
    const head = value === true ? m.history_added_to({ field: fieldWord(field) }) : m.history_taken_from({ field: fieldWord(field) });
    return what ? `${head} ”${what}”` : head;
  }
  return m.history_to_value({ field: fieldWord(field), value: valueWords(field, value, names, groupWords) });
}

/** One value that stands, in words; '' for what a reader need not know. */
export function stateWords(path: string, value: Json, names: Names, groupWords: Record<string, string>): string {
  const [field = '', member] = path.split('/');
  if (member === undefined || silent.has(field)) return changeWords(path, value, names, groupWords);
  return m.history_to_value({ field: fieldWord(field), value: names.get(member) ?? m.history_yes() });
}

export function valueWords(field: string, value: Json, names: Names, groupWords: Record<string, string>): string {
  if (field === 'side') return signWord(value as Side);
  if (field === 'sign') return signWord(value as Sign);
  if (field === 'mark') return markWord(value as Mark) || m.history_empty_value();
  if (field === 'group' && typeof value === 'string' && isRoleGroup(value)) return groupWord(value, groupWords);
  if (field === 'state') return stateWord(String(value));
  if (field === 'type') return slotTypeWord(value as SlotType);
  if (field === 'version') return value ? m.history_yes() : m.history_no();
  if (Array.isArray(value)) return value.length ? value.join(' / ') : m.history_empty_value();
  if (value !== null && typeof value === 'object') return Object.values(value).join(', ') || m.history_empty_value();
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(value)) return shortDate(locale(), value);
  if (typeof value === 'string' && /^\d{2}:\d{2}$/u.test(value)) return clock(locale(), value);
  if (typeof value === 'boolean') return value ? m.history_yes() : m.history_no();
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string' && value !== '') return names.get(value) ?? (value === 'other' ? m.debrief_no_theme() : value);
  return m.history_empty_value();
}

/** What became of somebody who was to come, or of a harvest. */
function stateWord(state: string): string {
  const known: Record<string, () => string> = {
    present: m.interview_present,
    late: m.interview_late,
    deputy: m.interview_deputy,
    absent: m.interview_absent,
    extra: m.interview_extra,
    done: m.history_yes,
    skipped: m.history_no,
  };
  return known[state]?.() ?? m.history_empty_value();
}
