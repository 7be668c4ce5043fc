import { minutesProblem, mostQuestions, type MinutesProblem } from './template-text.ts';
import type { TemplateContent } from './template.ts';

/** Why a template cannot be taken into use yet. */
export type ReadinessProblem =
  | { type: 'no-name' | 'no-questions' }
  | { type: 'too-many-questions'; count: number; limit: number }
  /** A theme without a title, its number from 1. */
  | { type: 'untitled-theme'; number: number }
  | { type: 'empty-question'; theme: string }
  | Exclude<MinutesProblem, { type: 'not-whole' }>;

/** All that keeps a template's content from being held an interview with; empty when nothing does. */
export function readinessProblems(content: TemplateContent): ReadinessProblem[] {
  const problems: ReadinessProblem[] = [];
  const count = questionCount(content);
  if (!content.name.trim()) problems.push({ type: 'no-name' });
  if (count === 0) return [...problems, { type: 'no-questions' }];
  if (count > mostQuestions) problems.push({ type: 'too-many-questions', count, limit: mostQuestions });
  for (const [index, theme] of content.themes.entries()) {
    if (!theme.title.trim()) problems.push({ type: 'untitled-theme', number: index + 1 });
    if (theme.questions.some(question => !question.words.trim())) problems.push({ type: 'empty-question', theme: theme.title });
  }
  const minutes = minutesProblem(content.themes.map(theme => theme.minutes));
  if (minutes && minutes.type !== 'not-whole') problems.push(minutes);
  return problems;
}

export function questionCount(content: { themes: readonly { questions: readonly unknown[] }[] }): number {
  return content.themes.reduce((sum, theme) => sum + theme.questions.length, 0);
}
