import { unzipTexts } from './zip.ts';

/** The parts of a workbook that are read: pictures, macros and printer settings stay packed. */
export type XlsxPackage = ReadonlyMap<string, string>;

export type PackageResult = { ok: true; parts: XlsxPackage } | { ok: false; error: { type: 'not-a-workbook' | 'too-large' } };

/** What a schedule unpacks to is some hundred kilobytes; a packed file can hold gigabytes. */
const LARGEST_UNPACKED = 80 * 1024 * 1024;

export async function openXlsx(bytes: Uint8Array): Promise<PackageResult> {
  const archive = await unzipTexts(bytes, name => /\.(?:xml|rels)$/u.test(name), LARGEST_UNPACKED);
  if (!archive.ok) return { ok: false, error: { type: archive.error.type === 'too-large' ? 'too-large' : 'not-a-workbook' } };
  return archive.files.has('xl/workbook.xml') ? { ok: true, parts: archive.files } : { ok: false, error: { type: 'not-a-workbook' } };
}

/** One step through an XML text; namespace prefixes are dropped, because writers choose them freely. */
export type XmlEvent = { type: 'open' | 'close'; name: string; attributes: string; isEmpty: boolean } | { type: 'text'; text: string };

/** Walks an XML text from beginning to end without building a tree: a sheet can have hundreds of thousands of cells. */
export function* xmlEvents(xml: string): Generator<XmlEvent> {
  const token =
    /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<[?!][^>]*>|<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/gu;
  for (const match of xml.matchAll(token)) {
    const [, cdata, slash, name, attributes = '', empty, text] = match;
    if (text !== undefined) yield { type: 'text', text: xmlText(text) };
    else if (cdata !== undefined) yield { type: 'text', text: cdata };
    else if (name !== undefined) yield { type: slash ? 'close' : 'open', name, attributes, isEmpty: empty === '/' };
  }
}

export function xmlAttribute(attributes: string, name: string): string | null {
  const match = new RegExp(String.raw`\s(?:[\w.-]+:)?${name}\s*=\s*(?:"([^"]*)"|'([^']*)')`, 'u').exec(attributes);
  return match ? xmlText(match[1] ?? match[2] ?? '') : null;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function xmlText(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/giu, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
