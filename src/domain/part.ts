import * as z from 'zod/mini';
import { defineKind, last } from '#oplog/kind.ts';
import { coordinator, visitor } from './role.ts';

/** Who does what in a room. They rotate; exactly one writes, or somebody should know why not. */
export const parts = ['interviewer', 'recorder', 'observer'] as const;
export type Part = (typeof parts)[number];

/** What a visitor does in an interview (its parent). Its id is `partId`: one per person, whoever of the team says it. */
export const part = defineKind('part', {
  space: 'notes',
  write: [visitor, coordinator],
  fields: {
    person: last(z.string(), ''),
    part: last(z.enum(['none', ...parts]), 'none'),
  },
});

export function partId(slot: string, person: string): string {
  return `${slot}.${person}`;
}

export interface TakenPart {
  parent: string;
  person: string;
  part: Part | 'none';
}

/** By person, what they do in one interview; nobody who was not given anything. */
export function partsIn(slot: string, taken: readonly TakenPart[]): Map<string, Part> {
  return new Map(taken.flatMap(one => (one.parent === slot && one.part !== 'none' ? [[one.person, one.part] as const] : [])));
}

/** The people who do it, in the order given. */
export function doing(what: Part, people: readonly string[], given: ReadonlyMap<string, Part>): string[] {
  return people.filter(person => given.get(person) === what);
}

export interface SeatedVisitor {
  person: string;
  /** The track they sit in; '' while they have not chosen. */
  track: string;
}

/**
 * Who is in the room of an interview: those of its track, all on a day of one track; and whoever was given something to do in it, though they
 * sit elsewhere.
 */
export function roomTeam(track: string, visitors: readonly SeatedVisitor[], given: ReadonlyMap<string, Part>): string[] {
  return visitors.filter(one => track === '' || one.track === track || given.has(one.person)).map(one => one.person);
}
