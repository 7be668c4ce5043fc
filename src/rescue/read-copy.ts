import { longestPicture } from '#oplog/pictures.ts';
import { createBreath, type Breath } from '#formats/breath.ts';
import { unzipOne, unzipPieces } from '#formats/zip.ts';
import { copyFormat, copyVersion, manifestFile, onScreenTable, picturesTable, tableFile } from './copy-format.ts';
import { isRecord } from './light-row.ts';

export type CopyError = 'empty' | 'not-zip' | 'cut' | 'changed' | 'newer' | 'too-large' | 'unread';

/** What the app takes from a copy, as it stands there: whoever stores it asks each record what it is. */
export interface CopyContent {
  ops: unknown[];
  opens: unknown[];
  pictures: CopiedPicture[];
}

export interface CopiedPicture {
  space: string;
  hash: string;
  /** Whatever stands in its place; null when nothing does. */
  read(): Promise<Uint8Array<ArrayBuffer> | null>;
}

export type CopyRead = { ok: true; content: CopyContent } | { ok: false; error: { type: CopyError } };

/** Ten visits of six authors are about 5 MB packed and 50 unpacked, and their pictures some hundred; a packed file can hold gigabytes. */
const largestFile = 500_000_000;
const largestUnpacked = 100_000_000;
/** An operation is less than a request may be. */
const longestLine = 10_000_000;

/** Reads a copy back. All of it is looked at before anything is answered, so a file that is wrong anywhere is refused whole. */
export async function readCopy(file: Blob): Promise<CopyRead> {
  if (file.size === 0) return refused('empty');
  if (file.size > largestFile) return refused('too-large');
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    // Chosen from a stick that was pulled out, or from a cloud that did not answer.
    return refused('unread');
  }
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return refused('not-zip');
  const wanted = new Set([manifestFile, ...['ops', 'open', onScreenTable, picturesTable].map(tableFile)]);
  const archive = await unzipPieces(bytes, name => wanted.has(name), largestUnpacked);
  if (!archive.ok) return refused(({ 'not-an-archive': 'cut', damaged: 'changed', 'too-large': 'too-large' } as const)[archive.error.type]);
  const { files } = archive;
  const described = files.get(manifestFile);
  if (described === undefined) return refused('not-zip');
  if (described.reduce((sum, piece) => sum + piece.length, 0) > longestLine / 10) return refused('changed');
  try {
    const said: unknown = JSON.parse(described.join(''));
    if (!isRecord(said) || said['format'] !== copyFormat || typeof said['version'] !== 'number') return refused('not-zip');
    if (said['version'] > copyVersion) return refused('newer');
    const { tables } = said;
    // As many as there were: what a changed name hides is missed.
    const breath = createBreath();
    const linesOf = async (table: string) => {
      const wrote: unknown = isRecord(tables) ? tables[table] : undefined;
      const records = await recordsIn(files.get(tableFile(table)) ?? [], breath);
      if (records.length !== (isRecord(wrote) ? wrote['records'] : 0)) throw new Error(`${table} is not whole`);
      return records;
    };
    // What was on the screen is newer than what the store held of the same text.
    const opens = [...(await linesOf(onScreenTable)), ...(await linesOf('open'))];
    const pictures = (await linesOf(picturesTable)).flatMap(record => copiedPicture(bytes, record));
    return { ok: true, content: { ops: await linesOf('ops'), opens, pictures } };
  } catch {
    return refused('changed');
  }
}

function copiedPicture(file: Uint8Array, record: unknown): CopiedPicture[] {
  if (!isRecord(record)) return [];
  const { space, hash, bytes: name } = record;
  if (typeof space !== 'string' || typeof hash !== 'string' || typeof name !== 'string') return [];
  return [{ space, hash, read: () => unzipOne(file, name, longestPicture) }];
}

async function recordsIn(pieces: readonly string[], breath: Breath): Promise<unknown[]> {
  const records: unknown[] = [];
  let begun: string[] = [];
  let length = 0;
  const take = (end: string) => {
    begun.push(end);
    const line = begun.join('');
    if (line) records.push(JSON.parse(line));
    begun = [];
    length = 0;
  };
  for (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', from)) {
      if (breath.isDue()) await breath.take();
      take(piece.slice(from, end));
      from = end + 1;
    }
    begun.push(piece.slice(from));
    length += piece.length - from;
    if (length > longestLine) throw new Error('no record is so long');
  }
  take('');
  return records;
}

function refused(type: CopyError): CopyRead {
  return { ok: false, error: { type } };
}
