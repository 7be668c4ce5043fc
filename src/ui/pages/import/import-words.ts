import type { ColumnProblem, ColumnRole } from '#domain/schedule-columns.ts';
import type { FieldChange } from '#domain/schedule-diff.ts';
import type { LeftRow, ProposedRow, RowProblem } from '#domain/schedule-proposal.ts';
import type { ExistingSlot } from '#domain/schedule-slot.ts';
import type { ScheduleFileError } from '#formats/schedule-file.ts';
import { fileSize, list, number } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import { languageWord, spanWords, typeWord } from '../plan/plan-words.ts';

interface Standing {
  rows: readonly unknown[];
  settled: readonly unknown[];
  waiting: number;
  actCount: number;
  isAgain: boolean;
}

/** How it stands, as the page's heading: of a day brought in before, what would change matters, not how many rows were read. */
export function headWords({ rows, settled, waiting, actCount, isAgain }: Standing): string {
  if (rows.length === 0) return m.import_head_nothing();
  if (waiting === 0 && actCount === 0) return m.import_head_same();
  const ready = !isAgain
    ? m.import_head_ready({ count: settled.length })
    : actCount
      ? m.import_head_changes({ count: actCount })
      : m.import_head_rest_same();
  return [ready, waiting && m.import_head_asks({ count: waiting })].filter(Boolean).join(', ');
}

/** Why a file cannot be read, which one, and that nothing was stored. */
export function fileErrorWords(error: ScheduleFileError): string {
  const name = error.fileName;
  return `${fileErrorSentence(error, name)} ${m.import_error_kept()}`;
}

function fileErrorSentence(error: ScheduleFileError, name: string): string {
  switch (error.type) {
    case 'empty':
      return m.import_error_empty({ name });
    case 'no-rows':
      return m.import_error_no_rows({ name });
    case 'too-large':
      return m.import_error_too_large({ name, size: fileSize(locale(), error.size), limit: fileSize(locale(), error.limit ?? 0) });
    case 'not-a-workbook':
      return m.import_error_not_workbook({ name });
    case 'old-excel':
      return m.import_error_old_excel({ name });
    case 'unreadable-encoding':
      return m.import_error_encoding({ name });
    case 'password-protected':
      return m.import_error_password({ name });
  }
}

/** A cell that holds more than the plan has room for, as a sentence; '' when all fit. Said here because the door would not know the row. */
export function longCellWords(rows: readonly ProposedRow[]): string {
  for (const row of rows) {
    const cells: [ColumnRole, string, number][] = [
      // What is no interview has its words in the column of names.
      ['name', row.title, 300],
      ['room', row.room, 300],
      ...row.people.flatMap((one): [ColumnRole, string, number][] => [
        ['name', one.name, 300],
        ['title', one.title, 300],
      ]),
      ['remark', row.remark, 2000],
      ['link', row.link, 2000],
    ];
    const long = cells.find(([, text, limit]) => text.length > limit);
    if (!long) continue;
    const [column, text, limit] = long;
    const where = { row: row.row, column: columnWord(column), text: text.slice(0, 40), limit: number(locale(), limit) };
    return `${m.import_error_long(where)} ${m.import_error_kept()}`;
  }
  return '';
}

export function pasteErrorWords(type: 'empty' | 'no-rows' | 'too-large'): string {
  const words = { empty: m.import_error_paste_empty, 'no-rows': m.import_error_paste_no_rows, 'too-large': m.import_error_paste_large }[
    type
  ]();
  return `${words} ${m.import_error_kept()}`;
}

export function columnWord(role: ColumnRole): string {
  return {
    time: m.import_role_time,
    start: m.import_role_start,
    end: m.import_role_end,
    name: m.import_role_name,
    title: m.import_role_title,
    group: m.import_role_group,
    room: m.import_role_room,
    link: m.import_role_link,
    remark: m.import_role_remark,
    none: m.import_role_none,
  }[role]();
}

export function columnProblemWords(problem: ColumnProblem): string {
  if (problem.type === 'heading-twice')
    return m.import_column_twice({
      heading: problem.heading,
      columns: list(
        locale(),
        problem.columns.map(column => String(column + 1)),
      ),
    });
  return problem.role === 'time' ? m.import_column_missing_time() : m.import_column_missing_name();
}

