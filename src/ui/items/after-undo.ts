import { m } from '#i18n/messages.ts';
import type { Written } from '#notebook/failure.ts';
import type { App } from '../app-context.ts';

/** After an act was undone: says so. Where something was changed since, the list of acts tells what was left, row by row. */
export function tellUndone(app: App, space: string, written: Written): void {
  if (!written.ok || !written.kept) return;
  app.say(written.kept.length ? m.changes_undone_partly() : m.changes_undone());
  if (written.kept.length) app.go(`/changes/${space}`);
}
