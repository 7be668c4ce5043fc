import { mayRead } from '#domain/access.ts';
import type { Mark, Sign } from '#domain/note.ts';
import type { RoleGroup } from '#domain/role-group.ts';
import { interviewee, slot } from '#domain/slot.ts';
import { visitSpace } from '#domain/spaces.ts';
import { clock, clockAt, localTime } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import type { Findable } from '#notebook/search.ts';
import { readDebrief, type DebriefDay } from '#ui/items/debrief-reading.ts';
import { slotTitle } from '#ui/items/slot-words.ts';

export const hitKinds = ['note', 'finding', 'slot', 'question', 'mind'] as const;
export type HitKind = (typeof hitKinds)[number];

/** Something that can be found, as the list shows it. */
export interface Hit extends Findable {
  kind: HitKind;
  /** Where it stands and whose it is, in words. */
  place: string;
  href: string;
  sign: Sign;
  mark: Mark;
  writer: string;
  groups: readonly RoleGroup[];
  /** The hour of the day it was written in, or begins: `09`; '' when that is not known. */
  hour: string;
}

export interface Searchable {
  isFound: boolean;
  host: string;
  groupWords: Record<string, string>;
  hits: Hit[];
}

export const noHits: Searchable = { isFound: true, host: '', groupWords: {}, hits: [] };

/** All texts of a visit that this person may read: of the host's contact only the schedule. */
export async function readSearchable(notebook: Notebook, r: NotebookReader, visit: string): Promise<Searchable> {
  const access = await notebook.access(r.log);
  const day = access.visits.get(visit);
  if (!day || !mayRead(access, notebook.me.person, visitSpace(visit))) return { ...noHits, isFound: false };
  const host = access.municipalities.get(day.host)?.name ?? '';
  const team = await readDebrief(notebook, r, visit);
  const ofTeam = team.isReadable ? hitsOfTeam(team, visit) : [];
  return { isFound: true, host, groupWords: team.groupWords, hits: [...ofTeam, ...(await hitsOfPlan(r, visit, team.isReadable))] };
}

const bare = { sign: 'none', mark: 'none', writer: '', groups: [], hour: '' } as const;

function hitsOfTeam(day: DebriefDay, visit: string): Hit[] {
  const notes = day.notes.map((one): Hit => {
    const { id, words, sign, mark, writtenAt } = one.note;
    const where = one.slot ? one.interview : m.search_outside();
    return {
      id: `note ${id}`,
      kind: 'note',
      words,
      about: [one.interview, one.writer].join(' '),
      place: [where, `${one.writer} ${clockAt(locale(), writtenAt, day.zone)}`].filter(Boolean).join(' · '),
      href: one.slot ? `/visits/${visit}/interviews/${one.slot}#${id}` : `/visits/${visit}/notes/new#${id}`,
      sign,
      mark,
      writer: one.writer,
      groups: one.groups,
      hour: localTime(writtenAt, day.zone).slice(0, 2),
    };
  });
  const findings = day.standing.map(({ finding: one }): Hit => {
    const words = [one.claim, one.why, one.could].filter(Boolean).join('\n');
    return {
      ...bare,
      id: `finding ${one.id}`,
      kind: 'finding',
      words,
      about: '',
      place: m.search_finding(),
      href: `/visits/${visit}/findings/${one.id}`,
    };
  });
  const minds = day.inMind.map((one): Hit => ({
    ...bare,
    id: `mind ${one.id}`,
    kind: 'mind',
    words: one.words,
    about: `${one.interview} ${one.writer}`,
    place: [m.search_mind(), one.interview, one.writer].filter(Boolean).join(' · '),
    href: `/visits/${visit}/debrief`,
    writer: one.writer,
  }));
  const questions = day.themes.flatMap(theme =>
    theme.questions.map((one): Hit => ({
      ...bare,
      id: `question ${one.id}`,
      kind: 'question',
      words: one.words,
      about: theme.title,
      place: `${m.search_question()} · ${theme.title}`,
      href: `/visits/${visit}/debrief`,
    })),
  );
  return [...notes, ...findings, ...minds, ...questions];
}

async function hitsOfPlan(r: NotebookReader, visit: string, hasInterviews: boolean): Promise<Hit[]> {
  const people = await r.items(interviewee, visitSpace(visit));
  return (await r.items(slot, visitSpace(visit))).map(one => {
    const heard = people.filter(person => person.parent === one.id);
    const isOpened = hasInterviews && one.type === 'interview';
    return {
      ...bare,
      id: `slot ${one.id}`,
      kind: 'slot',
      words: slotTitle(one, heard),
      about: [one.remark, one.room, ...heard.map(person => person.name)].join(' '),
      place: [one.start && clock(locale(), one.start), heard.map(person => person.name).join(', '), one.room].filter(Boolean).join(' · '),
      hour: one.start.slice(0, 2),
      href: isOpened ? `/visits/${visit}/interviews/${one.id}` : `/visits/${visit}`,
    };
  });
}
