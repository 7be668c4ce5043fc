import { headerBytes, readPhotoHeader, type PhotoHeader } from './photo-header.ts';
import type { PictureProblem, PictureUse, Recoded } from './platform.ts';

/** More pixels than any phone's ordinary photo has; decoded they would be 200 MB. */
const mostPixels = 50_000_000;
/** The longest side of what is kept: a page of handwriting is read from it. */
const longestSide = 2_048;
/** The most that is kept of one. */
const mostBytes = 400_000;
const leastSide = 320;

const qualities = [0.76, 0.66, 0.56, 0.46];
const types = ['image/jpeg', 'image/webp', 'image/png'] as const;

/** What is drawn on: the worker's canvas, or the page's. */
interface Sheet {
  draw(picture: ImageBitmap): void;
  /** null when it could not: there was no memory for it. */
  encode(type: string, quality?: number): Promise<Blob | null>;
}
export type NewSheet = (width: number, height: number) => Sheet | null;

/** What is asked of a canvas, the worker's or the page's. */
type Drawing = Pick<OffscreenCanvasRenderingContext2D, 'fillStyle' | 'fillRect' | 'drawImage' | 'imageSmoothingQuality'>;

/** @param context null when there was no memory for its pixels */
export function sheetOn(context: Drawing | null, width: number, height: number, encode: Sheet['encode']): Sheet | null {
  if (!context) return null;
  context.imageSmoothingQuality = 'high';
  return {
    draw(picture) {
      context.fillStyle = '#fff';
      context.fillRect(0, 0, width, height);
      context.drawImage(picture, 0, 0, width, height);
    },
    encode,
  };
}

/**
 * Makes of a file what is kept: decoded, turned right, on white, at most 2,048 pixels long, encoded anew. Of the file's own bytes nothing goes
 * on, so neither does where, when and with what it was taken. Its size is asked of its header before anything is decoded.
 */
export async function recode(file: Blob, use: PictureUse, newSheet: NewSheet): Promise<Recoded> {
  try {
    const header = readPhotoHeader(new Uint8Array(await file.slice(0, headerBytes).arrayBuffer()));
    const problem = problemOf(header, file.size);
    if (problem) return failed(problem);
    const picture = await decode(file, header);
    if (!picture) return failed(header.nature === 'heic' ? 'heic' : 'undecodable');
    try {
      return await encode(picture, use, newSheet);
    } finally {
      picture.close();
    }
  } catch (error) {
    // A file that has gone meanwhile, as from a cloud's folder, cannot be read; else it is memory that lacks.
    return failed(error instanceof Error && error.name === 'NotReadableError' ? 'undecodable' : 'no-memory');
  }
}

function problemOf({ nature, width, height }: PhotoHeader, size: number): PictureProblem | null {
  if (nature === 'empty' || nature === 'video' || nature === 'document') return nature;
  if (nature === 'other') return 'no-picture';
  if (width * height === 0) return nature === 'heic' ? 'heic' : 'undecodable';
  if (width * height <= mostPixels) return null;
  return width * height > 100 * size ? 'inflates' : 'too-many-pixels';
}

async function decode(file: Blob, { nature, width, height }: PhotoHeader): Promise<ImageBitmap | null> {
  const wanted = within(width, height, longestSide);
  // Only of a JPEG is it known here how it is turned; others are made smaller when they are drawn.
  const smaller = nature === 'jpeg' && wanted.width < width;
  const turned: ImageBitmapOptions = { imageOrientation: 'from-image' };
  const resized: ImageBitmapOptions = { ...turned, resizeWidth: wanted.width, resizeHeight: wanted.height, resizeQuality: 'medium' };
  return createImageBitmap(file, smaller ? resized : turned).catch(() => null);
}

async function encode(picture: ImageBitmap, use: PictureUse, newSheet: NewSheet): Promise<Recoded> {
  const lossless = use === 'drawing' ? await encodeLossless(picture, newSheet) : null;
  if (lossless) return lossless;
  let side = longestSide;
  for (;;) {
    const size = within(picture.width, picture.height, side);
    const sheet = newSheet(size.width, size.height);
    if (!sheet) return failed('no-memory');
    sheet.draw(picture);
    let last = 0;
    for (const quality of qualities) {
      const made = await sheet.encode('image/jpeg', quality);
      if (!made) return failed('no-memory');
      if (made.size <= mostBytes || side <= leastSide) return kept(made, size);
      last = made.size;
      // Far too much: the next quality would not do either.
      if (last > 2.5 * mostBytes) break;
    }
    side = Math.max(leastSide, Math.round(Math.max(size.width, size.height) * Math.min(0.85, Math.sqrt(mostBytes / last))));
  }
}

/** Lines on a plain ground stay exact, in whichever of the two takes less; null when neither is small enough. */
async function encodeLossless(picture: ImageBitmap, newSheet: NewSheet): Promise<Recoded | null> {
  const size = within(picture.width, picture.height, longestSide);
  const sheet = newSheet(size.width, size.height);
  sheet?.draw(picture);
  const made = await Promise.all([sheet?.encode('image/png'), sheet?.encode('image/webp', 1)]);
  // A browser that does not write WebP gives a PNG instead.
  const [least] = made.filter(one => one !== null && one !== undefined).sort((a, b) => a.size - b.size);
  return least && least.size <= mostBytes ? kept(least, size) : null;
}

async function kept(made: Blob, size: { width: number; height: number }): Promise<Recoded> {
  const type = types.find(one => one === made.type);
  return type ? { ok: true, value: { bytes: new Uint8Array(await made.arrayBuffer()), type, ...size } } : failed('no-memory');
}

function within(width: number, height: number, side: number): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function failed(problem: PictureProblem): Recoded {
  return { ok: false, error: { type: problem } };
}
