import { deflateRawSync, crc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { note } from '#domain/note.ts';
import { notesSpace } from '#domain/spaces.ts';
import { readCopy } from '#rescue/read-copy.ts';
import { copiedDevice, copyOf } from '../../support/copied-device.ts';
import { unzip, zip } from '../formats/zip.ts';

const manifest = (changes: object = {}) => JSON.stringify({ format: 'vertti-copy', version: 1, ...changes });
const archive = (files: Record<string, string | Uint8Array>) => new Blob([zip(files) as BlobPart]);

async function typeOf(file: Blob): Promise<string> {
  const read = await readCopy(file);
  return read.ok ? 'ok' : read.error.type;
}

describe('a file that is no copy', () => {
  let bytes: Uint8Array<ArrayBuffer>;

  beforeAll(async () => {
    const device = await copiedDevice();
    for (let index = 0; index < 30; index++) {
      const session = await device.notebook.openText(note, { space: notesSpace('v'), id: device.notebook.newId('mine') }, 'words');
      session.edit(`luontotieto kaavaan liian myöh ${index * 7919}`);
      await session.seal();
    }
    bytes = new Uint8Array(await (await copyOf(device)).file.arrayBuffer());
  });

  test('while a whole one is read', async () => {
    const read = await readCopy(new Blob([bytes]));
    expect(read.ok && read.content.ops.length).toBeGreaterThan(30);
  });

  test.each<[string, () => Blob, string]>([
    ['an empty one', () => new Blob([]), 'empty'],
    ['a picture', () => new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3])]), 'not-zip'],
    ['a workbook', () => archive({ 'xl/workbook.xml': '<workbook/>' }), 'not-zip'],
    ['one whose description is of something else', () => archive({ 'tiedot/vertti.json': '{"format":"other","version":1}' }), 'not-zip'],
    [
      'one whose description is a prototype',
      () => archive({ 'tiedot/vertti.json': '{"__proto__":{"format":"vertti-copy","version":1}}' }),
      'not-zip',
    ],
    ['one whose description is no JSON', () => archive({ 'tiedot/vertti.json': '{' }), 'changed'],
    ['one of a newer app', () => archive({ 'tiedot/vertti.json': manifest({ version: 2 }) }), 'newer'],
    [
      'one with a line that is no JSON',
      () => archive({ 'tiedot/vertti.json': manifest(), 'tiedot/ops.ndjson': '{"v":1}\n{"v":' }),
      'changed',
    ],
    ['one that is too large', () => ({ size: 500_000_001 }) as Blob, 'too-large'],
    ['one that cannot be read', () => ({ size: 9, arrayBuffer: () => Promise.reject(new Error('gone')) }) as unknown as Blob, 'unread'],
  ])('is refused: %s', async (_, file, type) => expect(await typeOf(file())).toBe(type));

  test('is refused when it was cut anywhere', async () => {
    const cutAt = fc.integer({ min: 4, max: bytes.length - 1 });
    const cut = fc.asyncProperty(cutAt, async length => (await typeOf(new Blob([bytes.slice(0, length)]))) === 'cut');
    expect(await fc.check(cut, { numRuns: 200 })).toMatchObject({ failed: false });
  });

  test('is never half read when a byte of it was changed', async () => {
    const whole = JSON.stringify(await readCopy(new Blob([bytes])));
    const changed = fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const other = bytes.slice();
      other[at]! ^= by;
      const read = await readCopy(new Blob([other]));
      // In a date or in what people read a byte changes nothing that is taken.
      return !read.ok || JSON.stringify(read) === whole;
    });
    expect(await fc.check(changed, { numRuns: 300 })).toMatchObject({ failed: false });
  });

  test('is not unpacked beyond what a copy can be', async () => {
    // Each of the files unpacks to 75 MB from 75 KB.
    const zeros = Buffer.alloc(75_000_000, 0x20);
    const packed = deflateRawSync(zeros);
    const sum = crc32(zeros);
    const file = new Blob([bomb(['tiedot/vertti.json', 'tiedot/ops.ndjson', 'tiedot/open.ndjson'], packed, sum, zeros.length)]);
    expect(file.size).toBeLessThan(1_000_000);
    expect(await typeOf(file)).toBe('too-large');
  });

  test('and every name of what is in a copy can be unpacked by others', () => {
    expect([...unzip(bytes).keys()]).toContain('tiedot/vertti.json');
  });
});

/** An archive in which each entry has the same packed bytes. */
function bomb(names: string[], packed: Uint8Array, sum: number, size: number): Uint8Array<ArrayBuffer> {
  const entries = names.map(name => {
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(sum, 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(size, 18);
    head.writeUInt16LE(name.length, 22);
    return { head, name: Buffer.from(name) };
  });
  const locals = entries.map(({ head, name }) => Buffer.concat([Buffer.from('PK\x03\x04'), head, name, packed]));
  const list = entries.map(({ head, name }, index) => {
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(
      locals.slice(0, index).reduce((total, local) => total + local.length, 0),
      10,
    );
    return Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), head, rest, name]);
  });
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(Buffer.concat(list).length, 12);
  end.writeUInt32LE(Buffer.concat(locals).length, 16);
  return new Uint8Array(Buffer.concat([...locals, ...list, end]));
}
