import { programmeSpace } from '#domain/spaces.ts';
import { template, templateVersion } from '#domain/template.ts';
import type { NotebookReader } from '#notebook/reader.ts';

/** A template's questions as this device has them. `none`: nobody has taken it into use. `away`: what is in use has not come here. */
export type TemplateHere = { type: 'here'; themes: number; questions: number } | { type: 'away' | 'none' };

/** @param id '' for none */
export async function templateHere(r: NotebookReader, programme: string, id: string): Promise<TemplateHere> {
  const space = programmeSpace(programme);
  const version = id ? (await r.item(template, space, id))?.version : '';
  if (!version) return { type: 'none' };
  const themes = (await r.item(templateVersion, space, version))?.content.themes;
  return themes
    ? { type: 'here', themes: themes.length, questions: themes.reduce((sum, theme) => sum + theme.questions.length, 0) }
    : { type: 'away' };
}
