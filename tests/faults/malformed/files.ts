import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { numberCell, textRow, workbook } from '../../units/formats/workbook.ts';
import { unzip, zip } from '../../units/formats/zip.ts';
import { changed, textOf } from './shapes.ts';

/** A file that somebody chooses: as a day's schedule, or as a copy to be brought back. */
export interface GivenFile {
  as: 'schedule' | 'copy';
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export const heard = 'Siiri Malmberg';
const schedule = workbook([
  { name: 'Päivä', rows: [textRow(1, 'Aika', 'Nimi'), numberCell('A2', 0.5, 1) + textRow(2, '', heard)], merges: ['A1:A2'] },
]);
const csv = `Aika;Nimi;Tila\n9.00-9.45;${heard};"Sali 1"\n10.00–10.45;Aino Koe, kaavoittaja;\n`;
export const honestSchedule: GivenFile = { as: 'schedule', name: 'a.xlsx', bytes: schedule as Uint8Array<ArrayBuffer> };

/** Pieces that a reader of XML, CSV or zip has to look beyond. */
const token = fc.constantFrom(
  ...['<!--', '-->', '<![CDATA[', ']]>', '<?', '<a b="', "<a b='", '<a ', '<a', '</', '>', '&', '&#', '&#x110000;', '&amp;', ' ', '"', "'"],
  ...[';', ',', '\t', '\n', '\r', '=', '<c t="s"><v>9</v></c>', '<c r="A1048577"/>', '<c r="XFDZZZZ1"/>', '<row r="1e9">', '<row r="-1">'],
  ...[
    '<si>',
    '<si/>',
    '<t>',
    '<is><t>ä</t></is>',
    '<c t="inlineStr"><is><t>9.00</t></is></c>',
    '<row/>',
    '<xf numFmtId="20"/>',
    '<cellXfs>',
  ],
  ...[
    '<mergeCell ref="A1:A1048576"/>',
    '<mergeCell ref="ZZZ1:ZZZ9"/>',
    '<sheet name="a" r:id="rId1"/>',
    '""',
    '"\n',
    'sep=',
    '_x0000_',
    '_x',
  ],
  ...['😀', '\0', '9.00-', '9.00–9.45', '__proto__', 'constructor'],
);

/** One piece again and again, or some of them in a row. */
const crowd = fc
  .tuple(fc.array(token, { minLength: 1, maxLength: 4 }), fc.constantFrom(1, 10, 1_000, 200_000))
  .map(([tokens, count]) => tokens.join('').repeat(count).slice(0, 1_500_000));

const insert = (text: string, words: string, at: number) => text.slice(0, at % text.length) + words + text.slice(at % text.length);

/** The archive with one of its files spoiled, or replaced. */
function spoiledPart(archive: Uint8Array, words: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  const parts = [...unzip(archive)];
  return fc.tuple(fc.nat(parts.length - 1), words, fc.nat(), fc.boolean()).map(([index, piece, at, isWhole]) => {
    const spoiled = (text: string) => (isWhole || !text ? piece : insert(text, piece, at));
    return zip(Object.fromEntries(parts.map(([name, text], one) => [name, one === index ? spoiled(text) : text])));
  });
}

const spoiledBytes = (bytes: Uint8Array) =>
  fc.tuple(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }), fc.nat()).map(([changes, cut]) => {
    const copy = Uint8Array.from(bytes);
    for (const [at, byte] of changes) copy[at % copy.length] = byte;
    return cut % 3 ? copy : copy.slice(0, cut % copy.length);
  });

/** An archive whose one file packs so many megabytes of the same byte into thousandths of them. */
function inflating(name: string, megabytes: number, byte: string): Uint8Array {
  const piece = deflateRawSync(Buffer.alloc(1_048_576, byte), { finishFlush: 3 });
  const packed = Buffer.concat([...Array.from({ length: megabytes }, () => piece), deflateRawSync(Buffer.alloc(0))]);
  const small = Buffer.from(zip({ [name]: 'x'.repeat(10) }));
  const list = small.subarray(small.indexOf('PK\x01\x02', 0, 'latin1'));
  list.writeUInt32LE(packed.length, 20);
  const from = 30 + name.length;
  list.writeUInt32LE(from + packed.length, list.indexOf('PK\x05\x06', 0, 'latin1') + 16);
  return new Uint8Array(Buffer.concat([small.subarray(0, from), packed, list]));
}

const gigabytes = fc
  .tuple(
    fc.constantFrom('xl/workbook.xml', 'xl/worksheets/sheet1.xml', 'tiedot/ops.ndjson', 'tiedot/vertti.json'),
    fc.constantFrom(39, 95, 4_096),
    fc.constantFrom(...' <\n'),
  )
  .map(([name, megabytes, byte]) => inflating(name, megabytes, byte));

const as = (kind: GivenFile['as'], name: string) => (bytes: Uint8Array) => ({ as: kind, name, bytes: bytes as Uint8Array<ArrayBuffer> });
const encoded = (text: string) => new TextEncoder().encode(text);

/** What did harm once: lines were put together to hundreds of megabytes. */
export const keptFiles = (): GivenFile[] => [' ', '\n'].map(byte => as('copy', 'a.zip')(inflating('tiedot/ops.ndjson', 95, byte)));

/** @param copy an honest copy of a device */
export function files(copy: Uint8Array): fc.Arbitrary<GivenFile> {
  const [line] = (unzip(copy).get('tiedot/ops.ndjson') ?? '').split('\n');
  const lines = fc.array(textOf(changed(fc.constant(JSON.parse(line!) as unknown), 3)), { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 40, arbitrary: spoiledPart(schedule, crowd).map(as('schedule', 'a.xlsx')) },
    { weight: 30, arbitrary: spoiledBytes(schedule).map(as('schedule', 'a.xlsx')) },
    { weight: 20, arbitrary: crowd.map(encoded).map(as('schedule', 'a.csv')) },
    { weight: 20, arbitrary: spoiledBytes(encoded(csv)).map(as('schedule', 'a.csv')) },
    { weight: 10, arbitrary: fc.uint8Array({ maxLength: 500 }).map(as('schedule', 'a')) },
    {
      weight: 20,
      arbitrary: spoiledPart(
        copy,
        fc.oneof(
          crowd,
          lines.map(all => `${all.join('\n')}\n`),
        ),
      ).map(as('copy', 'a.zip')),
    },
    { weight: 20, arbitrary: withLines(copy, lines).map(as('copy', 'a.zip')) },
    { weight: 10, arbitrary: spoiledBytes(copy).map(as('copy', 'a.zip')) },
    { weight: 1, arbitrary: gigabytes.map(as('schedule', 'a.xlsx')) },
    { weight: 1, arbitrary: gigabytes.map(as('copy', 'a.zip')) },
  );
}

/** A copy that says rightly how much it holds, of operations that are none, or nearly. */
function withLines(copy: Uint8Array, lines: fc.Arbitrary<string[]>): fc.Arbitrary<Uint8Array> {
  const parts = unzip(copy);
  const manifest = JSON.parse(parts.get('tiedot/vertti.json')!) as { tables: Record<string, { records: number }> };
  return lines.map(all => {
    const oneLine = all.map(text => text.replaceAll('\n', ' ')).filter(text => text !== '');
    const tables = { ...manifest.tables, ops: { records: oneLine.length, unread: 0 } };
    return zip({
      ...Object.fromEntries(parts),
      'tiedot/ops.ndjson': oneLine.map(text => `${text}\n`).join(''),
      'tiedot/vertti.json': JSON.stringify({ ...manifest, tables }),
    });
  });
}
