import { clockAt, fullDate, localDate } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import {
  copyFormat,
  copyVersion,
  isCopiedMemory,
  manifestFile,
  onScreenTable,
  picturesTable,
  tableFile,
  type CopyManifest,
  type TableRead,
} from './copy-format.ts';
import { copyPictures } from './copy-pictures.ts';
import { isRecord, lightRow, type LightRow } from './light-row.ts';
import { itemKey, OpenTexts, type OnScreen } from './open-texts.ts';
import { openRaw, readTable, type DatabaseHome } from './raw-database.ts';
import { readMe } from './read-me.ts';
import { notesHtml, notesText } from './readable-files.ts';
import { isRead, plainOf, readableOf, type Readable } from './readable.ts';
import { ReturnedWords } from './returned-words.ts';
import { createZip, type ZipFile } from './zip-file.ts';

const opsTable = 'ops';
/** Where operations stand that came together (`storage/stretches.ts`). */
const stretchesTable = 'stretches';

export interface CopyOptions {
  home: DatabaseHome;
  /** The database's name. */
  name: string;
  build: string;
  /** The device's clock in milliseconds. */
  now: number;
  zone: string;
  onScreen: OnScreen;
  /** Fetches the reading of texts that were being written; a failure leaves those to the app. */
  loadWords: () => Promise<typeof import('./open-words.ts')>;
  /** Told after each piece how many records are in. */
  onRead?: (records: number) => void;
}

export interface Copy {
  file: Blob;
  /** `vertti-2026-10-14-1126.zip` */
  name: string;
  notes: number;
  /** Texts among them that are only on the screen. */
  unstored: number;
  /** Records the browser would not give. */
  unread: number;
  /** Texts that were being written, and are only in the part that the app reads. */
  undecoded: number;
  database: CopyManifest['database'];
  reason: string;
}

/**
 * Everything this device holds, as one file. Needs neither the app nor its store to be well: each part that fails is left out and told of.
 * Throws only when no file can be made at all.
 */
