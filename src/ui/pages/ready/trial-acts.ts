import { notesSpace } from '#domain/spaces.ts';
import { trial, trialAnswerId } from '#domain/trial.ts';
import { draft } from '#notebook/draft.ts';
import type { Written } from '#notebook/failure.ts';
import type { Notebook } from '#notebook/notebook.ts';

/** Sends this device's trial note; one sent before is taken back by it. */
export function sendTrial(notebook: Notebook, visit: string): Promise<Written> {
  const { device } = notebook.me;
  return notebook.write([draft(trial, { space: notesSpace(visit), id: device }, { sentAt: notebook.wall(), deleted: false })]);
}

export function answerTrial(notebook: Notebook, visit: string, { from, sentAt }: { from: string; sentAt: number }): Promise<Written> {
  const where = { space: notesSpace(visit), id: trialAnswerId(from, notebook.me.device) };
  return notebook.write([draft(trial, where, { parent: from, to: sentAt, sentAt: notebook.wall(), deleted: false })]);
}

/** Takes this device's trial note away with its answers. */
export async function clearTrial(notebook: Notebook, visit: string): Promise<Written> {
  const space = notesSpace(visit);
  const { device } = notebook.me;
  const all = await notebook.read(r => r.items(trial, space));
  const own = all.filter(one => one.id === device || one.parent === device);
  return own.length ? notebook.write(own.map(({ id }) => draft(trial, { space, id }, { deleted: true }))) : { ok: true };
}
