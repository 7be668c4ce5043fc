import { rolesIn } from '#domain/access.ts';
import type { municipality } from '#domain/municipality.ts';
import { person } from '#domain/person.ts';
import { coverageOf } from '#domain/plan-coverage.ts';
import { nextStep, type VisitFacts, type VisitStep } from '#domain/plan-steps.ts';
import { programme } from '#domain/programme.ts';
import { coordinator, host, visitor } from '#domain/role.ts';
import { interviewee, slot } from '#domain/slot.ts';
import { programmeSpace, visitSpace } from '#domain/spaces.ts';
import type { team } from '#domain/team.ts';
import { question, template, theme } from '#domain/template.ts';
import type { visit } from '#domain/visit.ts';
import { compareNames, localDate } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import type { ItemOf } from '#oplog/kind.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';

export type Person = ItemOf<typeof person>;

export interface MunicipalityRow {
  municipality: ItemOf<typeof municipality>;
  team: ItemOf<typeof team> | null;
  members: Person[];
  contacts: Person[];
  isInVisit: boolean;
}

export interface VisitRow {
  visit: ItemOf<typeof visit>;
  host: string;
  teams: string[];
  interviews: number;
  facts: VisitFacts;
  step: VisitStep;
}

export interface TemplateRow {
  template: ItemOf<typeof template>;
  themes: number;
  questions: number;
  usedBy: string[];
}

export interface ProgrammeSight {
  programme: ItemOf<typeof programme> | null;
  mayEdit: boolean;
  /** YYYY-MM-DD in the programme's zone; read again when something changes. */
  today: string;
  municipalities: MunicipalityRow[];
  visits: VisitRow[];
  templates: TemplateRow[];
  names: { id: string; name: string }[];
  /** Those taken away: whoever is named again is the same person, and what they wrote meanwhile is theirs. */
  former: Person[];
}

export const nothingSeen: ProgrammeSight = {
  programme: null,
  mayEdit: false,
  today: '',
  municipalities: [],
  visits: [],
  templates: [],
  names: [],
  former: [],
};

/** The whole programme as its page shows it. */
export async function readProgramme(notebook: Notebook, reader: NotebookReader): Promise<ProgrammeSight> {
  const { me } = notebook;
  const space = programmeSpace(me.programme);
  const about = (await reader.item(programme, space, me.programme)) ?? null;
  const today = localDate(notebook.wall(), about?.zone || programme.fields.zone.initial);
  const access = await notebook.access(reader.log);
  const people = [...access.people.values()];
  const teams = [...access.teams.values()];
  const visits = [...access.visits.values()];
  const compare = compareNames(locale());
  const nameOf = (id: string) => access.municipalities.get(id)?.name ?? '';
  const byName = (list: Person[]) => list.toSorted((a, b) => compare(a.name, b.name));

  const municipalities = [...access.municipalities.values()]
    .map(one => {
      const own = teams.find(found => found.municipality === one.id) ?? null;
      return {
        municipality: one,
        team: own,
        members: byName(people.filter(found => own && found.team === own.id && found.roles.includes(visitor))),
        contacts: byName(people.filter(found => found.municipality === one.id && found.roles.includes(host))),
        isInVisit: visits.some(found => !found.isCancelled && (found.host === one.id || (own && found.teams.includes(own.id)))),
      };
    })
    .sort((a, b) => compare(a.municipality.name, b.municipality.name));

  const templates = await reader.items(template, space);
  const rows: VisitRow[] = [];
  for (const one of visits) {
    const slots = await reader.items(slot, visitSpace(one.id));
    const coverage = coverageOf(slots, await reader.items(interviewee, visitSpace(one.id)));
    const invited = people.filter(
      found =>
        (found.roles.includes(visitor) && one.teams.includes(found.team)) ||
        (found.roles.includes(host) && found.municipality === one.host),
    );
    const facts: VisitFacts = {
      date: one.date,
      isCancelled: one.isCancelled,
      teams: one.teams.length,
      slots: slots.filter(found => !found.isCancelled).length,
      people: coverage.people,
      unconfirmed: coverage.unconfirmed,
      template: templateStanding([one.template, ...slots.map(found => found.template)].filter(Boolean), templates),
      joined: invited.filter(found => found.hasJoined).length,
      named: invited.length,
    };
    rows.push({
      visit: one,
      host: nameOf(one.host),
      teams: one.teams.map(id => nameOf(access.teams.get(id)?.municipality ?? '')),
      interviews: slots.filter(found => found.type === 'interview' && !found.isCancelled).length,
      facts,
      step: nextStep(facts, today),
    });
  }
  rows.sort((a, b) => ((a.visit.date || '9') < (b.visit.date || '9') ? -1 : 1));

  const themes = await reader.items(theme, space);
  const questions = await reader.items(question, space);
  const templateRows = templates
    .map(one => {
      const own = themes.filter(found => found.parent === one.id);
      return {
        template: one,
        themes: own.length,
        questions: questions.filter(found => own.some(parent => parent.id === found.parent)).length,
        usedBy: visits.filter(found => found.template === one.id && !found.isCancelled).map(found => nameOf(found.host)),
      };
    })
    .sort((a, b) => compare(a.template.name, b.template.name));

  return {
    programme: about,
    mayEdit: rolesIn(access, me.person, space).includes(coordinator),
    today,
    municipalities,
    visits: rows,
    templates: templateRows,
    names: people.map(({ id, name }) => ({ id, name })),
    former: (await reader.items(person, space, 'deleted-too')).filter(one => one.deleted),
  };
}

/** Of the templates a day's interviews are held with, the one that is least ready. */
function templateStanding(used: readonly string[], templates: readonly ItemOf<typeof template>[]): VisitFacts['template'] {
  if (used.length === 0) return 'none';
  return used.every(id => templates.find(one => one.id === id)?.version) ? 'ready' : 'draft';
}
