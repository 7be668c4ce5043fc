import type { Row } from './fold.ts';
import type { ItemName, LogWriter } from './log-store.ts';
import { itemName } from './watching.ts';

/** The writer, noting in `touched` what it changes. A text's amendment is told only when the text was not open before: nobody reads it before it is sealed. */
export function trackWrites(writer: LogWriter, touched: Set<string>): LogWriter {
  const touchRow = (item: ItemName) => touched.add(itemName(item)).add(`kind ${item.space} ${item.kind}`).add(`kind ${item.kind}`);
  return {
    ...writer,
    putHead: head => (touched.add('heads').add(`heads ${head.space}`), writer.putHead(head)),
    addOps: ops => (ops.forEach(op => touched.add(itemName(op))), writer.addOps(ops)),
    replaceOps: ops => (ops.forEach(op => touched.add(itemName(op))), writer.replaceOps(ops)),
    putRows: (rows: readonly Row[]) => (rows.forEach(touchRow), writer.putRows(rows)),
    deleteRow: item => (touchRow(item), writer.deleteRow(item)),
    putOpen: (open, isNew) => (isNew && touched.add('opens'), writer.putOpen(open, isNew)),
    deleteOpen: (id, item) => (touched.add('opens'), writer.deleteOpen(id, item)),
    putPicture: one => (touched.add(`picture ${one.space} ${one.hash}`).add(`pictures ${one.space}`), writer.putPicture(one)),
    dropPicture: (space, hash) => (touched.add(`picture ${space} ${hash}`).add(`pictures ${space}`), writer.dropPicture(space, hash)),
    remember: (key, value) => (touched.add(`memory ${key}`), writer.remember(key, value)),
  };
}
