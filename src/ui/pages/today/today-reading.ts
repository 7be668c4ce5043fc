import { mayRead, mayWrite, rolesIn } from '#domain/access.ts';
import { asItWent, type AsItWent, type WentMark } from '#domain/as-it-went.ts';
import { attendance, attendeesOf, whoCame, type Attendee } from '#domain/attendance.ts';
import { nearestVisit, placeSlots, type Placed } from '#domain/day.ts';
import { harvest } from '#domain/harvest.ts';
import { interview, seat, seatId } from '#domain/interview.ts';
import { coverageOf } from '#domain/plan-coverage.ts';
import { programme } from '#domain/programme.ts';
import { coordinator, host, visitor } from '#domain/role.ts';
import { isRoleGroup } from '#domain/role-group.ts';
import { interviewee, slot, track } from '#domain/slot.ts';
import { notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { template, templateVersion } from '#domain/template.ts';
import { localDate } from '#i18n/format.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import type { ItemOf } from '#oplog/kind.ts';
import { groupWord } from '#ui/items/debrief-words.ts';
import { noParts, readParts, type VisitParts } from '#ui/items/room-parts.ts';
import { readNotes, type ShownNote } from '#ui/items/shown-notes.ts';
import { slotTitle } from '#ui/items/slot-words.ts';

type Slot = AsItWent<ItemOf<typeof slot>>;

export interface TodayDay {
  /** The visits this person may see, by date. */
  visits: { id: string; host: string; date: string; isCancelled: boolean }[];
  /** The visit shown; null when there is none, or not the one asked for. */
  visit: { id: string; host: string; date: string; isCancelled: boolean } | null;
  zone: string;
  isCoordinator: boolean;
  isVisitor: boolean;
  /** The host contact sees the plan and nothing of the notes. */
  isHost: boolean;
  mayWriteNotes: boolean;
  /** Everything else of the day. */
  slots: Placed<Slot>[];
  words: Map<string, { title: string; people: string }>;
  tracks: { id: string; name: string }[];
  /** My track; '' while none is chosen. */
  track: string;
  /** Who sits in each track, me as ''. */
  seats: Map<string, string[]>;
  started: Map<string, { startedAt: number; endedAt: number }>;
  /** Interviews of which I have written, or passed over, what stayed in mind. */
  harvested: Set<string>;
  /** What was recorded of the rows: another room, moved. */
  marks: WentMark[];
  /** Who does what in which interview. */
  parts: VisitParts;
  outside: ShownNote[];
  /** What is still open in the plan, for those who make it. */
  plan: {
    people: number;
    unconfirmed: number;
    withoutPeople: number;
    /** Interviews whose template nobody has taken into use. */
    withoutTemplate: number;
    /** Interviews that would begin without questions on this device: no template in use, or its version has not come here. */
    withoutQuestions: Placed<Slot>[];
    missing: string[];
  };
}

export const noDay: TodayDay = {
  visits: [],
  visit: null,
  zone: 'Europe/Helsinki',
  isCoordinator: false,
  isVisitor: false,
  isHost: false,
  mayWriteNotes: false,
  slots: [],
  words: new Map(),
  tracks: [],
  track: '',
  seats: new Map(),
  started: new Map(),
  harvested: new Set(),
  marks: [],
  parts: noParts,
  outside: [],
  plan: { people: 0, unconfirmed: 0, withoutPeople: 0, withoutTemplate: 0, withoutQuestions: [], missing: [] },
};

/** @param wanted the visit's id; '' for that of today or the nearest one */
export async function readToday(notebook: Notebook, r: NotebookReader, wanted: string): Promise<TodayDay> {
  const { me } = notebook;
  const access = await notebook.access(r.log);
  const home = programmeSpace(me.programme);
  const about = await r.item(programme, home, me.programme);
  const zone = about?.zone || noDay.zone;
  const isCoordinator = rolesIn(access, me.person, home).includes(coordinator);
  const visits = [...access.visits.values()]
    .filter(one => mayRead(access, me.person, visitSpace(one.id)))
    .map(one => ({ id: one.id, host: access.municipalities.get(one.host)?.name ?? '', date: one.date, isCancelled: one.isCancelled }))
    .sort((a, b) => (a.date === b.date ? 0 : a.date < b.date ? -1 : 1) || (a.id < b.id ? -1 : 1));
  const mine = visits.filter(one => !isCoordinator || rolesIn(access, me.person, visitSpace(one.id)).some(role => role !== coordinator));
  const visit = wanted
    ? (visits.find(one => one.id === wanted) ?? null)
    : nearestVisit(mine.length ? mine : visits, localDate(notebook.wall(), zone));
  const found = { ...noDay, visits, visit, zone, isCoordinator };
  if (!visit) return found;
  const roles = rolesIn(access, me.person, visitSpace(visit.id));
  const seesNotes = mayRead(access, me.person, notesSpace(visit.id));
  const words = (about?.groupWords ?? {}) as Record<string, string>;
  const team = seesNotes ? await readTeam(notebook, r, visit.id) : noTeam;
  const slots = asItWent(await r.items(slot, visitSpace(visit.id)), team.marks);
  const people = (await r.items(interviewee, visitSpace(visit.id))).sort((a, b) => a.order - b.order);
  const peopleOf = (id: string) => people.filter(one => one.parent === id);
  const came = whoCame(attendeesOf(people, team.attendances));
  const cameTo = (id: string) => came.filter(one => one.parent === id);
  const coverage = coverageOf(slots, people);
  const placed = placeSlots(slots);
  const held = placed.filter(one => one.slot.type === 'interview' && !one.slot.isCancelled);
  const templates = await readTemplates(r, home, [...new Set(held.map(one => one.slot.template || access.visits.get(visit.id)!.template))]);
  const templateOf = (one: Slot) => templates.get(one.template || access.visits.get(visit.id)!.template);
  return {
    ...found,
    isVisitor: roles.includes(visitor),
    isHost: roles.includes(host) && !seesNotes,
    slots: placed,
    words: new Map(slots.map(one => [one.id, { title: slotTitle(one, peopleOf(one.id)), people: peopleWords(cameTo(one.id), words) }])),
    tracks: (await r.items(track, visitSpace(visit.id))).sort((a, b) => a.order - b.order).map(({ id, name }) => ({ id, name })),
    plan: {
      people: coverage.people,
      unconfirmed: coverage.unconfirmed,
      withoutPeople: held.filter(one => peopleOf(one.slot.id).length === 0).length,
      withoutTemplate: held.filter(one => templateOf(one.slot) === 'none').length,
      withoutQuestions: held.filter(one => templateOf(one.slot) !== 'here'),
      missing: coverage.missing.map(group => groupWord(group, words)),
    },
    ...team.shown,
  };
}

/** Whether a template is in use, and its questions on this device. */
async function readTemplates(r: NotebookReader, home: string, ids: readonly string[]): Promise<Map<string, 'here' | 'away' | 'none'>> {
  const found = new Map<string, 'here' | 'away' | 'none'>();
  for (const id of ids) {
    const version = id ? (await r.item(template, home, id))?.version : '';
    found.set(id, !version ? 'none' : (await r.item(templateVersion, home, version))?.content ? 'here' : 'away');
  }
  return found;
}

type Team = Pick<TodayDay, 'mayWriteNotes' | 'track' | 'seats' | 'started' | 'harvested' | 'marks' | 'parts' | 'outside'>;

const noTeam = { shown: {}, marks: [], attendances: [] };

/** What only those who may read the notes see; for others none of it is asked for. */
async function readTeam(
  notebook: Notebook,
  r: NotebookReader,
  visit: string,
): Promise<{ shown: Team; marks: WentMark[]; attendances: ItemOf<typeof attendance>[] }> {
  const { me } = notebook;
  const access = await notebook.access(r.log);
  const space = notesSpace(visit);
  const seats = new Map<string, string[]>();
  for (const one of await r.items(seat, space)) {
    const name = one.owner === me.person ? '' : (access.people.get(one.owner ?? '')?.name ?? '?');
    if (one.track) seats.set(one.track, [...(seats.get(one.track) ?? []), name].sort());
  }
  const marks = await r.items(interview, space);
  const shown = {
    mayWriteNotes: mayWrite(access, me.person, { space, kind: 'note', id: `${me.person}~new` }),
    track: (await r.item(seat, space, seatId(me.person, visit)))?.track ?? '',
    seats,
    started: new Map(marks.map(one => [one.id, { startedAt: one.startedAt, endedAt: one.endedAt }])),
    harvested: new Set((await r.items(harvest, space)).filter(one => notebook.owns(one.id) && one.state !== 'open').map(one => one.parent)),
    marks,
    parts: await readParts(access, r, visit, me.person),
    outside: (await readNotes(notebook, r, visit, visit)).filter(one => !one.note.deleted),
  };
  return { shown, marks, attendances: await r.items(attendance, space) };
}

function peopleWords(people: readonly Attendee[], own: Record<string, string>): string {
  return people
    .map(one => [namedBeside(one), isRoleGroup(one.group) ? groupWord(one.group, own) : ''].filter(Boolean).join(' · '))
    .filter(Boolean)
    .join(', ');
}

/** The row is called by the plan's titles: beside them stands the name, or who came instead. */
function namedBeside({ planned, state, name, title }: Attendee): string {
  if (!planned || state === 'deputy') return title || name;
  return title ? name : '';
}
