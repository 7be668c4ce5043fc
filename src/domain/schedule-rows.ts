import { looksLikeName, peopleOfCells } from './schedule-people.ts';
import type { LeftRow, ProposedPerson, ProposedRow } from './schedule-proposal.ts';
import { isAudience, languageOfRemark, typeOfWords, type ScheduleRowType } from './schedule-words.ts';
import { roleOfHeading, type ColumnRole, type ScheduleColumns } from './schedule-columns.ts';
import { clashesOf, groupProblems, timesOfCells } from './schedule-problems.ts';
import { isEmptyRow, tidyCell, type Table, type TableRow } from './schedule-table.ts';

type Read = Record<Exclude<ColumnRole, 'none'>, string>;

/** Reads the rows of a table by the roles of its columns. Every row of the file is either in `rows` or in `left`. */
export function proposeRows(table: Table, read: Pick<ScheduleColumns, 'headingRow' | 'columns'>): { rows: ProposedRow[]; left: LeftRow[] } {
  const rows: ProposedRow[] = [];
  const left: LeftRow[] = [];
  const lastTimed = Math.max(0, ...table.rows.filter(row => hasTime(cellsByRole(row, read.columns))).map(row => row.number));
  for (const row of table.rows) {
    const reason = reasonToLeave(row, read, rows.length > 0, lastTimed);
    if (reason) {
      left.push({
        row: row.number,
        reason,
        text: row.cells
          .map(cell => tidyCell(cell))
          .filter(Boolean)
          .join(' · '),
      });
      continue;
    }
    const cells = cellsByRole(row, read.columns);
    const previous = rows.at(-1);
    if (previous && cells.time === '' && cells.start === '' && cells.end === '') continueRow(previous, row, cells, rows, read.columns);
    else rows.push(newRow(row, cells, timesOfCells(row.number, cells, read.columns), read.columns));
  }
  return { rows: clashesOf(rows, read.columns), left: trimmedEnd(left, rows) };
}

function cellsByRole(row: TableRow, columns: readonly ColumnRole[]): Read {
  const cells: Read = { time: '', start: '', end: '', name: '', title: '', group: '', room: '', link: '', remark: '' };
  columns.forEach((role, column) => {
    const text = tidyCell(row.cells[column] ?? '');
    if (role === 'none' || text === '') return;
    const joint = role === 'remark' ? ' · ' : ' ';
    cells[role] = cells[role] === '' ? text : `${cells[role]}${joint}${text}`;
  });
  return cells;
}

function hasTime(cells: Read): boolean {
  return /\d/u.test(cells.time) || /\d/u.test(cells.start);
}

function reasonToLeave(
  row: TableRow,
  read: Pick<ScheduleColumns, 'headingRow' | 'columns'>,
  begun: boolean,
  lastTimed: number,
): LeftRow['reason'] | null {
  if (isEmptyRow(row)) return 'empty';
  if (read.headingRow !== null && row.number < read.headingRow) return 'title-row';
  if (row.number === read.headingRow || isHeadingAgain(row, read.columns)) return 'heading';
  const cells = cellsByRole(row, read.columns);
  const says = cells.name !== '' || cells.title !== '';
  const filled = row.cells.filter(cell => cell.trim() !== '').length;
  const noTime = cells.time === '' && cells.start === '';
  if (hasTime(cells) && (says || filled > 1)) return null;
  if (!noTime && says && filled > 1) return null;
  // A row without a time goes with the one above it, when it names somebody and is no line of small print.
  if (
    begun &&
    noTime &&
    says &&
    !/[:@]|\d{4,}/u.test(`${cells.name} ${cells.title}`) &&
    (looksLikeName(cells.name.split(/[\n,]/u)[0] ?? '') || cells.group !== '' || cells.room !== '')
  )
    return null;
  if (!begun) return 'title-row';
  return row.number > lastTimed ? 'footer' : 'heading';
}

