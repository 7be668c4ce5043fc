import { question, template, templateVersion, theme, type TemplateContent } from '#domain/template.ts';
import { versionId } from '#domain/template-content.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { StarterContent } from './template-starter.ts';

export interface PublishedTemplate {
  template: string;
  version: string;
  content: TemplateContent;
  drafts: Draft[];
}

/** A ready template as drafts of a programme, published at once. */
export function publishStarter(
  space: string,
  starter: StarterContent,
  language: 'fi' | 'sv' | 'en',
  newId: () => string,
): PublishedTemplate {
  const id = newId();
  const themes = starter.themes.map(({ questions, ...rest }) => ({
    ...rest,
    id: newId(),
    questions: questions.map(words => ({ id: newId(), words })),
  }));
  const { name, opening, closing } = starter;
  const content: TemplateContent = { template: id, name, language, opening, closing, themes };
  const version = versionId(content);
  const at = (item: string) => ({ space, id: item });
  const drafts = [
    draft(template, at(id), { name, language, opening, closing, version }),
    ...themes.flatMap(({ questions, id: themeId, title, short, minutes }, order) => [
      draft(theme, at(themeId), { parent: id, title, short, minutes, order }),
      ...questions.map(({ id: questionId, words }, place) => draft(question, at(questionId), { parent: themeId, words, order: place })),
    ]),
    draft(templateVersion, at(version), { parent: id, content }),
  ];
  return { template: id, version, content, drafts };
}
