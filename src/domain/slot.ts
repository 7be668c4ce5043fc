import * as z from 'zod/mini';
import { defineKind, last } from '#oplog/kind.ts';
import { coordinator, host } from './role.ts';

export const slotTypes = ['interview', 'opening', 'break', 'debrief', 'feedback', 'site', 'other'] as const;
export type SlotType = (typeof slotTypes)[number];

const words = z.string().check(z.maxLength(300));
const time = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$|^$|^24:00$/));

const imported = z.record(z.string(), z.string());

/** A row of the day's schedule. Times are local, HH:MM, in the programme's zone, on the visit's date. Its interviewees are its children. */
export const slot = defineKind('slot', {
  space: 'visit',
  write: [coordinator, host],
  fields: {
    type: last(z.enum(slotTypes), 'interview'),
    start: last(time, ''),
    end: last(time, ''),
    title: last(words, ''),
    room: last(words, ''),
    link: last(z.string().check(z.maxLength(2000)), ''),
    remark: last(z.string().check(z.maxLength(2000)), ''),
    language: last(z.enum(['', 'fi', 'sv', 'en']), ''),
    track: last(z.string(), ''),
    template: last(z.string(), ''),
    isCancelled: last(z.boolean(), false),
    /** What the file said at the last import, so that corrections made by hand outlive the next one. */
    imported: last(imported, {}),
  },
  search: ['title', 'remark'],
});

/** One of the people interviewed in a slot (its parent). `group` is a role group's key or ''. */
export const interviewee = defineKind('interviewee', {
  space: 'visit',
  write: [coordinator, host],
  fields: {
    name: last(words, ''),
    title: last(words, ''),
    group: last(z.string(), ''),
    isConfirmed: last(z.boolean(), false),
    order: last(z.number(), 0),
  },
  search: ['name', 'title'],
});

/** A track: one of the day's parallel rows. Made from the rooms at import; it survives changes of room. */
export const track = defineKind('track', {
  space: 'visit',
  write: [coordinator, host],
  fields: { name: last(words, ''), order: last(z.number(), 0) },
});