/** Headings repeated at a page break. */
function isHeadingAgain(row: TableRow, columns: readonly ColumnRole[]): boolean {
  const same = columns.filter((role, column) => role !== 'none' && sameRole(role, roleOfHeading(row.cells[column] ?? ''))).length;
  return same >= 2;
}

function sameRole(role: ColumnRole, other: ColumnRole): boolean {
  return role === other || (role === 'time' && other === 'start');
}

function newRow(row: TableRow, cells: Read, times: ReturnType<typeof timesOfCells>, columns: readonly ColumnRole[]): ProposedRow {
  const people = peopleOfCells(cells.name, cells.title, cells.group);
  const type = typeOfRow(cells, people);
  const isInterview = type === 'interview';
  const base = {
    row: row.number,
    type,
    start: times.start,
    end: times.end,
    room: cells.room,
    link: cells.link || linkIn(cells.room) || linkIn(cells.remark),
    remark: cells.remark,
    language: languageOfRemark(cells.remark),
  };
  if (!isInterview) {
    const title = cells.name || cells.title;
    return {
      ...base,
      title: title.replace(/\n/gu, ' '),
      audience: cells.name ? [cells.title, cells.group].filter(Boolean).join(' · ') : cells.group,
      people: [],
      questions: times.problems,
    };
  }
  return { ...base, title: '', audience: '', people, questions: [...times.problems, ...groupProblems(row.number, people, 0, columns)] };
}

function typeOfRow(cells: Read, people: ProposedPerson[]): ScheduleRowType {
  const named = people.some(person => person.group !== null);
  const byWords = named ? null : typeOfWords(cells.name || cells.title);
  const isPlainTitle = cells.title !== '' && !isAudience(cells.title);
  if (byWords && !(looksLikeName(cells.name) && isPlainTitle)) return byWords;
  if (named || (cells.group !== '' && !isAudience(cells.group))) return 'interview';
  if (people.some(person => looksLikeName(person.name)) || (isPlainTitle && people.length > 0)) return 'interview';
  return 'other';
}

/** A row without a time: another person of the interview above, or, in another room, an interview of the same hour. */
function continueRow(previous: ProposedRow, row: TableRow, cells: Read, rows: ProposedRow[], columns: readonly ColumnRole[]): void {
  const sameRoom = cells.room === '' || cells.room.toLowerCase() === previous.room.toLowerCase();
  const people = peopleOfCells(cells.name, cells.title, cells.group);
  if (previous.type !== 'interview' || !sameRoom || people.length === 0) {
    const times = {
      start: previous.start,
      end: previous.end,
      problems: previous.questions
        .filter(question => question.type === 'end-missing' || question.type === 'time-unreadable')
        .map(question => ({ ...question, row: row.number })),
    };
    rows.push(newRow(row, cells, times, columns));
    return;
  }
  const known = new Set(previous.people.map(person => person.name));
  // A block of names merged downwards is repeated in every row it covers.
  const added = people.filter(person => person.name === '' || !known.has(person.name));
  previous.questions = [...previous.questions, ...groupProblems(row.number, added, previous.people.length, columns)];
  previous.people = [...previous.people, ...added];
  previous.link ||= cells.link;
  if (cells.remark && !previous.remark.split(' · ').includes(cells.remark))
    previous.remark = [previous.remark, cells.remark].filter(Boolean).join(' · ');
  previous.language ??= languageOfRemark(cells.remark);
}

function linkIn(text: string): string {
  return /https?:\/\/[^\s,;]+/u.exec(text)?.[0] ?? '';
}

/** Empty rows after everything are how spreadsheets end, not something that was left out. */
function trimmedEnd(left: LeftRow[], rows: ProposedRow[]): LeftRow[] {
  const last = Math.max(0, ...rows.map(row => row.row), ...left.filter(row => row.reason !== 'empty').map(row => row.row));
  return left.filter(row => row.reason !== 'empty' || row.row < last);
}
