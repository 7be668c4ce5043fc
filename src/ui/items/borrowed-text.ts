import type { Notebook } from '#notebook/notebook.ts';
import type { TextSession } from '#notebook/text-session.ts';

type Opened = { session: Promise<TextSession>; users: number; ending: Promise<void> | null };

const opened = new WeakMap<Notebook, Map<string, Opened>>();

/** A text session lent to one field. `giveBack` seals it, and lets go of it when nobody else has it. */
export interface BorrowedText {
  session: TextSession;
  giveBack(): Promise<void>;
}

/**
 * Lends a text to a field. The same text may stand in two places of a page, and a place may go while the other stays: the session is
 * closed only after the last has given it back, and a text that could not be stored is never let go of.
 * @param key tells this text from all others of the notebook
 */
export async function borrowText(notebook: Notebook, key: string, open: () => Promise<TextSession>): Promise<BorrowedText> {
  const all = opened.get(notebook) ?? new Map<string, Opened>();
  opened.set(notebook, all);
  await all.get(key)?.ending;
  const found: Opened = all.get(key) ?? { session: open(), users: 0, ending: null };
  all.set(key, found);
  found.users++;
  try {
    return { session: await found.session, giveBack: () => giveBack(all, key, found) };
  } catch (error) {
    all.delete(key);
    throw error;
  }
}

async function giveBack(all: Map<string, Opened>, key: string, found: Opened): Promise<void> {
  found.users--;
  const session = await found.session;
  await session.seal();
  if (found.users > 0 || found.ending || session.state().type === 'failed') return;
  found.ending = session.close().then(() => {
    if (all.get(key) === found) all.delete(key);
  });
  await found.ending;
}
