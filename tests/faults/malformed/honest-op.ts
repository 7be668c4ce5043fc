import * as Y from 'yjs';
import { note } from '#domain/note.ts';
import type { Op } from '#oplog/op.ts';
import { clientOf, documentOf, editText } from '#oplog/text.ts';

/** A person's first operation in a space: a note with these words, as the app writes it. */
export function opWith({ space, id, words, writer = 'a'.repeat(16) }: { space: string; id: string; words: string; writer?: string }): Op {
  const doc: Y.Doc = documentOf([], { id, field: 'words' });
  doc.clientID = clientOf(writer, { id, field: 'words' });
  const update = editText(doc, words);
  return {
    ...{ v: 1, space, writer, seq: 1, prev: '', time: 1_024, wall: 1, author: 'a', kind: note.name, id },
    patch: { salt: 'a', ...(update === null ? {} : { text: { words: update } }) },
  } as Op;
}
