import type { ItemOf } from '#oplog/kind.ts';
import { canonical, type Json } from '#oplog/json.ts';
import { digest } from '#oplog/op.ts';
import type { question, template, TemplateContent, theme } from './template.ts';

/** The id of a published version: its content's hash, in characters that addresses allow. */
export function versionId(content: TemplateContent): string {
  return digest(canonical(content as unknown as Json))
    .slice(0, 22)
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

/** The content a template has now: themes and questions that are not deleted, in order. */
export function contentOf(
  of: ItemOf<typeof template>,
  themes: readonly ItemOf<typeof theme>[],
  questions: readonly ItemOf<typeof question>[],
): TemplateContent {
  return {
    template: of.id,
    name: of.name,
    language: of.language,
    opening: of.opening,
    closing: of.closing,
    themes: inOrder(themes, of.id).map(found => ({
      id: found.id,
      title: found.title,
      short: found.short || found.title,
      minutes: found.minutes,
      questions: inOrder(questions, found.id).map(({ id, words }) => ({ id, words })),
    })),
  };
}

/** The children of `parent`, without the deleted, by order and then by id, so that every device shows the same. */
export function inOrder<T extends { id: string; parent: string; deleted: boolean; order: number }>(
  items: readonly T[],
  parent: string,
): T[] {
  return items.filter(item => item.parent === parent && !item.deleted).sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}
