import { mayRead, mayWrite } from '#domain/access.ts';
import { interview, seat } from '#domain/interview.ts';
import { note } from '#domain/note.ts';
import { practical } from '#domain/practical.ts';
import { programme } from '#domain/programme.ts';
import { interviewee, slot, track } from '#domain/slot.ts';
import { notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { inOrder } from '#domain/template-content.ts';
import { template } from '#domain/template.ts';
import type { visit } from '#domain/visit.ts';
import type { ItemOf } from '#oplog/kind.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';

export type Slot = ItemOf<typeof slot>;
export type Interviewee = ItemOf<typeof interviewee>;
export type Track = ItemOf<typeof track>;

export type Practical = { contact: string; phone: string; address: string; arrival: string };

export interface PlanSight {
  visit: ItemOf<typeof visit> | null;
  host: string;
  isReadable: boolean;
  mayEdit: boolean;
  isCoordinator: boolean;
  /** In the order of the day; the cancelled too. */
  slots: Slot[];
  people: Interviewee[];
  tracks: Track[];
  /** Names of those who sit in each track; empty for who cannot read the notes. */
  seats: Map<string, string[]>;
  templates: { id: string; name: string }[];
  practical: Practical;
  groupWords: Record<string, string>;
  /** Slots in which something was written or begun; a host contact cannot see which. */
  started: Set<string>;
}

export const noPlan: PlanSight = {
  visit: null,
  host: '',
  isReadable: false,
  mayEdit: false,
  isCoordinator: false,
  slots: [],
  people: [],
  tracks: [],
  seats: new Map(),
  templates: [],
  practical: { contact: '', phone: '', address: '', arrival: '' },
  groupWords: {},
  started: new Set(),
};

export async function readPlan(notebook: Notebook, reader: NotebookReader, visitId: string): Promise<PlanSight> {
  const { me } = notebook;
  const access = await notebook.access(reader.log);
  const found = access.visits.get(visitId);
  const space = visitSpace(visitId);
  const home = programmeSpace(me.programme);
  if (!found || !mayRead(access, me.person, space)) return { ...noPlan, visit: found ?? null };
  const slots = (await reader.items(slot, space)).sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.id < b.id ? -1 : 1));
  const place = (one: Interviewee) => slots.findIndex(found => found.id === one.parent);
  const seesNotes = mayRead(access, me.person, notesSpace(visitId));
  const seats = new Map<string, string[]>();
  for (const one of seesNotes ? await reader.items(seat, notesSpace(visitId)) : []) {
    const name = access.people.get(one.owner ?? '')?.name;
    if (one.track && name) seats.set(one.track, [...(seats.get(one.track) ?? []), name]);
  }
  return {
    visit: found,
    host: access.municipalities.get(found.host)?.name ?? '',
    isReadable: true,
    mayEdit: mayWrite(access, me.person, { space, kind: slot.name, id: 'new' }),
    isCoordinator: mayWrite(access, me.person, { space: home, kind: template.name, id: 'new' }),
    slots,
    people: (await reader.items(interviewee, space)).sort((a, b) => place(a) - place(b) || a.order - b.order),
    tracks: (await reader.items(track, space)).sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1)),
    seats,
    templates: (await reader.items(template, home)).map(({ id, name }) => ({ id, name })),
    practical: (await reader.item(practical, space, visitId)) ?? noPlan.practical,
    groupWords: (await reader.item(programme, home, me.programme))?.groupWords ?? {},
    started: seesNotes ? await startedIn(reader, visitId) : new Set(),
  };
}

/** The people of one slot, in order. */
export function peopleOf(people: readonly Interviewee[], slotId: string): Interviewee[] {
  return inOrder(people, slotId);
}

/** Interviews that were begun, or in which somebody has written. */
async function startedIn(reader: NotebookReader, visitId: string): Promise<Set<string>> {
  const begun = (await reader.items(interview, notesSpace(visitId))).filter(one => one.startedAt > 0).map(one => one.id);
  const written = (await reader.items(note, notesSpace(visitId))).map(one => one.parent).filter(Boolean);
  return new Set([...begun, ...written]);
}
