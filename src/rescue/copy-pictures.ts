import { pictureTypeOf, type PictureType } from '#oplog/pictures.ts';
import { picturesTable, tableFile, type TableRead } from './copy-format.ts';
import { isRecord, word } from './light-row.ts';
import { readTable, type DatabaseHome } from './raw-database.ts';
import type { ZipFile } from './zip-file.ts';

const endings: Record<PictureType, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' };

/**
 * The device's pictures, each a file that any program opens, and where each belongs. What the browser will not give, or has lost, is passed over
 * and counted.
 */
export async function copyPictures(database: IDBDatabase, home: DatabaseHome, zip: ZipFile): Promise<TableRead> {
  const copied = new Map<string, string>();
  let lines = '';
  let records = 0;
  let lost = 0;
  const { unread } = await readTable(database, home, picturesTable, async found => {
    for (const record of found) {
      const bytes = isRecord(record) && record['bytes'] instanceof Blob ? await bytesOf(record['bytes']) : null;
      if (!isRecord(record) || !bytes) {
        lost++;
        continue;
      }
      const { space, hash, at } = record;
      const type = pictureTypeOf(bytes);
      const name = copied.get(word(hash)) ?? `kuvat/${word(hash).slice(0, 16)}.${type ? endings[type] : 'bin'}`;
      if (!copied.has(word(hash))) zip.store(name, bytes);
      copied.set(word(hash), name);
      lines += `${JSON.stringify({ space, hash, at, bytes: name })}\n`;
      records++;
    }
  });
  zip.add(tableFile(picturesTable), lines);
  return { records, unread: unread + lost };
}

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  return blob.arrayBuffer().then(
    bytes => new Uint8Array(bytes),
    () => null,
  );
}
