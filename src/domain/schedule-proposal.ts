import type { RoleGroupKey } from './schedule-roles.ts';
import type { ScheduleLanguage, ScheduleRowType } from './schedule-words.ts';

/** What a row of the host's file would become; nothing is stored of it before somebody confirms. */
export type ProposedRow = {
  /** In the file, from 1: the first row, when several made one interview. */
  row: number;
  type: ScheduleRowType;
  /** `HH:MM`; empty while the time cannot be read, and then there is a question about it. */
  start: string;
  /** Null while nobody knows it, and then there is a question about it. */
  end: string | null;
  /** What a common hour is called; empty for an interview, which is called by its people. */
  title: string;
  /** For whom a common hour is (`Kaikki`, `Vierailijat`); empty for an interview. */
  audience: string;
  people: ProposedPerson[];
  room: string;
  link: string;
  remark: string;
  language: ScheduleLanguage | null;
  /** What a person has to answer before this row is whole. */
  questions: RowProblem[];
};

export type LeftRow = { row: number; reason: 'title-row' | 'footer' | 'empty' | 'heading'; text: string };

export type ProposedPerson = { name: string; title: string; group: RoleGroupKey | null; /** The cell as it stood. */ groupText: string };

/** Something only a person can decide. `row` is counted from 1 as in the file, `column` from 0 (null: no such column). */
export type RowProblem = {
  type: 'end-missing' | 'end-before-start' | 'group-unknown' | 'time-unreadable' | 'person-twice-at-once' | 'overlaps-in-room';
  row: number;
  column: number | null;
  /** What the file says: the cell, the person's name or the room. */
  text: string;
  /** Whom it is about: the place in the row's `people`. */
  person?: number;
  /** The other of two rows that do not fit together. */
  otherRow?: number;
  suggestion?: { start?: string; end?: string; group?: RoleGroupKey };
};

/** What somebody decided about a problem; `ignore` says that the file is right as it is. */
export type ProblemAnswer = { start?: string; end?: string; group?: RoleGroupKey; ignore?: true };