export async function makeCopy(options: CopyOptions): Promise<Copy> {
  const { home, name, now, zone, onScreen, onRead } = options;
  const opening = await openRaw(home, name);
  const zip = createZip(now);
  const texts = new OpenTexts(onScreen.texts);
  const returned = new ReturnedWords();
  const rows = new Map<string, LightRow>();
  const tables: Record<string, TableRead> = {};
  const { database } = opening;
  let records = 0;

  if (database) {
    // What was being written first, and what was refused: of the operations those are kept that it begins from, or that say it.
    const first = ['rows', 'open'];
    const names = [...database.objectStoreNames].sort((a, b) => first.indexOf(b) - first.indexOf(a));
    for (const table of names) {
      // Its operations are copied with those that stand by themselves.
      if (table === stretchesTable) continue;
      const took = taker(table, texts, returned, rows);
      tables[table] =
        table === picturesTable
          ? await copyPictures(database, home, zip)
          : await copyTable(database, home, zip, table, took, read => onRead?.(records + read));
      records += tables[table].records;
    }
    database.close();
  }
  const all = texts.all();
  if (onScreen.texts.length) {
    tables[onScreenTable] = { records: all.length, unread: 0 };
    zip.add(tableFile(onScreenTable), all.map(open => `${JSON.stringify(open)}\n`).join(''));
  }

  const words = all.length || returned.count ? await options.loadWords().catch(() => null) : null;
  const unread = texts.overlay(rows, words && words.foldText, { open: m.rescue_state_open(), unstored: m.rescue_state_unstored() });
  const undecoded = unread + (words ? 0 : returned.count);
  const readable = { ...readableOr([...rows.values()], onScreen.loose), returned: words ? returned.texts(words.typedIn) : [] };
  const day = localDate(now, zone);
  const made = `${fullDate(locale(), day)} ${clockAt(locale(), now, zone)}`;
  addAll(zip, 'muistiinpanot.html', notesHtml(readable, made));
  addAll(zip, 'muistiinpanot.txt', notesText(readable, made));
  zip.add('LUE-MINUT.txt', readMe(made));
  const manifest: CopyManifest = {
    format: copyFormat,
    version: copyVersion,
    made: now,
    build: options.build,
    database: opening.type,
    reason: opening.type === 'unreadable' ? opening.reason : '',
    shape: database?.version ?? 0,
    tables,
  };
  zip.add(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
  return {
    file: zip.finish(),
    name: `vertti-${day}-${clockAt('en', now, zone).replace(':', '').padStart(4, '0')}.zip`,
    notes: readable.notes + onScreen.loose.length,
    unstored: onScreen.texts.length + onScreen.loose.length,
    unread: Object.values(tables).reduce((sum, table) => sum + table.unread, 0),
    undecoded,
    database: opening.type,
    reason: manifest.reason,
  };
}

/** In whatever order, rather than not at all. */
function readableOr(rows: readonly LightRow[], loose: readonly string[]): Readable {
  try {
    return readableOf(rows, loose);
  } catch {
    return plainOf(rows, loose);
  }
}

/** What is kept of a table's records beside their copy. */
function taker(table: string, texts: OpenTexts, returned: ReturnedWords, rows: Map<string, LightRow>): (record: unknown) => void {
  switch (table) {
    case 'open':
      return record => texts.addOpen(record);
    case opsTable:
      return record => {
        texts.addOp(record);
        returned.addOp(record);
      };
    case 'rows':
      return record => {
        returned.addRow(record);
        const row = lightRow(record);
        if (row && isRead(row)) rows.set(itemKey(row), row);
      };
    default:
      return () => undefined;
  }
}

async function copyTable(
  database: IDBDatabase,
  home: DatabaseHome,
  zip: ZipFile,
  table: string,
  took: (record: unknown) => void,
  onRead: (records: number) => void,
): Promise<TableRead> {
  const files: { name: string; bytes: Blob }[] = [];
  const entry = zip.begin(tableFile(table));
  const sources = table === opsTable && database.objectStoreNames.contains(stretchesTable) ? [table, stretchesTable] : [table];
  let unread = 0;
  let records = 0;
  const take = (found: unknown[]) => {
    let lines = '';
    for (const record of found) {
      if (table === 'device' && !(isRecord(record) && isCopiedMemory(record['key']))) continue;
      took(record);
      try {
        lines += `${JSON.stringify(record, (_, value: unknown) => (value instanceof Blob ? fileOf(value) : value))}\n`;
      } catch {
        unread++;
        records--;
      }
    }
    records += found.length;
    entry.write(lines);
    onRead(records);
  };
  for (const source of sources) {
    const read = await readTable(database, home, source, found => take(source === stretchesTable ? found.flatMap(opsInStretch) : found));
    unread += read.unread;
  }
  entry.end();
  for (const { name, bytes } of files) await addFile(zip, name, bytes);
  return { records, unread };

  function fileOf(bytes: Blob): string {
    const name = `tiedot/${table}-${files.length + 1}`;
    files.push({ name, bytes });
    return name;
  }
}

function opsInStretch(record: unknown): unknown[] {
  return isRecord(record) && Array.isArray(record['ops']) ? (record['ops'] as unknown[]) : [];
}

async function addFile(zip: ZipFile, name: string, bytes: Blob): Promise<void> {
  const entry = zip.begin(name);
  // What is gone leaves an empty file: the others are not to be lost for it.
  entry.write(new Uint8Array(await bytes.arrayBuffer().catch(() => new ArrayBuffer(0))));
  entry.end();
}

function addAll(zip: ZipFile, name: string, pieces: Iterable<string>): void {
  const entry = zip.begin(name);
  for (const piece of pieces) entry.write(piece);
  entry.end();
}
