import { mayRead } from '#domain/access.ts';
import { asked, interview } from '#domain/interview.ts';
import type { CoveredInterview } from '#domain/question-coverage.ts';
import { notesSpace, programmeSpace } from '#domain/spaces.ts';
import { templateVersion } from '#domain/template.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';

/** The interviews of a visit that have begun, as far as this device knows, with what became of their questions. */
export async function readBegun(notebook: Notebook, r: NotebookReader, visit: string): Promise<CoveredInterview[]> {
  const { me } = notebook;
  const space = notesSpace(visit);
  if (!mayRead(await notebook.access(r.log), me.person, space)) return [];
  const [held, marks] = await Promise.all([r.items(interview, space), r.items(asked, space)]);
  const begun = held.filter(one => one.startedAt > 0 && one.version);
  const ids = [...new Set(begun.map(one => one.version))];
  const versions = await Promise.all(ids.map(id => r.item(templateVersion, programmeSpace(me.programme), id)));
  return begun.flatMap(one => {
    const content = versions[ids.indexOf(one.version)]?.content;
    const own = marks.filter(mark => mark.parent === one.id).map(mark => [mark.id.slice(one.id.length + 1), mark.state] as const);
    return content ? [{ id: one.id, content, asked: new Map(own) }] : [];
  });
}
