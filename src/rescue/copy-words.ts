import { m } from '#i18n/messages.ts';
import type { Copy } from './make-copy.ts';

/** Nothing could be taken: such a file is not given to anybody, who might trust in it. */
export function isEmptyCopy({ database, notes, undecoded }: Omit<Copy, 'file'>): boolean {
  return database !== 'read' && notes + undecoded === 0;
}

/** What the copy holds and what it could not take, a sentence each. */
export function copyWords(copy: Omit<Copy, 'file'>): string[] {
  const words = isEmptyCopy(copy) ? [] : [m.rescue_done({ file: copy.name }), m.rescue_got({ count: copy.notes })];
  if (copy.unstored) words.push(m.rescue_got_unstored({ count: copy.unstored }));
  if (copy.database === 'missing') words.push(m.rescue_missing());
  if (copy.database === 'unreadable') words.push(m.rescue_unreadable({ reason: copy.reason }));
  if (copy.unread) words.push(m.rescue_unread({ count: copy.unread }));
  if (copy.undecoded) words.push(m.rescue_undecoded({ count: copy.undecoded }));
  return words;
}
