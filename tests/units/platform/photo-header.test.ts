import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPhotoHeader, type FileNature } from '#platform/photo-header.ts';
import { boxBytes, bytesOf, exifSegment, gifBytes, jpegBytes, pngBytes, webpBytes } from '../../support/picture-headers.ts';

const comment = (length: number) => [0xff, 0xfe, (length + 2) >> 8, (length + 2) & 0xff, ...Array<number>(length).fill(0xc0)];

describe('what a file is', () => {
  const natures: [string, Uint8Array, FileNature][] = [
    ['nothing', bytesOf(''), 'empty'],
    ['a JPEG', jpegBytes(4, 3), 'jpeg'],
    ['a PNG', pngBytes(4, 3), 'png'],
    ['a WebP', webpBytes('VP8 ', 4, 3), 'webp'],
    ['a GIF', gifBytes(4, 3), 'gif'],
    ['an AVIF', boxBytes(['avif', 'mif1', 'miaf']), 'avif'],
    ['an AVIF that names what it shares with HEIC first', boxBytes(['mif1', 'avif']), 'avif'],
    ['an iPhone’s photo', boxBytes(['heic', 'mif1', 'heic']), 'heic'],
    ['an MP4', boxBytes(['isom', 'iso2', 'avc1', 'mp41']), 'video'],
    ['an iPhone’s film', boxBytes(['qt  ']), 'video'],
    ['a WebM', Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 1), 'video'],
    ['an AVI', bytesOf('RIFF\0\0\0\0AVI LIST'), 'video'],
    ['a PDF', bytesOf('%PDF-1.7'), 'document'],
    ['a Word file', bytesOf('PK\x03\x04'), 'document'],
    ['a page', bytesOf('<!doctype html><svg></svg>'), 'other'],
    ['sound', bytesOf('RIFF\0\0\0\0WAVEfmt '), 'other'],
    ['one byte', bytesOf('x'), 'other'],
  ];
  test.each(natures)('%s is known by its first bytes', (_, bytes, nature) => {
    expect(readPhotoHeader(bytes).nature).toBe(nature);
  });
});

describe('how large a picture is', () => {
  const sizes: [string, Uint8Array, [number, number]][] = [
    ['a JPEG', jpegBytes(4_032, 3_024), [4_032, 3_024]],
    ['a progressive JPEG', jpegBytes(640, 480, [], 0xc2), [640, 480]],
    ['a JPEG behind tables and a comment full of marks', jpegBytes(640, 480, [0xff, 0xc4, 0, 4, 1, 2, ...comment(300), 0xff]), [640, 480]],
    ['a JPEG taken lying down', jpegBytes(4_032, 3_024, exifSegment(3)), [4_032, 3_024]],
    ['a JPEG taken upright', jpegBytes(4_032, 3_024, exifSegment(6)), [3_024, 4_032]],
    ['a JPEG taken upright, low byte first', jpegBytes(4_032, 3_024, exifSegment(8, 'little')), [3_024, 4_032]],
    ['a JPEG that ends before its size', jpegBytes(640, 480).subarray(0, 8), [0, 0]],
    ['a JPEG whose segment has no length', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0), [0, 0]],
    ['a PNG', pngBytes(30_000, 20_000), [30_000, 20_000]],
    ['a PNG that ends early', pngBytes(3, 2).subarray(0, 20), [0, 0]],
    ['a WebP', webpBytes('VP8 ', 1_200, 800), [1_200, 800]],
    ['a WebP without loss', webpBytes('VP8L', 16_384, 1), [16_384, 1]],
    ['a WebP of several parts', webpBytes('VP8X', 70_000, 3), [70_000, 3]],
    ['a GIF', gifBytes(65_535, 2), [65_535, 2]],
    [
      'a HEIC of tiles',
      boxBytes(
        ['heic'],
        [
          [512, 512],
          [4_032, 3_024],
          [320, 240],
        ],
      ),
      [4_032, 3_024],
    ],
  ];
  test.each(sizes)('%s', (_, bytes, [width, height]) => {
    expect(readPhotoHeader(bytes)).toMatchObject({ width, height });
  });
});

describe('whatever the bytes are', () => {
  const samples = [
    jpegBytes(4_032, 3_024, [...exifSegment(6), ...comment(40)]),
    pngBytes(4_032, 3_024),
    webpBytes('VP8L', 400, 300),
    webpBytes('VP8X', 400, 300),
    boxBytes(['heic'], [[4_032, 3_024]]),
  ];

  test('nothing is thrown, and no size is told that a header cannot hold', () => {
    const damaged = fc.tuple(fc.constantFrom(...samples), fc.nat(), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 12 }));
    fc.assert(
      fc.property(damaged, ([sample, cut, changes]) => {
        const bytes = sample.slice(0, 1 + (cut % sample.length));
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        const { width, height } = readPhotoHeader(bytes);
        for (const side of [width, height]) expect(Number.isInteger(side) && side >= 0 && side < 2 ** 32).toBe(true);
      }),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), bytes => {
        readPhotoHeader(bytes);
      }),
    );
  });

  test('four megabytes of markers are gone through in a moment', () => {
    const bytes = new Uint8Array(4 * 1024 * 1024).fill(0xff);
    bytes[1] = 0xd8;
    const started = performance.now();
    expect(readPhotoHeader(bytes).width).toBe(0);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
