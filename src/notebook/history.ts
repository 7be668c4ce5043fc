import type { Json } from '#oplog/json.ts';
import { bySeq, isNatural, sortedOnce } from '#oplog/fold.ts';
import { opName, type Op } from '#oplog/op.ts';
import { foldText, typedIn } from '#oplog/text.ts';

/** One step of an item's history: who, when (corrected clock, milliseconds) and what. */
export interface HistoryEntry {
  name: string;
  author: string;
  writer: string;
  at: number;
  /** The values it set. */
  set: { path: string; to: Json }[];
  /** The texts as they were right after it, of the fields it touched. */
  texts: Record<string, string>;
  isRefused: boolean;
  /** Paths in which it was written at the same time as another that stands now. */
  lost: string[];
}

/**
 * The history of one item, oldest first.
 * @param lostStamps the stamps of concurrent losers, from the item's row
 */
export function historyOf(ops: readonly Op[], refused: ReadonlySet<string>, lostStamps: ReadonlySet<string>): HistoryEntry[] {
  const sorted = sortedOnce(ops).filter(isNatural);
  return sorted.map((op, index) => ({
    name: opName(op),
    author: op.author,
    writer: op.writer,
    at: op.wall,
    set: Object.entries(op.patch.set ?? {}).map(([path, { to }]) => ({ path, to })),
    texts: textsAfter(sorted.slice(0, index + 1), Object.keys(op.patch.text ?? {}), refused),
    isRefused: op.withheld !== undefined || refused.has(opName(op)),
    lost: lostStamps.has(`${op.time}:${op.writer}`) ? Object.keys(op.patch.set ?? {}) : [],
  }));
}

/** The words of a refused operation, for its author: its texts as they stood after it, or what it brought itself where the rest was erased. */
export function returnedWords(ops: readonly Op[], name: string): string[] {
  const whole = Object.values(historyOf(ops, new Set(), new Set()).find(entry => entry.name === name)?.texts ?? {});
  if (whole.some(words => words.trim())) return whole.filter(words => words.trim());
  const own = ops.find(op => opName(op) === name);
  return Object.values(own?.patch.text ?? {})
    .map(typedIn)
    .filter(words => words.trim());
}

function textsAfter(ops: Op[], fields: string[], refused: ReadonlySet<string>): Record<string, string> {
  const id = ops[0]!.id;
  const texts: Record<string, string> = {};
  for (const field of fields) {
    const updates = bySeq(ops).flatMap(op => {
      const update = op.patch.text?.[field];
      return update === undefined ? [] : [{ writer: op.writer, update, refused: op.withheld !== undefined || refused.has(opName(op)) }];
    });
    texts[field] = foldText(updates, { id, field });
  }
  return texts;
}
