import { mayRead, mayWrite } from '#domain/access.ts';
import { interview } from '#domain/interview.ts';
import { interviewee, slot } from '#domain/slot.ts';
import { notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { emptyContent, question, template, templateVersion, theme, type TemplateContent } from '#domain/template.ts';
import { contentOf, versionId } from '#domain/template-content.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import type { ItemOf } from '#oplog/kind.ts';

export type Theme = ItemOf<typeof theme>;
export type Question = ItemOf<typeof question>;

/** A visit and its interviews, as far as which template they use. `own` of an interview is '' where the visit's is used. */
export interface UsingVisit {
  id: string;
  host: string;
  date: string;
  template: string;
  interviews: { id: string; start: string; end: string; people: string; own: string; isStarted: boolean }[];
}

export interface TemplateDay {
  template: ItemOf<typeof template> | undefined;
  /** The deleted too, so that they can be brought back. */
  themes: Theme[];
  questions: Question[];
  content: TemplateContent;
  /** The id the content would be published under. */
  id: string;
  /** The ids of all that was published of this template. */
  versions: ReadonlySet<string>;
  visits: UsingVisit[];
  names: ReadonlyMap<string, string>;
  /** How many started interviews hold a version of this template other than what stands here; null when the reader may not read the notes. */
  keeping: number | null;
  mayEdit: boolean;
}

export const noTemplate: TemplateDay = {
  template: undefined,
  themes: [],
  questions: [],
  content: emptyContent,
  id: '',
  versions: new Set(),
  visits: [],
  names: new Map(),
  keeping: null,
  mayEdit: false,
};

export async function readTemplate(notebook: Notebook, r: NotebookReader, id: string): Promise<TemplateDay> {
  const { me } = notebook;
  const space = programmeSpace(me.programme);
  const access = await notebook.access(r.log);
  const found = await r.item(template, space, id);
  if (!found) return noTemplate;
  const themes = await r.children(theme, id, 'deleted-too');
  const questions = (await Promise.all(themes.map(one => r.children(question, one.id, 'deleted-too')))).flat();
  const versions = new Set((await r.children(templateVersion, id)).map(one => one.id));
  const content = contentOf(found, themes, questions);
  const current = versionId(content);
  const visits: UsingVisit[] = [];
  let keeping: number | null = null;
  for (const day of access.visits.values()) {
    if (day.isCancelled || !mayRead(access, me.person, visitSpace(day.id))) continue;
    const seesNotes = mayRead(access, me.person, notesSpace(day.id));
    const held = seesNotes ? (await r.items(interview, notesSpace(day.id))).filter(one => one.startedAt > 0) : [];
    if (seesNotes) keeping = (keeping ?? 0) + held.filter(one => versions.has(one.version) && one.version !== current).length;
    const started = new Set(held.map(one => one.id));
    visits.push({
      id: day.id,
      host: access.municipalities.get(day.host)?.name ?? '',
      date: day.date,
      template: day.template,
      interviews: await readInterviews(r, day.id, started),
    });
  }
  return {
    template: found,
    themes,
    questions,
    content,
    id: current,
    versions,
    visits: visits.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.id < b.id ? -1 : 1)),
    names: new Map((await r.items(template, space)).map(one => [one.id, one.name])),
    keeping,
    mayEdit: mayWrite(access, me.person, { space, kind: template.name, id }),
  };
}

async function readInterviews(r: NotebookReader, visit: string, started: ReadonlySet<string>): Promise<UsingVisit['interviews']> {
  const slots = (await r.items(slot, visitSpace(visit))).filter(one => one.type === 'interview' && !one.isCancelled);
  const rows = slots.map(async one => {
    const people = (await r.children(interviewee, one.id)).sort((a, b) => a.order - b.order);
    return {
      id: one.id,
      start: one.start,
      end: one.end,
      people: people.map(person => person.title || person.name).join(', '),
      own: one.template,
      isStarted: started.has(one.id),
    };
  });
  return (await Promise.all(rows)).sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.id < b.id ? -1 : 1));
}
