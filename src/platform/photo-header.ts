/** What a file is by its first bytes, whatever its name says. */
export type FileNature = 'empty' | 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'heic' | 'video' | 'document' | 'other';

export interface PhotoHeader {
  nature: FileNature;
  /** As it is seen, turned as the camera was held; 0 when the header does not say. */
  width: number;
  height: number;
}

/** As much of a file as is ever looked at: a camera's own data (a preview, depth, its log) may stand before a JPEG's size. */
export const headerBytes = 4 * 1024 * 1024;

/** Reads what a file is and how large its picture would be, without decoding it. Never throws, whatever the bytes. */
export function readPhotoHeader(bytes: Uint8Array): PhotoHeader {
  const nature = natureOf(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = sizeReaders[nature]?.(view) ?? [0, 0];
  return { nature, width, height };
}

type Size = [width: number, height: number];
const unknown: Size = [0, 0];

const sizeReaders: Partial<Record<FileNature, (view: DataView) => Size>> = {
  jpeg: jpegSize,
  png: view => (fits(view, 24) && tagAt(view, 12) === 'IHDR' ? [view.getUint32(16), view.getUint32(20)] : unknown),
  webp: webpSize,
  gif: view => (fits(view, 10) ? [view.getUint16(6, true), view.getUint16(8, true)] : unknown),
  avif: boxSize,
  heic: boxSize,
};

function natureOf(bytes: Uint8Array): FileNature {
  if (bytes.length === 0) return 'empty';
  const starts = (...first: number[]) => bytes.length >= first.length && first.every((byte, at) => bytes[at] === byte);
  const tag = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (starts(0xff, 0xd8, 0xff)) return 'jpeg';
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (tag(0) === 'GIF8') return 'gif';
  if (tag(0) === '%PDF' || starts(0x50, 0x4b, 0x03, 0x04) || starts(0xd0, 0xcf, 0x11, 0xe0)) return 'document';
  if (tag(0) === 'RIFF') return tag(8) === 'WEBP' ? 'webp' : tag(8) === 'AVI ' ? 'video' : 'other';
  if (tag(4) === 'ftyp') return brandNature(bytes);
  // Matroska and WebM; MPEG's program and transport streams; QuickTime without a brand.
  if (starts(0x1a, 0x45, 0xdf, 0xa3) || starts(0, 0, 1, 0xba) || ['moov', 'mdat', 'wide'].includes(tag(4))) return 'video';
  return 'other';
}

const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);

/** A camera's pictures and films share a container: its brands tell them apart, the first of all before the ones it is also readable as. */
function brandNature(bytes: Uint8Array): FileNature {
  const length = Math.min(bytes.length, 8 + 4 * 32, bytes[2] === 0 && bytes[1] === 0 && bytes[0] === 0 ? bytes[3]! : 0);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= length; at += 4) if (at !== 12) brands.push(String.fromCharCode(...bytes.subarray(at, at + 4)));
  if (brands.some(brand => brand === 'avif' || brand === 'avis')) return 'avif';
  return brands.some(brand => heicBrands.has(brand)) ? 'heic' : 'video';
}

/** Walks a JPEG's segments to the frame's, and turns its size as EXIF says that the camera was held. */
function jpegSize(view: DataView): Size {
  let isTurned = false;
  for (let at = 2; fits(view, at + 4);) {
    if (view.getUint8(at) !== 0xff) return unknown;
    const marker = view.getUint8(at + 1);
    // Filling before a marker, and the markers that stand alone.
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2 || marker === 0xd9 || marker === 0xda) return unknown;
    if (isFrame(marker)) {
      if (!fits(view, at + 9)) return unknown;
      const size: Size = [view.getUint16(at + 7), view.getUint16(at + 5)];
      return isTurned ? [size[1], size[0]] : size;
    }
    if (marker === 0xe1) isTurned = isOnItsSide(view, at + 4, at + 2 + length) || isTurned;
    at += 2 + length;
  }
  return unknown;
}

/** Every kind of frame: SOF0 to SOF15 without the tables that stand among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Whether EXIF's orientation is one of the four that stand upright only after a quarter turn. */
function isOnItsSide(view: DataView, from: number, to: number): boolean {
  const end = Math.min(to, view.byteLength);
  if (from + 14 > end || tagAt(view, from) !== 'Exif') return false;
  const tiff = from + 6;
  const little = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, little);
  if (directory + 2 > end) return false;
  const entries = view.getUint16(directory, little);
  for (let index = 0; index < entries; index++) {
    const entry = directory + 2 + 12 * index;
    if (entry + 12 > end) return false;
    if (view.getUint16(entry, little) === 0x0112) return view.getUint16(entry + 8, little) >= 5;
  }
  return false;
}

function webpSize(view: DataView): Size {
  if (!fits(view, 30)) return unknown;
  const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  switch (tagAt(view, 12)) {
    case 'VP8 ':
      return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
    }
    case 'VP8X':
      return [three(24) + 1, three(27) + 1];
    default:
      return unknown;
  }
}

/** The largest of the sizes that a HEIC or AVIF names: the picture's own beside those of its tiles and its preview. */
function boxSize(view: DataView): Size {
  let largest = unknown;
  const end = Math.min(view.byteLength - 20, 1024 * 1024);
  for (let at = 8; at <= end; at++) {
    if (view.getUint8(at) !== 0x69 || tagAt(view, at) !== 'ispe') continue;
    const size: Size = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (size[0] * size[1] > largest[0] * largest[1]) largest = size;
  }
  return largest;
}

function fits(view: DataView, length: number): boolean {
  return view.byteLength >= length;
}

function tagAt(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}
