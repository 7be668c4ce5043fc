import { minutesFor, mostQuestions, readTemplateText, type TemplateTextError } from './template-text.ts';
import type { TemplateContent } from './template.ts';

/** What pasted text adds to a template. */
export interface PastedTheme {
  title: string;
  /** The theme of that name which is there already and gets the questions; null for a new one. */
  into: string | null;
  minutes: number;
  /** `isThere`: the same words stand in the template already, so the question is not added again. */
  questions: { words: string; isThere: boolean }[];
}

export type PasteResult =
  { ok: true; themes: PastedTheme[]; added: number; left: { line: number; text: string }[] } | { ok: false; error: TemplateTextError };

/**
 * Reads pasted text against what the template has: questions go under the theme of the same name, and none comes twice. An empty
 * template's minutes come from the headings, or are shared by the number of questions; later themes get none until somebody says.
 * @param untitled what questions above the first heading are called
 */
export function readPaste(text: string, content: TemplateContent, untitled: string): PasteResult {
  const read = readTemplateText(text);
  if (!read.ok) return read;
  const known = new Set(content.themes.flatMap(theme => theme.questions.map(question => sameWords(question.words))));
  const isSaid = read.themes.every(theme => theme.minutes !== null);
  const shared = content.themes.length === 0 && !isSaid ? minutesFor(read.themes) : [];
  const themes = read.themes.map((theme, index): PastedTheme => {
    const title = theme.title ?? untitled;
    const into = content.themes.find(found => sameWords(found.title) === sameWords(title))?.id ?? null;
    return {
      title,
      into,
      minutes: shared[index] ?? theme.minutes ?? 0,
      questions: theme.questions.map(words => ({ words, isThere: !isNew(known, words) })),
    };
  });
  const added = themes.reduce((sum, theme) => sum + theme.questions.filter(question => !question.isThere).length, 0);
  const count = content.themes.reduce((sum, theme) => sum + theme.questions.length, added);
  if (count > mostQuestions) return { ok: false, error: { type: 'too-many-questions', count, limit: mostQuestions } };
  return { ok: true, themes, added, left: read.left };
}

function isNew(known: Set<string>, words: string): boolean {
  const key = sameWords(words);
  if (known.has(key)) return false;
  known.add(key);
  return true;
}

function sameWords(words: string): string {
  return words
    .normalize('NFC')
    .toLocaleLowerCase('fi')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