export function leftWord(reason: LeftRow['reason']): string {
  return { 'title-row': m.import_left_title, footer: m.import_left_footer, empty: m.import_left_empty, heading: m.import_left_heading }[
    reason
  ]();
}

/** What a question asks: its one line, and what the file says. */
export function questionWords({ type, text, person, otherRow }: RowProblem, row: ProposedRow): { title: string; text: string } {
  const who = row.people[person ?? 0];
  const name = who?.name || who?.title || '';
  switch (type) {
    case 'end-missing':
      return { title: m.import_ask_end_missing(), text: m.import_ask_end_missing_text({ text }) };
    case 'end-before-start':
      return { title: m.import_ask_end_before(), text: m.import_ask_end_before_text({ text }) };
    case 'time-unreadable':
      return { title: m.import_ask_time(), text: m.import_ask_time_text({ text }) };
    case 'group-unknown':
      return { title: text ? m.import_ask_group({ text, name }) : m.import_ask_group_empty({ name }), text: m.import_ask_group_text() };
    case 'person-twice-at-once':
      return { title: m.import_ask_twice({ text }), text: m.import_ask_twice_text({ other: otherRow ?? '' }) };
    case 'overlaps-in-room':
      return { title: m.import_ask_room({ text }), text: m.import_ask_room_text({ other: otherRow ?? '' }) };
  }
}

/** Who or what a row is about: `Åsa Mallström`, `Lounas`. */
export function rowName(row: Pick<ProposedRow, 'people' | 'title' | 'type'> | ExistingSlot): string {
  const names = row.people.map(person => person.name || person.title).filter(Boolean);
  return names.length ? list(locale(), names) : row.title || typeWord(row.type);
}

export function rowSpan(row: { start: string; end: string | null }): string {
  return row.start ? spanWords({ start: row.start, end: row.end ?? '' }) : m.import_time_missing();
}

/** What a row becomes: `haastattelu, ruotsiksi`. */
export function becomes(row: ProposedRow): string {
  return [typeWord(row.type), row.language && languageWord(row.language)].filter(Boolean).join(', ');
}

/**
 * What a re-import changes in a slot, line by line; `from` is struck through where it is shown. Both ends of the time are one line.
 * `what` names the column where the values do not say it themselves, else ''.
 */
export function changeLines(
  slot: ExistingSlot,
  row: ProposedRow,
  fields: readonly FieldChange[],
): { key: string; what: string; from: string; to: string }[] {
  const isTime = (change: FieldChange) => change.field === 'start' || change.field === 'end';
  const moved = { start: row.start || slot.start, end: row.end ?? slot.end };
  const time = fields.some(isTime) ? [{ key: 'time', what: '', from: rowSpan(slot), to: rowSpan(moved) }] : [];
  const rest = fields.filter(change => !isTime(change));
  return [...time, ...rest.map(change => ({ key: change.field, what: changedColumn(change), ...changeWords(change) }))];
}

function changedColumn({ field }: FieldChange): string {
  return field === 'room' || field === 'link' || field === 'remark' ? `${columnWord(field)}:` : '';
}

function changeWords(change: FieldChange): { from: string; to: string } {
  const shown = (value: string | null) => value || m.import_nothing_there();
  switch (change.field) {
    case 'type':
      return { from: typeWord(change.from), to: typeWord(change.to) };
    case 'language':
      return { from: shown(change.from && languageWord(change.from)), to: shown(change.to && languageWord(change.to)) };
    case 'people':
      return { from: shown(peopleWords(change.from)), to: shown(peopleWords(change.to)) };
    case 'cancelled':
      return { from: m.import_change_cancelled(), to: m.import_change_restored() };
    case 'start':
    case 'end':
    case 'title':
    case 'room':
    case 'link':
    case 'remark':
      return { from: shown(change.from), to: shown(change.to) };
  }
}

function peopleWords(people: readonly { name: string; title: string }[]): string {
  return list(
    locale(),
    people.map(one => [one.name, one.title].filter(Boolean).join(', ')),
  );
}
