import { laterTime, minutesOfTime, parseTime, parseTimeRange, type TimeError } from './schedule-times.ts';
import { suggestRoleGroup } from './schedule-roles.ts';
import type { ColumnRole } from './schedule-columns.ts';
import type { ProblemAnswer, ProposedPerson, ProposedRow, RowProblem } from './schedule-proposal.ts';

type Times = { start: string; end: string | null; problems: RowProblem[] };

/** An interview lasts an hour, so that is what is suggested. */
const HOUR = 60;

export function timesOfCells(row: number, cells: { time: string; start: string; end: string }, columns: readonly ColumnRole[]): Times {
  const column = columns.indexOf(cells.time !== '' ? 'time' : 'start');
  const problem = (type: RowProblem['type'], at: number, text: string, suggestion?: RowProblem['suggestion']): RowProblem => ({
    type,
    row,
    column: at < 0 ? null : at,
    text,
    ...(suggestion && { suggestion }),
  });
  const text = cells.time || cells.start;
  const first = parseTimeRange(text);
  if (!first.ok) return unreadable(first.error, error => problem(error, column, text, suggestionFor(first.error)));
  const { start } = first.range;
  const endColumn = columns.indexOf('end');
  if (first.range.end !== null || cells.end === '') {
    if (first.range.end !== null) return { ...first.range, problems: [] };
    return {
      start,
      end: null,
      problems: [problem('end-missing', endColumn < 0 ? column : endColumn, text, { start, end: laterTime(start, HOUR) })],
    };
  }
  const end = parseTime(cells.end);
  if (!end.ok)
    return { start, end: null, problems: [problem('time-unreadable', endColumn, cells.end, { start, end: laterTime(start, HOUR) })] };
  if (minutesOfTime(end.time) > minutesOfTime(start)) return { start, end: end.time, problems: [] };
  return {
    start,
    end: null,
    problems: [problem('end-before-start', endColumn, `${text}–${cells.end}`, { start, end: laterTime(start, HOUR) })],
  };
}

function unreadable(error: TimeError, problem: (type: RowProblem['type']) => RowProblem): Times {
  if (error.type !== 'end-before-start') return { start: '', end: null, problems: [problem('time-unreadable')] };
  return { start: error.start ?? '', end: null, problems: [problem('end-before-start')] };
}

function suggestionFor(error: TimeError): RowProblem['suggestion'] {
  return error.type === 'end-before-start' && error.start ? { start: error.start, end: laterTime(error.start, HOUR) } : undefined;
}

/** `offset`: how many people the interview has already. */
export function groupProblems(row: number, people: ProposedPerson[], offset: number, columns: readonly ColumnRole[]): RowProblem[] {
  const column = columns.indexOf('group');
  return people.flatMap((person, index) => {
    if (person.group !== null) return [];
    const group = suggestRoleGroup(person.groupText, person.title);
    return [
      {
        type: 'group-unknown',
        row,
        column: column < 0 ? null : column,
        text: person.groupText,
        person: offset + index,
        ...(group && { suggestion: { group } }),
      },
    ];
  });
}

/** Adds what can only be seen between rows: one person in two places, two things in one room. Asked at the later row. */
export function clashesOf(rows: ProposedRow[], columns: readonly ColumnRole[]): ProposedRow[] {
  return rows.map((row, index) => {
    const questions = [...row.questions];
    for (const earlier of rows.slice(0, index)) {
      if (!isSameMoment(row, earlier)) continue;
      row.people.forEach((person, place) => {
        if (person.name === '' || !earlier.people.some(other => key(other.name) === key(person.name))) return;
        questions.push({
          type: 'person-twice-at-once',
          row: row.row,
          column: columnOf(columns, 'name'),
          text: person.name,
          person: place,
          otherRow: earlier.row,
        });
      });
      if (row.room !== '' && key(row.room) === key(earlier.room) && !isRemote(row.room)) {
        questions.push({
          type: 'overlaps-in-room',
          row: row.row,
          column: columnOf(columns, 'room'),
          text: row.room,
          otherRow: earlier.row,
        });
      }
    }
    return { ...row, questions };
  });
}

/** Applies an answer to a row: its question is gone, and so is the same question about the same person. */
export function answerProblem(row: ProposedRow, problem: RowProblem, answer: ProblemAnswer): ProposedRow {
  const questions = row.questions.filter(
    other => !(other.type === problem.type && other.person === problem.person && other.otherRow === problem.otherRow),
  );
  const { group } = answer;
  const people =
    group === undefined ? row.people : row.people.map((person, index) => (index === problem.person ? { ...person, group } : person));
  return { ...row, start: answer.start ?? row.start, end: answer.end ?? row.end, people, questions };
}

function isSameMoment(a: ProposedRow, b: ProposedRow): boolean {
  if (a.start === '' || b.start === '') return false;
  const end = (row: ProposedRow): number => (row.end === null ? minutesOfTime(row.start) + 1 : minutesOfTime(row.end));
  return minutesOfTime(a.start) < end(b) && minutesOfTime(b.start) < end(a);
}

function columnOf(columns: readonly ColumnRole[], role: ColumnRole): number | null {
  const column = columns.indexOf(role);
  return column < 0 ? null : column;
}

function key(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** Any number of calls fit into `Teams`. */
function isRemote(room: string): boolean {
  return /^(?:teams|zoom|meet|etänä|etäyhteys|verkossa|på distans|distans|online|remote)\b|^https?:/iu.test(room.trim());
}
