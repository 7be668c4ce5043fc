import type { BroughtBack } from '#notebook/bring-back.ts';
import { m } from '#i18n/messages.ts';
import { bringBackWords, copyErrorWords } from './bring-back-words.ts';
import { copyWords, isEmptyCopy } from './copy-words.ts';
import { download } from './download.ts';
import { makeCopy, type CopyOptions } from './make-copy.ts';
import { readCopy, type CopyContent } from './read-copy.ts';

/*
 * The same copy, made and read by the running app, which knows what is on the screen. Fetched when it is asked for.
 */

/** What came of it, a sentence each, ready to be shown. */
export interface Told {
  ok: boolean;
  sentences: string[];
}

export async function takeOut(options: Omit<CopyOptions, 'loadWords' | 'home'>): Promise<Told> {
  try {
    const home = { indexedDB, IDBKeyRange };
    const copy = await makeCopy({ ...options, home, loadWords: () => import('./open-words.ts') });
    if (!isEmptyCopy(copy)) download(copy.file, copy.name);
    return { ok: copy.database === 'read', sentences: copyWords(copy) };
  } catch (error) {
    return { ok: false, sentences: [m.rescue_failed({ reason: String(error) })] };
  }
}

/** @param take stores what the copy holds, all of it or nothing */
export async function bringBackFile(file: Blob, take: (content: CopyContent) => Promise<BroughtBack>): Promise<Told> {
  const read = await readCopy(file);
  if (!read.ok) return { ok: false, sentences: [copyErrorWords(read.error.type)] };
  try {
    return bringBackWords(await take(read.content));
  } catch {
    return { ok: false, sentences: [m.rescue_bad_store()] };
  }
}
