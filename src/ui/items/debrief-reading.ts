import { mayRead, mayWrite } from '#domain/access.ts';
import { attendance, attendeesOf, whoCame, type Attendee } from '#domain/attendance.ts';
import { standingFindings, type Finding, type StandingFinding } from '#domain/debrief-findings.ts';
import { evidenceSource, themesOf, type DebriefNote } from '#domain/debrief-notes.ts';
import { evidenceOf, type Evidence } from '#domain/evidence.ts';
import { finding, kooste } from '#domain/finding.ts';
import { harvest } from '#domain/harvest.ts';
import { interview } from '#domain/interview.ts';
import { note } from '#domain/note.ts';
import { ownQuestion, ownTheme, withOwnQuestions } from '#domain/own-question.ts';
import { programme } from '#domain/programme.ts';
import { isRoleGroup } from '#domain/role-group.ts';
import { interviewee, slot } from '#domain/slot.ts';
import { debriefSpace, notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { template, templateVersion } from '#domain/template.ts';
import { compareNames } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import type { ItemOf } from '#oplog/kind.ts';
import { readPhotos, type ShownPhoto } from './shown-photos.ts';

/** All that the debrief of a visit is made of: what the pages debrief, finding and kooste show. */
export interface DebriefDay {
  /** False for those who may not read the team's notes: the host. Everything else is empty then. */
  isReadable: boolean;
  mayWrite: boolean;
  isFound: boolean;
  date: string;
  host: string;
  /** The visiting municipalities' names. */
  visitors: string[];
  /** Names of every municipality of the programme. */
  places: string[];
  zone: string;
  subject: string;
  groupWords: Record<string, string>;
  notesUntil: string;
  notes: DebriefNote[];
  /** What stayed in somebody's mind after an interview, in the order of the day. */
  inMind: { id: string; words: string; writer: string; interview: string; start: string }[];
  noteById: ReadonlyMap<string, DebriefNote>;
  /** The pictures of notes, by the note's id. */
  photos: ReadonlyMap<string, readonly ShownPhoto[]>;
  /** Discarded and merged ones too. */
  findings: Finding[];
  standing: StandingFinding[];
  themes: ReturnType<typeof themesOf>;
  slots: ItemOf<typeof slot>[];
  /** Those who came to the interviews, or are expected: who did not come is not among them. */
  heard: Attendee[];
  /** All names of people that must not leave the team: planned and come, taken out of the plan too. */
  names: string[];
  /** Slots whose interview was started or noted down. */
  begun: ReadonlySet<string>;
  people: ReadonlyMap<string, string>;
  kooste: ItemOf<typeof kooste> | undefined;
}

export const noDebrief: DebriefDay = {
  isReadable: true,
  mayWrite: false,
  isFound: true,
  date: '',
  host: '',
  visitors: [],
  places: [],
  zone: programme.fields.zone.initial,
  subject: '',
  groupWords: {},
  notesUntil: '',
  notes: [],
  inMind: [],
  noteById: new Map(),
  photos: new Map(),
  findings: [],
  standing: [],
  themes: [],
  slots: [],
  heard: [],
  names: [],
  begun: new Set(),
  people: new Map(),
  kooste: undefined,
};

export async function readDebrief(notebook: Notebook, r: NotebookReader, visit: string): Promise<DebriefDay> {
  const { me } = notebook;
  const home = programmeSpace(me.programme);
  const access = await notebook.access(r.log);
  const day = access.visits.get(visit);
  const about = await r.item(programme, home, me.programme);
  if (!day) return { ...noDebrief, isFound: false };
  const placeName = (id: string) => access.municipalities.get(id)?.name ?? '';
  const teamPlace = (team: string) => access.teams.get(team)?.municipality ?? '';
  const base: DebriefDay = {
    ...noDebrief,
    date: day.date,
    host: placeName(day.host),
    visitors: [...new Set(day.teams.map(team => placeName(teamPlace(team))).filter(Boolean))].sort(compareNames(locale())),
    places: [...access.municipalities.values()].map(one => one.name),
    zone: about?.zone || programme.fields.zone.initial,
    subject: about?.subject ?? '',
    groupWords: (about?.groupWords ?? {}) as Record<string, string>,
    notesUntil: about?.notesUntil ?? '',
    people: new Map([...access.people].map(([id, one]) => [id, one.name])),
  };
  if (!mayRead(access, me.person, notesSpace(visit))) return { ...base, isReadable: false };

  const slots = await r.items(slot, visitSpace(visit), 'deleted-too');
  const interviewees = await r.items(interviewee, visitSpace(visit), 'deleted-too');
  const marks = await r.items(attendance, notesSpace(visit));
  const heard = whoCame(attendeesOf(interviewees, marks));
  const titlesOf = (parent: string) =>
    heard
      .filter(found => !found.deleted && found.parent === parent)
      .map(found => found.title)
      .filter(Boolean)
      .join(', ');
  const findings = await r.items(finding, debriefSpace(visit), 'deleted-too');
  const notes = (await r.items(note, notesSpace(visit))).map(one => {
    const place = slots.find(found => found.id === one.parent);
    const sat = heard.filter(found => !found.deleted && found.parent === one.parent);
    const writer = one.owner ?? one.author;
    return {
      note: one,
      writer: access.people.get(writer)?.name ?? '',
      municipality: teamPlace(access.people.get(writer)?.team ?? ''),
      slot: place?.type === 'interview' ? place.id : '',
      groups: [...new Set(sat.map(found => found.group).filter(isRoleGroup))],
      interview: titlesOf(one.parent) || place?.title || '',
      start: place?.start ?? '',
    };
  });
  const inMind = (await r.items(harvest, notesSpace(visit)))
    .filter(one => one.line.trim() !== '')
    .map(one => {
      const place = slots.find(found => found.id === one.parent);
      const writer = access.people.get(one.owner ?? one.author)?.name ?? '';
      return { id: one.id, words: one.line, writer, interview: titlesOf(one.parent) || place?.title || '', start: place?.start ?? '' };
    })
    .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.id < b.id ? -1 : 1));
  const interviews = await r.items(interview, notesSpace(visit));
  const templates = await r.items(template, home, 'deleted-too');
  const inUse = new Set([
    ...interviews.map(one => one.version),
    ...[day.template, ...slots.map(one => one.template)].map(id => templates.find(one => one.id === id)?.version ?? ''),
  ]);
  const versions = (await r.items(templateVersion, home)).filter(one => inUse.has(one.id));
  return {
    ...base,
    mayWrite: !notebook.lender && mayWrite(access, me.person, { space: debriefSpace(visit), kind: finding.name, id: 'new' }),
    notes,
    inMind,
    noteById: new Map(notes.map(one => [one.note.id, one])),
    photos: await readPhotos(notebook, r, notesSpace(visit), { server: null, devices: [] }),
    findings,
    standing: standingFindings(findings),
    themes: withOwnQuestions(
      themesOf(versions.map(one => one.content)),
      (await r.items(ownQuestion, notesSpace(visit))).filter(one => one.words.trim() !== ''),
      questions => ({ id: ownTheme, title: m.interview_own_theme(), questions }),
    ),
    slots,
    heard,
    names: [...new Set([...interviewees, ...marks].map(one => one.name).filter(Boolean))],
    begun: new Set([...interviews.filter(one => one.startedAt > 0).map(one => one.id), ...notes.map(one => one.slot)]),
    kooste: await r.item(kooste, debriefSpace(visit), visit),
  };
}

/** What a finding rests on. Deleted notes no longer carry it. */
export function evidenceIn(day: DebriefDay, notes: readonly string[]): Evidence {
  return evidenceOf(notes.flatMap(id => (day.noteById.has(id) ? [evidenceSource(day.noteById.get(id)!)] : [])));
}
