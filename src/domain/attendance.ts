import * as z from 'zod/mini';
import { defineKind, last } from '#oplog/kind.ts';
import { coordinator, visitor } from './role.ts';

/** `planned` until somebody says: they are counted as the plan has them. */
export const attendanceStates = ['planned', 'present', 'late', 'deputy', 'absent', 'extra'] as const;
export type AttendanceState = (typeof attendanceStates)[number];

const words = z.string().check(z.maxLength(300));

/**
 * Whether somebody came, beside the plan and never in its place. Its id is the interviewee's, or one of its own for somebody nobody had planned
 * (`extra`); its parent is the slot. The words are those of who came instead, or as well.
 */
export const attendance = defineKind('attendance', {
  space: 'notes',
  write: [visitor, coordinator],
  fields: {
    state: last(z.enum(attendanceStates), 'planned'),
    /** When somebody came late, corrected device clock in milliseconds; 0 when it is not known. */
    cameAt: last(z.number(), 0),
    name: last(words, ''),
    title: last(words, ''),
    /** A role group's key; '' for the group of the one they came for. */
    group: last(z.string(), ''),
  },
});

/** Somebody of an interview, its `parent`. */
interface Called {
  id: string;
  parent: string;
  name: string;
  title: string;
  group: string;
}

export interface PlannedPerson extends Called {
  deleted: boolean;
  order: number;
}

export interface AttendanceMark extends Called {
  state: AttendanceState;
  cameAt: number;
}

/** Somebody as they sit there: the plan's words, or those of who came instead. */
export interface Attendee extends AttendanceMark {
  deleted: boolean;
  /** What the plan says; null for somebody whom it lacks. */
  planned: PlannedPerson | null;
}

/** Everybody planned for the interviews and everybody who came, in the plan's order, the unplanned last; who did not come is among them. */
export function attendeesOf(people: readonly PlannedPerson[], marks: readonly AttendanceMark[]): Attendee[] {
  const markOf = new Map(marks.map(mark => [mark.id, mark]));
  const planned = [...people].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1)).map(one => asMarked(one, markOf.get(one.id)));
  const known = new Set(people.map(one => one.id));
  const extra = marks.filter(mark => mark.state === 'extra' && !known.has(mark.id));
  return [...planned, ...extra.map(mark => ({ ...mark, deleted: false, planned: null }))];
}

/** Those who were there, or are still expected. */
export function whoCame(attendees: readonly Attendee[]): Attendee[] {
  return attendees.filter(one => one.state !== 'absent');
}

function asMarked(one: PlannedPerson, mark: AttendanceMark | undefined): Attendee {
  const state = mark?.state ?? 'planned';
  const { id, parent, deleted } = one;
  const isDeputy = state === 'deputy' && mark !== undefined;
  const { name, title } = isDeputy ? mark : one;
  return { id, parent, deleted, name, title, group: (isDeputy && mark.group) || one.group, state, cameAt: mark?.cameAt ?? 0, planned: one };
}
