import { afterEach, describe, expect, test, vi } from 'vitest';
import { recode, type NewSheet } from '#platform/photo-recode.ts';
import { boxBytes, bytesOf, exifSegment, jpegBytes, pngBytes, webpBytes } from '../../support/picture-headers.ts';

/* The bounds and the steps; what a browser's decoder and encoder make of real photos is asked in `tests/browser/photos.test.ts`. */

interface Encoded {
  width: number;
  height: number;
  type: string;
  quality: number | undefined;
}

/** A browser whose decoder gives pictures as it is asked, and whose encoder takes so many bytes. */
function browser(size: (encoded: Encoded) => number | null, decoded: { width: number; height: number } | null = null) {
  const asked: { file: Blob; options: ImageBitmapOptions }[] = [];
  const encoded: Encoded[] = [];
  vi.stubGlobal('createImageBitmap', async (file: Blob, options: ImageBitmapOptions) => {
    asked.push({ file, options });
    const width = decoded?.width ?? options.resizeWidth;
    const height = decoded?.height ?? options.resizeHeight;
    if (!width || !height) throw new DOMException('The source image could not be decoded.', 'InvalidStateError');
    return { width, height, close: () => undefined };
  });
  const newSheet: NewSheet = (width, height) => ({
    draw: () => undefined,
    encode: async (type, quality) => {
      const one = { width, height, type, quality };
      encoded.push(one);
      const bytes = size(one);
      return bytes === null ? null : new Blob([new Uint8Array(bytes)], { type });
    },
  });
  return { asked, encoded, newSheet };
}

const small = () => 100_000;

afterEach(() => vi.unstubAllGlobals());

describe('what is kept of a photo', () => {
  test('is decoded at the size that is kept, turned as it was taken', async () => {
    const { asked, newSheet } = browser(small);
    const made = await recode(new Blob([jpegBytes(4_032, 3_024, exifSegment(6))]), 'photo', newSheet);
    expect(asked[0]?.options).toMatchObject({ imageOrientation: 'from-image', resizeWidth: 1_536, resizeHeight: 2_048 });
    expect(made).toMatchObject({ ok: true, value: { type: 'image/jpeg', width: 1_536, height: 2_048 } });
  });

  test('is never made larger than it was', async () => {
    const { asked, encoded, newSheet } = browser(small, { width: 640, height: 480 });
    await recode(new Blob([jpegBytes(640, 480)]), 'photo', newSheet);
    expect(asked[0]?.options).toEqual({ imageOrientation: 'from-image' });
    expect(encoded).toMatchObject([{ width: 640, height: 480 }]);
  });

  test('loses quality before size, and both until it is at most 400 KB', async () => {
    const bits = ({ width, height, quality = 1 }: Encoded) => Math.round(width * height * 0.28 * quality);
    const { encoded, newSheet } = browser(bits);
    const made = await recode(new Blob([jpegBytes(4_000, 3_000)]), 'photo', newSheet);
    expect(made.ok && made.value.bytes.length).toBeLessThanOrEqual(400_000);
    expect(encoded.slice(0, 4).map(one => [one.width, one.quality])).toEqual([
      [2_048, 0.76],
      [2_048, 0.66],
      [2_048, 0.56],
      [2_048, 0.46],
    ]);
    expect(encoded[4]!.width).toBeLessThan(2_048);
    expect(encoded.length).toBeLessThan(12);
  });

  test('comes to an end, whatever the encoder makes of it', async () => {
    const { encoded, newSheet } = browser(() => 5_000_000);
    const made = await recode(new Blob([jpegBytes(4_000, 3_000)]), 'photo', newSheet);
    expect(made.ok).toBe(true);
    expect(encoded.length).toBeLessThan(12);
  });

  test('of a drawing is whichever is smaller of what loses nothing', async () => {
    const sizes: Record<string, number> = { 'image/png': 30_000, 'image/webp': 12_000 };
    const { newSheet } = browser(({ type }) => sizes[type] ?? null, { width: 1_600, height: 900 });
    expect(await recode(new Blob([pngBytes(1_600, 900)]), 'drawing', newSheet)).toMatchObject({
      value: { type: 'image/webp', width: 1_600 },
    });
    sizes['image/webp'] = 40_000;
    expect(await recode(new Blob([pngBytes(1_600, 900)]), 'drawing', newSheet)).toMatchObject({ value: { type: 'image/png' } });
    Object.assign(sizes, { 'image/png': 900_000, 'image/webp': 900_000, 'image/jpeg': 200_000 });
    expect(await recode(new Blob([pngBytes(1_600, 900)]), 'drawing', newSheet)).toMatchObject({ value: { type: 'image/jpeg' } });
  });
});

describe('what cannot be kept', () => {
  const refused: [string, BlobPart[], string][] = [
    ['nothing', [], 'empty'],
    ['a video', [boxBytes(['isom', 'mp42'])], 'video'],
    ['a document', [bytesOf('%PDF-1.7')], 'document'],
    ['text', [bytesOf('hei')], 'no-picture'],
    ['a picture without a size', [jpegBytes(0, 0)], 'undecodable'],
    ['more than 50 megapixels', [jpegBytes(9_000, 6_000), new Uint8Array(3_000_000)], 'too-many-pixels'],
    ['a few bytes that would unfold', [pngBytes(60_000, 60_000)], 'inflates'],
    ['the same as WebP', [webpBytes('VP8X', 16_000_000, 16_000_000)], 'inflates'],
  ];
  test.each(refused)('%s is refused before it is decoded', async (_, parts, problem) => {
    const { asked, newSheet } = browser(small, { width: 10, height: 10 });
    expect(await recode(new Blob(parts), 'photo', newSheet)).toEqual({ ok: false, error: { type: problem } });
    expect(asked).toEqual([]);
  });

  test('is told apart: what this browser does not read, what is damaged, and what there is no memory for', async () => {
    const { newSheet } = browser(() => null);
    const jpeg = new Blob([jpegBytes(4_000, 3_000)]);
    expect(await recode(new Blob([boxBytes(['heic'], [[4_032, 3_024]])]), 'photo', newSheet)).toEqual({
      ok: false,
      error: { type: 'heic' },
    });
    expect(await recode(new Blob([pngBytes(40, 30)]), 'photo', newSheet)).toEqual({ ok: false, error: { type: 'undecodable' } });
    expect(await recode(jpeg, 'photo', newSheet)).toEqual({ ok: false, error: { type: 'no-memory' } });
    expect(await recode(jpeg, 'photo', () => null)).toEqual({ ok: false, error: { type: 'no-memory' } });
    const gone = Object.assign(new Blob(['x']), {
      slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) }),
    });
    expect(await recode(gone as unknown as Blob, 'photo', newSheet)).toEqual({ ok: false, error: { type: 'undecodable' } });
  });
});
