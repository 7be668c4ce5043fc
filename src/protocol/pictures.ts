import * as z from 'zod/mini';
import { mostLacks, type Lacks as LacksType } from '#oplog/pictures.ts';

/*
 * How pictures travel between a device and the server.
 *
 * An operation names a picture by the SHA-256 of its bytes; the bytes go beside, one by one, after the words. In each exchange (`sync.ts`) both
 * sides say which of the pictures that their operations name they `lack`: the device uploads what the server lacks and it holds, downloads what it
 * lacks and the server holds, and everybody's state of saving rests on these words. A restored server lacks what it has lost, and gets it again
 * from whichever device holds it. Nothing is remembered but the last word, and any request may be repeated.
 *
 * `PUT /api/pictures?space=…&hash=…` with the bytes: from who may write what shows pictures in that space, at most 1 MB, begun as a JPEG, PNG or
 * WebP, with that very hash, and named by an operation that the server holds and that still says something. So nobody stores what no item shows, and what was
 * erased cannot come back. The answer leaves after COMMIT. `GET` of the same address: the bytes, for who may read the space, never to be
 * opened as anything else. Refusals are JSON (`ApiError`); one that is none of these is somebody's in between, and means *wait*.
 */

export function pictureAddress(space: string, hash: string): string {
  return `/api/pictures?space=${encodeURIComponent(space)}&hash=${hash}`;
}

/** The type in which bytes travel, both ways. */
export const pictureContent = 'application/octet-stream';

export const Lacks: z.ZodMiniType<LacksType> = z.union([
  z.literal('all'),
  z.array(z.string().check(z.regex(/^[0-9a-f]{16}$/))).check(z.maxLength(mostLacks)),
]);

/**
 * `not-named`: no operation there names it, so the words go first. `not-this`: the bytes are another picture's, or none's. `no-room`: the space holds
 * as many as it may, or the server's disk is full. `not-yours`: their sender may not write there. `picture-missing`: the server does not hold it.
 */
export const pictureRefusals = ['not-named', 'not-this', 'no-room', 'not-yours', 'picture-missing'] as const;
export type PictureRefusal = (typeof pictureRefusals)[number];
