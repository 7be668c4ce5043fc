import { unzipTexts } from './zip.ts';

/** The parts of a workbook that are read: pictures, macros and printer settings stay packed. */
export type XlsxPackage = ReadonlyMap<string, string>;

export type PackageResult = { ok: true; parts: XlsxPackage } | { ok: false; error: { type: 'not-a-workbook' | 'too-large' } };

/** What a schedule unpacks to is some hundred kilobytes; a packed file can hold gigabytes. */
const LARGEST_UNPACKED = 40 * 1024 * 1024;

export async function openXlsx(bytes: Uint8Array): Promise<PackageResult> {
  const archive = await unzipTexts(bytes, name => /\.(?:xml|rels)$/u.test(name), LARGEST_UNPACKED);
  if (!archive.ok) return { ok: false, error: { type: archive.error.type === 'too-large' ? 'too-large' : 'not-a-workbook' } };
  return archive.files.has('xl/workbook.xml') ? { ok: true, parts: archive.files } : { ok: false, error: { type: 'not-a-workbook' } };
}
