/** One step through an XML text; namespace prefixes are dropped, because writers choose them freely. */
export type XmlEvent = { type: 'open' | 'close'; name: string; attributes: string; isEmpty: boolean } | { type: 'text'; text: string };

/** Characters: a longer text comes in pieces, so that none takes long. */
const longestText = 65_536;
/** The longest entity that is read, of whose middle no piece may end. */
const longestEntity = 12;

/** Sticky: each looks at one place only, and never beyond the tag that stands there. */
const tag = /<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:\s+[^\s=><"']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/uy;

/**
 * Walks an XML text from beginning to end without building a tree: a sheet can have hundreds of thousands of cells. What has no end (a comment, a tag)
 * is looked for once: a text full of beginnings would otherwise be read to its end for each of them.
 */
export function* xmlEvents(xml: string): Generator<XmlEvent> {
  const missing = new Set<string>();
  let passed = 0;
  const endOf = (mark: string, from: number): number => {
    if (missing.has(mark)) return -1;
    const at = xml.indexOf(mark, from);
    if (at < 0) missing.add(mark);
    return at < 0 ? -1 : at + mark.length;
  };
  for (let at = 0; at < xml.length;) {
    if (xml[at] !== '<') {
      const found = xml.indexOf('<', at);
      const end = found < 0 ? xml.length : found;
      while (at < end) {
        const piece = pieceEnd(xml, at, end);
        yield { type: 'text', text: xmlText(xml.slice(at, piece)) };
        at = piece;
      }
      continue;
    }
    const [mark, length] = xml.startsWith('<!--', at) ? ['-->', 4] : xml.startsWith('<![CDATA[', at) ? [']]>', 9] : ['>', 2];
    if (xml[at + 1] === '!' || xml[at + 1] === '?') {
      const end = endOf(mark, at + length);
      if (end > 0 && mark === ']]>') yield { type: 'text', text: xml.slice(at + length, end - mark.length) };
      at = end > 0 ? end : at + 1;
      continue;
    }
    tag.lastIndex = at;
    const match = tag.exec(xml);
    if (match) yield { type: match[1] ? 'close' : 'open', name: match[2]!, attributes: match[3] ?? '', isEmpty: match[4] === '/' };
    at = match ? tag.lastIndex : at + 1;
    // Of millions of beginnings that are no tag nothing is told, and whoever gives way to others has to be asked.
    if (!match && ++passed % 1_000 === 0) yield { type: 'text', text: '' };
  }
}

/** Where a piece of the text from `at` to `end` may end: before an entity that would be cut. */
function pieceEnd(xml: string, at: number, end: number): number {
  if (end - at <= longestText) return end;
  const last = at + longestText;
  const entity = xml.slice(last - longestEntity, last).lastIndexOf('&');
  return entity < 0 ? last : last - longestEntity + entity;
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
