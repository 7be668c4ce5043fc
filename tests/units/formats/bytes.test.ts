import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToText } from '#formats/bytes.ts';

/** What the two single-byte and two-byte encodings make of a text; the platform only writes UTF-8. */
const utf16 = (text: string, littleEndian: boolean, mark: boolean): Uint8Array => {
  const units = [...(mark ? '\uFEFF' : ''), ...text].join('');
  const bytes = new Uint8Array(units.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < units.length; at += 1) view.setUint16(at * 2, units.charCodeAt(at), littleEndian);
  return bytes;
};
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, letter => (letter === '–' ? 0x96 : letter.charCodeAt(0)));
const schedule = 'Klo;Haastateltava\r\n9.30–10.30;Åsa Mallström, äö ÄÖ\r\n';
const read = (bytes: Uint8Array): [string, string] | string => {
  const result = bytesToText(bytes);
  return result.ok ? [result.encoding, result.text] : result.error.type;
};

describe('text of bytes', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode(schedule), 'utf-8'],
    ['UTF-8 with a mark', new TextEncoder().encode(`\uFEFF${schedule}`), 'utf-8'],
    ['UTF-16 LE with a mark', utf16(schedule, true, true), 'utf-16le'],
    ['UTF-16 BE with a mark', utf16(schedule, false, true), 'utf-16be'],
    ['UTF-16 LE by its zeros', utf16(schedule, true, false), 'utf-16le'],
    ['UTF-16 BE by its zeros', utf16(schedule, false, false), 'utf-16be'],
    ['Windows-1252', latin1(schedule), 'windows-1252'],
  ])('reads %s', (_, bytes, encoding) => {
    expect(read(bytes)).toEqual([encoding, schedule]);
  });

  it('reads any text that was written as UTF-8', () => {
    const printable = fc.string({ unit: 'grapheme' }).filter(text => !/[\u0000-\u001F\uFEFF]/u.test(text));
    fc.assert(
      fc.property(printable, text => {
        expect(read(new TextEncoder().encode(text))).toEqual(['utf-8', text]);
      }),
    );
  });

  it('reads any text of our letters in each encoding', () => {
    const ours = fc.string({ unit: fc.constantFrom(...'abcdeåäöÅÄÖ;,. 0123456789\n'), minLength: 12 });
    fc.assert(
      fc.property(ours, text => {
        const body = `Klo;Nimi;Tila;${text}`;
        for (const bytes of [
          utf16(body, true, true),
          utf16(body, false, true),
          utf16(body, true, false),
          utf16(body, false, false),
          latin1(body),
        ]) {
          expect(bytesToText(bytes)).toMatchObject({ ok: true, text: body });
        }
      }),
    );
  });

  it.each([
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0xff)],
    ['DOS code page 850, whose ä is a low quote', Uint8Array.of(0x50, 0x84, 0x84, 0x6c, 0x6c, 0x69, 0x6b, 0x6b, 0x94, 0x0a)],
    ['bytes that Windows-1252 has not', Uint8Array.of(0x41, 0x81, 0x8d, 0x41)],
    ['UTF-16 that ends in half a letter', Uint8Array.of(0xff, 0xfe, 0x41, 0x00, 0x42)],
  ])('refuses %s', (_, bytes) => {
    expect(read(bytes)).toBe('unreadable-encoding');
  });
});
