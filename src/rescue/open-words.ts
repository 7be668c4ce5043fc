import { updatesOf } from '#oplog/fold.ts';
import type { OpenOp } from '#oplog/log-store.ts';
import type { Op } from '#oplog/op.ts';
import { applyUpdate, documentOf, wordsOf } from '#oplog/text.ts';

/*
 * The words of texts that were being written. Loaded only where there are some, because it brings Yjs along.
 */

/** Each field of the item as it stood on the screen: what its operations say, with what was open. */
export function wordsOfOpen(ops: readonly Op[], opens: readonly OpenOp[]): Record<string, string> {
  const [first] = opens;
  if (!first) return {};
  const words: Record<string, string> = {};
  for (const field of new Set(opens.flatMap(open => Object.keys(open.text)))) {
    const name = { id: first.id, field };
    const doc = documentOf(updatesOf(ops, field, new Set()), name);
    for (const { writer, text } of opens) {
      if (text[field] !== undefined) applyUpdate(doc, { writer, update: text[field], refused: false }, name);
    }
    words[field] = wordsOf(doc);
    doc.destroy();
  }
  return words;
}
