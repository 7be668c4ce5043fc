import { isEmptyRow, type Table } from '#domain/schedule-table.ts';
import { bytesToText } from './bytes.ts';

export type ScheduleFileError = {
  type: 'empty' | 'too-large' | 'not-a-workbook' | 'old-excel' | 'unreadable-encoding' | 'no-rows' | 'password-protected';
  fileName: string;
  /** Bytes; of `too-large` with the limit. */
  size: number;
  limit?: number;
};

export type ScheduleFileResult = { ok: true; table: Table } | { ok: false; error: ScheduleFileError };

/** In bytes. A page asks `file.size` before it reads the file into memory at all. */
export const scheduleFileLimit = 20 * 1024 * 1024;

/** In bytes. A day in text is some kilobytes; a workbook is packed, and brings pictures. */
const textLimit = 1024 * 1024;

/**
 * Reads a host's schedule by what the file is, not by what its name says: a workbook called `.csv` is read as one. A name
 * that promises a workbook over other content is an error, because then the wrong file was chosen.
 */
export async function readScheduleFile(file: { name: string; bytes: Uint8Array; sheet?: string }): Promise<ScheduleFileResult> {
  const { name, bytes } = file;
  const fail = (type: ScheduleFileError['type'], limit = scheduleFileLimit): ScheduleFileResult => ({
    ok: false,
    error: { type, fileName: name, size: bytes.length, ...(type === 'too-large' && { limit }) },
  });
  if (bytes.length === 0) return fail('empty');
  if (bytes.length > scheduleFileLimit) return fail('too-large');
  if (isCompoundFile(bytes)) {
    if (holdsName(bytes, 'EncryptedPackage')) return fail('password-protected');
    return fail(holdsName(bytes, 'Workbook') || holdsName(bytes, 'Book') ? 'old-excel' : 'not-a-workbook');
  }
  if (isArchive(bytes)) {
    const { readXlsx } = await import('./xlsx.ts');
    const result = await readXlsx(bytes, name, file.sheet);
    return result.ok ? result : fail(result.error.type);
  }
  if (/\.(?:xls[xmb]?|ods|numbers)$/iu.test(name)) return fail('not-a-workbook');
  if (bytes.length > textLimit) return fail('too-large', textLimit);
  return readAsText(name, bytes, fail);
}

async function readAsText(
  name: string,
  bytes: Uint8Array,
  fail: (type: ScheduleFileError['type']) => ScheduleFileResult,
): Promise<ScheduleFileResult> {
  const decoded = bytesToText(bytes);
  if (!decoded.ok) return fail('unreadable-encoding');
  if (decoded.text.trim() === '') return fail('empty');
  const { readCsv } = await import('./csv.ts');
  const table = readCsv(decoded.text, name);
  return table.rows.every(isEmptyRow) ? fail('no-rows') : { ok: true, table };
}

function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5 || bytes[2] === 7);
}

/** The container of Office before 2007, which also wraps a workbook that has a password. */
function isCompoundFile(bytes: Uint8Array): boolean {
  return [0xd0, 0xcf, 0x11, 0xe0].every((byte, index) => bytes[index] === byte);
}

/** Streams of a compound file are named in UTF-16 in its directory, padded with zeros. */
function holdsName(bytes: Uint8Array, name: string): boolean {
  return new TextDecoder('utf-16le').decode(bytes).includes(`${name}\0`);
}
