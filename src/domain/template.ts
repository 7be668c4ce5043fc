import * as z from 'zod/mini';
import { defineKind, last } from '#oplog/kind.ts';
import { coordinator } from './role.ts';

const line = z.string().check(z.maxLength(500));

/** An interview template in the making. Themes are its children, questions theirs. `version` is the published version in use. */
export const template = defineKind('template', {
  space: 'programme',
  write: [coordinator],
  fields: {
    name: last(line, ''),
    language: last(z.enum(['fi', 'sv', 'en']), 'fi'),
    opening: last(z.array(line), []),
    closing: last(z.array(line), []),
    version: last(z.string(), ''),
  },
});

/** A theme of a template (its parent). `order` is any number, compared. `minutes` of all themes add up to the hour. */
export const theme = defineKind('theme', {
  space: 'programme',
  write: [coordinator],
  fields: {
    title: last(line, ''),
    short: last(z.string().check(z.maxLength(60)), ''),
    minutes: last(z.int().check(z.nonnegative(), z.maximum(600)), 0),
    order: last(z.number(), 0),
  },
});

/** A question of a theme (its parent). */
export const question = defineKind('question', {
  space: 'programme',
  write: [coordinator],
  fields: { words: last(line, ''), order: last(z.number(), 0) },
});

const versionTheme = z.object({
  id: z.string(),
  title: z.string(),
  short: z.string(),
  minutes: z.number(),
  questions: z.array(z.object({ id: z.string(), words: z.string() })),
});

/** What an interview is held with: everything it shows, so that a later change of the template cannot reach it. */
export const TemplateContent = z.object({
  template: z.string(),
  name: z.string(),
  language: z.string(),
  opening: z.array(z.string()),
  closing: z.array(z.string()),
  themes: z.array(versionTheme),
});
export type TemplateContent = z.infer<typeof TemplateContent>;

export const emptyContent: TemplateContent = { template: '', name: '', language: 'fi', opening: [], closing: [], themes: [] };

/** A published template: immutable, its id the hash of its content (`versionId` in `template-content.ts`). Its parent is the template. */
export const templateVersion = defineKind('template-version', {
  space: 'programme',
  write: [coordinator],
  immutable: true,
  fields: { content: last(TemplateContent as z.ZodMiniType<TemplateContent>, emptyContent) },
});
