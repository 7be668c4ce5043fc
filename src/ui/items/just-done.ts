import type { ActName } from '#notebook/acts.ts';
import type { Notebook } from '#notebook/notebook.ts';

/** What was just done on a page that has closed itself, for the next page to offer the way back from. */
export interface JustDone {
  visit: string;
  text: string;
  acts: readonly ActName[];
}

const done = new WeakMap<Notebook, JustDone>();

export function leaveJustDone(notebook: Notebook, what: JustDone): void {
  done.set(notebook, what);
}

/** Taken once, and only by a page of the same visit. */
export function takeJustDone(notebook: Notebook, visit: string): JustDone | null {
  const what = done.get(notebook);
  if (what?.visit !== visit) return null;
  done.delete(notebook);
  return what;
}
