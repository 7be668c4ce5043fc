/* The beginnings of pictures, byte by byte, as cameras and apps write them. */

const ascii = (words: string) => [...words].map(letter => letter.charCodeAt(0));
const big = (value: number, bytes: number) => Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** (bytes - 1 - at)) % 256);
const little = (value: number, bytes: number) => big(value, bytes).toReversed();

/** An EXIF segment that says how the camera was held, where it was (GPS) and what it was. */
export function exifSegment(orientation: number, order: 'big' | 'little' = 'big'): number[] {
  const put = order === 'big' ? big : little;
  const camera = ascii('Nokia 9 PureView\0');
  const entries = [
    [...put(0x010f, 2), ...put(2, 2), ...put(camera.length, 4), ...put(50 + 18, 4)],
    [...put(0x0112, 2), ...put(3, 2), ...put(1, 4), ...put(orientation, 2), 0, 0],
    [...put(0x8825, 2), ...put(4, 2), ...put(1, 4), ...put(50, 4)],
  ];
  // One entry of GPS: north or south.
  const gps = [...put(1, 2), ...put(0x0001, 2), ...put(2, 2), ...put(2, 4), ...ascii('N\0'), 0, 0, ...put(0, 4)];
  const tiff = [
    ...ascii(order === 'big' ? 'MM' : 'II'),
    ...put(42, 2),
    ...put(8, 4),
    ...put(entries.length, 2),
    ...entries.flat(),
    ...put(0, 4),
  ];
  return segment(0xe1, [...ascii('Exif\0\0'), ...tiff, ...gps, ...camera, ...ascii('GPSLatitude 60.1699')]);
}

function segment(marker: number, content: number[]): number[] {
  return [0xff, marker, ...big(content.length + 2, 2), ...content];
}

/** A JPEG as far as its frame's header: `before` are segments that stand ahead of it. */
export function jpegBytes(width: number, height: number, before: number[] = [], frame = 0xc0): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([0xff, 0xd8, ...before, ...segment(frame, [8, ...big(height, 2), ...big(width, 2), 3, ...Array(9).fill(1)])]);
}

export function pngBytes(width: number, height: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    0x89,
    ...ascii('PNG\r\n\x1a\n'),
    ...big(13, 4),
    ...ascii('IHDR'),
    ...big(width, 4),
    ...big(height, 4),
    8,
    6,
    0,
    0,
    0,
  ]);
}

export function webpBytes(form: 'VP8 ' | 'VP8L' | 'VP8X', width: number, height: number): Uint8Array<ArrayBuffer> {
  const content = {
    'VP8 ': [0, 0, 0, 0x9d, 0x01, 0x2a, ...little(width, 2), ...little(height, 2)],
    VP8L: [0x2f, ...little(width - 1 + (height - 1) * 2 ** 14, 4), 0, 0, 0, 0, 0],
    VP8X: [0, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3)],
  }[form];
  return Uint8Array.from([
    ...ascii('RIFF'),
    ...little(content.length + 12, 4),
    ...ascii('WEBP'),
    ...ascii(form),
    ...little(content.length, 4),
    ...content,
  ]);
}

export function gifBytes(width: number, height: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...ascii('GIF89a'), ...little(width, 2), ...little(height, 2), 0, 0, 0]);
}

/** A camera's container: its brands, and the sizes of the picture and its tiles. */
export function boxBytes(brands: string[], sizes: [number, number][] = []): Uint8Array<ArrayBuffer> {
  const [major = '', ...others] = brands;
  const first = [...ascii('ftyp'), ...ascii(major), 0, 0, 0, 0, ...others.flatMap(ascii)];
  const boxes = sizes.flatMap(([width, height]) => [...big(20, 4), ...ascii('ispe'), 0, 0, 0, 0, ...big(width, 4), ...big(height, 4)]);
  return Uint8Array.from([...big(first.length + 4, 4), ...first, ...boxes, ...Array(16).fill(0)]);
}

export const bytesOf = (words: string): Uint8Array<ArrayBuffer> => Uint8Array.from(ascii(words));
