import { mayRead } from '#domain/access.ts';
import { asItWent } from '#domain/as-it-went.ts';
import type { AskedFollowUp, AskedSlot } from '#domain/ask-next.ts';
import { attendance, attendeesOf, whoCame } from '#domain/attendance.ts';
import { minutesInto, placeSlots } from '#domain/day.ts';
import { followUp, followUpKey } from '#domain/follow-up.ts';
import { asked, interview, type AskedState } from '#domain/interview.ts';
import { note } from '#domain/note.ts';
import { programme } from '#domain/programme.ts';
import { interviewee, slot } from '#domain/slot.ts';
import { notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { localDate, localTime } from '#i18n/format.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import { reachOf } from '#notebook/saved.ts';
import { slotTitle } from './slot-words.ts';

/** An interview that something can be asked in, as it stands in the schedule. */
export interface AskingSlot extends AskedSlot {
  title: string;
  /** HH:MM, '' while nobody knows. */
  start: string;
}

/** A follow-up with the words its note has now. Times in milliseconds. */
export interface ShownFollowUp extends AskedFollowUp {
  words: string;
  theme: string;
  writer: string;
  isMine: boolean;
  writtenAt: number;
  marks: { slot: string; state: AskedState; by: string; at: number }[];
  answers: { id: string; slot: string; writer: string; at: number }[];
  /** Where it is proven to be beside this device. */
  reach: { server: boolean; devices: number };
}

/** What is to be asked at a visit, and of whom it can be. */
export interface Asking {
  slots: AskingSlot[];
  followUps: ShownFollowUp[];
  groupWords: Record<string, string>;
  date: string;
  zone: string;
}

export const noAsking: Asking = { slots: [], followUps: [], groupWords: {}, date: '', zone: programme.fields.zone.initial };

/** The follow-ups of a visit, in the order they were written; nothing for whoever may not read the team's notes. */
export async function readAsking(notebook: Notebook, r: NotebookReader, visit: string): Promise<Asking> {
  const { me } = notebook;
  const access = await notebook.access(r.log);
  const space = notesSpace(visit);
  const day = access.visits.get(visit);
  if (!day || !mayRead(access, me.person, space)) return noAsking;
  const [about, plan, people, held, came, given] = await Promise.all([
    r.item(programme, programmeSpace(me.programme), me.programme),
    r.items(slot, visitSpace(visit)),
    r.items(interviewee, visitSpace(visit)),
    r.items(interview, space),
    r.items(attendance, space),
    r.items(followUp, space),
  ]);
  const zone = about?.zone || noAsking.zone;
  const minute = (wall: number) => minuteWithin(day.date, zone, wall);
  const asking = {
    slots: placeSlots(asItWent(plan, held).filter(one => one.type === 'interview')).map(({ slot: one, from }): AskingSlot => {
      const own = people.filter(person => person.parent === one.id).sort((a, b) => a.order - b.order);
      const begun = held.find(({ id }) => id === one.id);
      return {
        id: one.id,
        from,
        begunAt: begun?.startedAt ? minute(begun.startedAt) : null,
        endedAt: begun?.endedAt ? minute(begun.endedAt) : null,
        isCancelled: one.isCancelled,
        groups: whoCame(
          attendeesOf(
            own,
            came.filter(mark => mark.parent === one.id),
          ),
        ).map(person => person.group),
        title: slotTitle(one, own),
        start: one.start,
      };
    }),
    groupWords: (about?.groupWords ?? {}) as Record<string, string>,
    date: day.date,
    zone,
  };
  if (given.length === 0) return { ...asking, followUps: [] };
  const [notes, marks, copies] = await Promise.all([r.items(note, space), r.items(asked, space), notebook.copies(r.log, space)]);
  const nameOf = (person: string) => access.people.get(person)?.name ?? '';
  const byId = new Map(notes.map(one => [one.id, one]));
  const followUps = given.flatMap((one): ShownFollowUp[] => {
    const asks = byId.get(one.id);
    if (!asks || !asks.words.trim()) return [];
    const key = followUpKey(one.id);
    const owner = asks.owner ?? asks.author;
    return [
      {
        id: one.id,
        aim: one.aim,
        origin: asks.parent,
        givenAt: minute(one.changedAt),
        words: asks.words,
        theme: asks.theme,
        writer: nameOf(owner),
        isMine: notebook.owns(one.id),
        writtenAt: asks.writtenAt,
        marks: marks
          .filter(mark => mark.id === `${mark.parent}.${key}`)
          .map(mark => ({ slot: mark.parent, state: mark.state, by: nameOf(mark.changedBy), at: mark.changedAt })),
        answers: notes
          .filter(answer => answer.answers === one.id)
          .map(answer => ({ id: answer.id, slot: answer.parent, writer: nameOf(answer.owner ?? answer.author), at: answer.writtenAt }))
          .sort((a, b) => a.at - b.at),
        reach: reachOf([asks.row, one.row], copies),
      },
    ];
  });
  // What was taken back still leads to what had been answered by then.
  const shown = followUps.filter(one => one.aim !== null || one.answers.length > 0);
  return { ...asking, followUps: shown.sort((a, b) => a.writtenAt - b.writtenAt || (a.id < b.id ? -1 : 1)) };
}

/** The minute of the visit's day, with its fraction: two things of one minute have an order. */
export function minuteWithin(date: string, zone: string, wall: number): number {
  return minutesInto(date, { date: localDate(wall, zone), time: localTime(wall, zone) }) + (wall % 60_000) / 60_000;
}
