import { mayRead, mayWrite } from '#domain/access.ts';
import { asItWent, type AsItWent } from '#domain/as-it-went.ts';
import { attendance, attendeesOf, whoCame, type Attendee } from '#domain/attendance.ts';
import { placeSlots } from '#domain/day.ts';
import { harvest } from '#domain/harvest.ts';
import { asked, interview, type AskedState } from '#domain/interview.ts';
import { note } from '#domain/note.ts';
import { ownQuestion, type OwnQuestion } from '#domain/own-question.ts';
import { programme } from '#domain/programme.ts';
import { isRoleGroup } from '#domain/role-group.ts';
import { interviewee, slot } from '#domain/slot.ts';
import { notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { template } from '#domain/template.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import type { ItemOf } from '#oplog/kind.ts';
import { groupWord } from '#ui/items/debrief-words.ts';
import { partsOf, readParts, type RoomParts } from '#ui/items/room-parts.ts';
import { slotTitle } from '#ui/items/slot-words.ts';
import { noHour, readHour, type HourRead } from './hour-template.ts';

/** All that an interview's page shows beside its notes. */
export interface InterviewRoom extends HourRead {
  isFound: boolean;
  /** False for those who may not read the team's notes: the host. Nothing of the notes space is read then. */
  isReadable: boolean;
  mayWrite: boolean;
  /** What anybody marks: what was asked, who came, how the hour goes; not with a borrowed device. */
  mayMark: boolean;
  /** As it went: the room and the times that were recorded, over the plan's. */
  slot: AsItWent<ItemOf<typeof slot>> | null;
  title: string;
  /** Everybody planned and everybody who came; who did not come is among them. */
  attendees: Attendee[];
  /** The groups of those who came or are expected, in words. */
  groups: string[];
  groupWords: Record<string, string>;
  date: string;
  zone: string;
  /** Minutes of the visit's day. */
  from: number;
  to: number;
  startedAt: number;
  endedAt: number;
  /** Typed on the spot. */
  ownQuestions: (OwnQuestion & { isMine: boolean })[];
  opening: string[];
  /** Who is in the room and does what, and how it was in the track's interview before. */
  parts: RoomParts;
  partsBefore: RoomParts;
  /** Whether what stayed in mind was written or passed over. */
  isHarvested: boolean;
  asked: Map<string, AskedState>;
  /** Another interview of the track that was begun and has not ended; when it should, in minutes of the visit's day. */
  running: { id: string; title: string; to: number } | null;
  /** The visit's other interviews, where a note can be moved. */
  interviews: { id: string; title: string; start: string }[];
}

export const noRoom: InterviewRoom = {
  ...noHour,
  isFound: true,
  isReadable: true,
  mayWrite: false,
  mayMark: false,
  slot: null,
  title: '',
  attendees: [],
  groups: [],
  groupWords: {},
  date: '',
  zone: 'Europe/Helsinki',
  from: 0,
  to: 60,
  startedAt: 0,
  endedAt: 0,
  ownQuestions: [],
  opening: [],
  parts: { team: [] },
  partsBefore: { team: [] },
  isHarvested: false,
  asked: new Map(),
  running: null,
  interviews: [],
};

/** @param kept the version that the screen has shown since the interview began; null before */
export async function readRoom(
  notebook: Notebook,
  r: NotebookReader,
  visit: string,
  id: string,
  kept: string | null = null,
): Promise<InterviewRoom> {
  const { me } = notebook;
  const home = programmeSpace(me.programme);
  // Asked at once: one after another, each answer would wait for the one before on its way through the browser.
  const [access, about, plan, everybody] = await Promise.all([
    notebook.access(r.log),
    r.item(programme, home, me.programme),
    r.items(slot, visitSpace(visit)),
    r.items(interviewee, visitSpace(visit)),
  ]);
  const day = access.visits.get(visit);
  const planned = plan.find(one => one.id === id);
  if (!day || !planned) return { ...noRoom, isFound: false };
  const notes = notesSpace(visit);
  if (!mayRead(access, me.person, notes)) return { ...noRoom, isReadable: false };
  const [went, states, marks, offered, team, typed] = await Promise.all([
    r.items(interview, notes),
    r.children(asked, id),
    r.children(attendance, id),
    r.item(template, home, planned.template || day.template),
    readParts(access, r, visit, me.person),
    r.children(ownQuestion, id),
  ]);
  const held = went.find(one => one.id === id);
  const all = asItWent(plan, went);
  const own = all.find(one => one.id === id)!;
  const slots = all.filter(one => one.type === 'interview');
  const peopleOf = (parent: string) => everybody.filter(one => one.parent === parent).sort((a, b) => a.order - b.order);
  const inTrack = placeSlots(slots.filter(one => !one.isCancelled && one.track === own.track));
  const before = inTrack[inTrack.findIndex(one => one.slot.id === id) - 1];
  const rows = placeSlots(all);
  const isHeld = (one: string) => went.some(mark => mark.id === one && mark.startedAt > 0 && !mark.endedAt);
  const unfinished = inTrack.find(one => one.slot.id !== id && isHeld(one.slot.id));
  const placed = rows.find(one => one.slot.id === id);
  const zone = about?.zone || noRoom.zone;
  const attendees = attendeesOf(peopleOf(id), marks);
  const groupWords = (about?.groupWords ?? {}) as Record<string, string>;
  return {
    ...noRoom,
    mayWrite: mayWrite(access, me.person, { space: notes, kind: note.name, id: `${me.person}~new` }),
    mayMark: !notebook.lender && mayWrite(access, me.person, { space: notes, kind: interview.name, id }),
    slot: own,
    title: slotTitle(own, peopleOf(id)),
    attendees,
    groups: [...new Set(whoCame(attendees).map(one => one.group))].filter(isRoleGroup).map(one => groupWord(one, groupWords)),
    groupWords,
    date: day.date,
    zone,
    from: placed && placed.from < Infinity ? placed.from : 0,
    to: placed && placed.to < Infinity ? placed.to : 60,
    startedAt: held?.startedAt ?? 0,
    endedAt: held?.endedAt ?? 0,
    ...(await readHour(r, { home, date: day.date, zone, rows }, held, offered, kept)),
    ownQuestions: typed.map(({ id: own, words, theme, addedAt }) => ({
      id: own,
      words,
      theme,
      addedAt,
      isMine: notebook.owns(own),
    })),
    opening: held?.opening ?? [],
    parts: partsOf(team, id, own.track),
    partsBefore: before ? partsOf(team, before.slot.id, own.track) : noRoom.partsBefore,
    isHarvested: isOver(await r.item(harvest, notes, notebook.ownId(id))),
    running: unfinished
      ? { id: unfinished.slot.id, title: slotTitle(unfinished.slot, peopleOf(unfinished.slot.id)), to: unfinished.to }
      : null,
    asked: new Map(states.map(one => [one.id.slice(id.length + 1), one.state])),
    interviews: placeSlots(slots)
      .filter(one => one.slot.id !== id && !one.slot.isCancelled)
      .map(one => ({ id: one.slot.id, title: slotTitle(one.slot, peopleOf(one.slot.id)), start: one.slot.start })),
  };
}

function isOver(own: ItemOf<typeof harvest> | undefined): boolean {
  return own !== undefined && own.state !== 'open';
}
