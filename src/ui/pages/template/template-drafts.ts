import { question, template, theme } from '#domain/template.ts';
import { draft, type Draft } from '#notebook/draft.ts';

/** A theme on its way into a template. */
export interface NewTheme {
  title: string;
  short: string;
  minutes: number;
  questions: string[];
}

export interface NewTemplate {
  name: string;
  language: 'fi' | 'sv' | 'en';
  opening: string[];
  closing: string[];
  themes: NewTheme[];
}

/** All of a new template in one act; `space` is the programme's. */
export function templateDrafts(space: string, id: string, made: NewTemplate, newId: () => string): Draft[] {
  const { themes, ...rest } = made;
  return [draft(template, { space, id }, rest), ...themes.flatMap((one, index) => themeDrafts(space, id, one, index, newId))];
}

export function themeDrafts(space: string, templateId: string, one: NewTheme, order: number, newId: () => string): Draft[] {
  const id = newId();
  const { questions, ...rest } = one;
  return [draft(theme, { space, id }, { ...rest, order, parent: templateId }), ...questionDrafts(space, id, questions, 0, newId)];
}

/** `from` is the first one's order. */
export function questionDrafts(space: string, themeId: string, words: readonly string[], from: number, newId: () => string): Draft[] {
  return words.map((one, index) => draft(question, { space, id: newId() }, { words: one, order: from + index, parent: themeId }));
}
