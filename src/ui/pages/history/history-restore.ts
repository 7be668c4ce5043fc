import type { PastState } from './history-steps.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { Json } from '#oplog/json.ts';
import type { ChangesOf, Fields, ItemOf, Kind } from '#oplog/kind.ts';

/**
 * Writes an item anew as it was: only what differs from now. Nothing is taken back; what stands now stays in the history.
 * @returns null when it is as it was already
 */
export function restoreDraft(kind: Kind<Fields>, item: ItemOf<Kind<Fields>>, past: PastState): Draft | null {
  const now = item as unknown as Record<string, Json>;
  const change: Record<string, Json> = {};
  for (const [name, field] of Object.entries(kind.fields)) {
    const was: Json =
      field.type === 'text'
        ? (past.texts[name] ?? '')
        : field.type === 'members'
          ? membersIn(past, name)
          : (past.values[name] ?? (field.initial as Json));
    if (JSON.stringify(was) !== JSON.stringify(now[name])) change[name] = was;
  }
  const parent = past.values['parent'] ?? '';
  if (parent !== item.parent) change['parent'] = parent;
  const deleted = past.values['deleted'] === true;
  if (deleted !== item.deleted) change['deleted'] = deleted;
  if (Object.keys(change).length === 0) return null;
  return draft(kind, item, change as ChangesOf<Kind<Fields>>, item.row);
}

function membersIn(past: PastState, name: string): string[] {
  const prefix = `${name}/`;
  return Object.keys(past.values)
    .filter(path => path.startsWith(prefix) && past.values[path] === true)
    .map(path => path.slice(prefix.length))
    .sort();
}
