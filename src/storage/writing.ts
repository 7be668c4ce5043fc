import type { Row } from '#oplog/fold.ts';
import type { LogWriter } from '#oplog/log-store.ts';
import type { Tables } from './database.ts';
import { keyOf, logReader, memoryKey } from './dexie-log.ts';
import { addOps, replaceOps } from './stretching.ts';

/* What writing needs and reading does not, fetched at the first write. */

export { trackWrites } from '#oplog/touching.ts';
export { beginFreshLog, leaveLog } from './fresh-log.ts';

export function logWriter(tables: Tables): LogWriter {
  const { open, rows, heads, blobs, device } = tables;
  return {
    ...logReader(tables),
    addOps: added => addOps(tables, added),
    replaceOps: changed => replaceOps(tables, changed),
    putHead: async head => void (await heads.put(head)),
    putRows: async (changed: readonly Row[]) => void (changed.length && (await rows.bulkPut(changed))),
    deleteRow: async item => void (await rows.delete(keyOf(item))),
    putOpen: async op => void (await open.put(op)),
    deleteOpen: async (writer, item) => void (await open.delete([writer, ...keyOf(item)])),
    putPicture: async ({ bytes, ...one }) => {
      if (!(await blobs.get([one.space, one.hash]))) await blobs.put({ ...one, bytes: new Blob([bytes]) });
    },
    dropPicture: async (space, hash) => void (await blobs.delete([space, hash])),
    setClock: async time => void (await device.put({ key: 'clock', value: time })),
    remember: async (key, value) => void (await device.put({ key: memoryKey(key), value })),
  };
}
