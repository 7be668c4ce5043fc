import { followUp } from '#domain/follow-up.ts';
import { asked, askedId, interview, seat, seatId } from '#domain/interview.ts';
import { municipality } from '#domain/municipality.ts';
import { note, otherTheme } from '#domain/note.ts';
import { person } from '#domain/person.ts';
import { practical } from '#domain/practical.ts';
import { programme } from '#domain/programme.ts';
import { coordinator, host, visitor } from '#domain/role.ts';
import { interviewee, slot, track } from '#domain/slot.ts';
import { notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { team } from '#domain/team.ts';
import { visit } from '#domain/visit.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import { exampleAsked, exampleNotes, examplePeople, exampleStarts, type ExamplePerson } from './example-notes.ts';
import { exampleRooms, exampleRows, movedTime, moveTo, type Move } from './example-schedule.ts';
import { publishStarter, type PublishedTemplate } from './example-template.ts';
import { exampleWords } from './example-words.ts';
import { templateNature } from './template-nature.ts';

/** What one of the invented people did at one moment. `wall` is that moment in milliseconds. */
export interface ExampleAct {
  author: string;
  wall: number;
  drafts: Draft[];
}

export interface ExampleDay {
  programme: string;
  visit: string;
  /** The newcomer. */
  person: string;
  /** In the order they were done. */
  acts: ExampleAct[];
}

export interface ExampleOptions {
  language: 'fi' | 'sv' | 'en';
  /** Day (YYYY-MM-DD) and time (HH:MM) in the programme's zone, and the same moment in milliseconds. */
  today: { date: string; time: string };
  now: number;
  /** The newcomer's name, when they have said it. */
  name?: string;
  newId: () => string;
}

/** The invented day in Lehtola, moved so that its first interviews are going on now: the plan, and what has been written so far. */
export function exampleDay(options: ExampleOptions): ExampleDay {
  const { language, newId, now } = options;
  const move = moveTo(options.today);
  const ids = idsOf(newId);
  const space = programmeSpace(ids.programme);
  const published = publishStarter(space, templateNature.content[language], language, newId);
  const wall = (minutes: number) => now - (move.now - minutes) * 60_000;
  const acts: ExampleAct[] = [
    {
      author: ids.tuula,
      wall: wall(-3 * 24 * 60),
      drafts: [...programmeDrafts(ids, options, move, published.template), ...published.drafts],
    },
    { author: ids.hanna, wall: wall(-2 * 24 * 60), drafts: planDrafts(ids, move, newId) },
    ...Object.entries(examplePeople).map(([key, { track: sits }]) => ({
      author: ids.people[key as ExamplePerson],
      wall: wall(9 * 60),
      drafts: [seatDraft(ids, ids.people[key as ExamplePerson], sits)],
    })),
    { author: ids.newcomer, wall: wall(9 * 60 + 5), drafts: [seatDraft(ids, ids.newcomer, 1)] },
    ...dayActs(ids, published, wall, newId),
  ];
  return { programme: ids.programme, visit: ids.visit, person: ids.newcomer, acts: acts.sort((a, b) => a.wall - b.wall) };
}

type Ids = ReturnType<typeof idsOf>;

function idsOf(newId: () => string) {
  const people = { liisa: newId(), mikko: newId(), saara: newId(), timo: newId(), anniina: newId() } satisfies Record<
    ExamplePerson,
    string
  >;
  return {
    programme: newId(),
    visit: newId(),
    tuula: newId(),
    hanna: newId(),
    newcomer: newId(),
    people,
    municipalities: { lehtola: newId(), kaislaniemi: newId(), hirsikoski: newId() },
    teams: { kaislaniemi: newId(), hirsikoski: newId() },
    tracks: [newId(), newId()] as const,
    /** By the row's place in the schedule. */
    slots: exampleRows.map(() => newId()),
  };
}

function programmeDrafts(ids: Ids, { language, name }: ExampleOptions, move: Move, template: string): Draft[] {
  const words = exampleWords[language];
  const at = (id: string) => ({ space: programmeSpace(ids.programme), id });
  const { municipalities, teams } = ids;
  return [
    draft(programme, at(ids.programme), { name: words.programme, subject: words.subject, isExample: true }),
    draft(municipality, at(municipalities.lehtola), { name: 'Lehtola' }),
    draft(municipality, at(municipalities.kaislaniemi), { name: 'Kaislaniemi' }),
    draft(municipality, at(municipalities.hirsikoski), { name: 'Hirsikoski' }),
    draft(team, at(teams.kaislaniemi), { municipality: municipalities.kaislaniemi }),
    draft(team, at(teams.hirsikoski), { municipality: municipalities.hirsikoski }),
    draft(person, at(ids.tuula), { name: 'Tuula', roles: [coordinator], hasJoined: true }),
    draft(person, at(ids.hanna), { name: 'Hanna', roles: [host], municipality: municipalities.lehtola, hasJoined: true }),
    ...Object.entries(examplePeople).map(([key, { name: called, team: of }]) =>
      draft(person, at(ids.people[key as ExamplePerson]), { name: called, roles: [visitor], team: teams[of], hasJoined: true }),
    ),
    draft(person, at(ids.newcomer), { name: name ?? words.newcomer, roles: [coordinator, visitor], team: teams.kaislaniemi }),
    draft(visit, at(ids.visit), { host: municipalities.lehtola, date: move.date, teams: [teams.kaislaniemi, teams.hirsikoski], template }),
  ];
}

function planDrafts(ids: Ids, move: Move, newId: () => string): Draft[] {
  const at = (id: string) => ({ space: visitSpace(ids.visit), id });
  return [
    draft(practical, at(ids.visit), { contact: 'Hanna', phone: '040 000 0000', address: 'Kaupungintalo, Esimerkkikatu 1, Lehtola' }),
    ...ids.tracks.map((id, order) => draft(track, at(id), { name: exampleRooms[order] ?? '', order })),
    ...exampleRows.flatMap((row, index) => {
      const id = ids.slots[index]!;
      const { type, title, room, remark } = row;
      const language = remark.includes('ruotsiksi') ? 'sv' : '';
      const times = { start: movedTime(row.start, move, 'start'), end: movedTime(row.end, move, 'end') };
      return [
        draft(slot, at(id), { type, ...times, title, room, remark, language, track: row.track === 0 ? '' : ids.tracks[row.track - 1] }),
        ...row.people.map((one, order) => draft(interviewee, at(newId()), { parent: id, ...one, order })),
      ];
    }),
  ];
}

function dayActs(ids: Ids, { content, version }: PublishedTemplate, wall: (minutes: number) => number, newId: () => string): ExampleAct[] {
  const at = (id: string) => ({ space: notesSpace(ids.visit), id });
  const firstOf = (of: number) => ids.slots[exampleRows.findIndex(row => row.type === 'interview' && row.track === of)]!;
  const themeOf = (place: number | null) => (place === null ? undefined : content.themes[place]);
  const starts = exampleStarts.map(({ author, at: minutes, track: of }) => ({
    author: ids.people[author],
    wall: wall(minutes),
    drafts: [
      draft(interview, at(firstOf(of)), {
        parent: ids.visit,
        startedAt: wall(minutes),
        version,
        opening: content.opening.map((_, index) => String(index)),
      }),
    ],
  }));
  const asks = exampleAsked.map(({ author, at: minutes, track: of, theme, question }) => ({
    author: ids.people[author],
    wall: wall(minutes),
    drafts: [
      draft(asked, at(askedId(firstOf(of), themeOf(theme)!.questions[question]!.id)), { parent: firstOf(of), state: 'asked' as const }),
    ],
  }));
  const notes = exampleNotes.map(({ author, at: minutes, track: of, theme, question, sign, mark, words, asks: title }) => {
    const id = `${ids.people[author]}~${newId()}`;
    const hour = title && ids.slots[exampleRows.findIndex(row => row.people.some(one => one.title === title))];
    return {
      author: ids.people[author],
      wall: wall(minutes),
      drafts: [
        draft(note, at(id), {
          parent: of === 0 ? ids.visit : firstOf(of),
          words,
          writtenAt: wall(minutes),
          theme: themeOf(theme)?.id ?? otherTheme,
          question: question === null ? '' : (themeOf(theme)?.questions[question]?.id ?? ''),
          sign,
          mark,
        }),
        ...(hour ? [draft(followUp, at(id), { parent: id, aim: { to: 'interview' as const, slot: hour } })] : []),
      ],
    };
  });
  return [...starts, ...asks, ...notes];
}

function seatDraft(ids: Ids, who: string, sits: 1 | 2): Draft {
  return draft(seat, { space: notesSpace(ids.visit), id: seatId(who, ids.visit) }, { track: ids.tracks[sits - 1] });
}
