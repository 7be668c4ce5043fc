import { mayBringPictures } from '#domain/picture-kinds.ts';
import { isPictureName, pictureTypeOf } from '#oplog/pictures.ts';
import { hexDigest } from '#oplog/sha256.ts';
import { refuse, type Failure } from '../failures.ts';
import type { Parts, Route } from '../parts.ts';
import { reachOf } from '../reaching.ts';
import type { Sql } from '../store/database.ts';
import { addPicture, hasPicture, hasRoomFor, isPictureNamed } from '../store/pictures.ts';

/** SQLite's words for a disk without room. */
const full = 13;

/** Keeps a picture that an operation names; the answer leaves after COMMIT. Kept already is as good. */
export function picturePutRoute(parts: Parts): Route {
  const { database, now, audience, picturePace } = parts;
  return async c => {
    const { space, hash } = c.req.query();
    if (!space || !isPictureName(hash)) return refuse(c, 'malformed', 'picture');
    const { device } = c.var.session;
    if (picturePace.isTooFast(device)) return refuse(c, 'slow-down');
    const problem = problemOf(database.read, space, hash, device);
    if (problem) return refuse(c, problem);
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    if (!pictureTypeOf(bytes) || hexDigest(bytes) !== hash) return refuse(c, 'not-this');
    const refused = await database
      .write(async sql => {
        // Once more, and now for certain: it may have been erased while its bytes were on the way.
        const late = problemOf(sql, space, hash, device);
        if (late || hasPicture(sql, space, hash)) return late;
        if (!hasRoomFor(sql, space, bytes.length)) return 'no-room';
        addPicture(sql, space, hash, bytes, now());
        return null;
      })
      .catch((error: unknown): Failure => {
        if (error instanceof Error && 'errcode' in error && error.errcode === full) return 'no-room';
        throw error;
      });
    if (refused) return refuse(c, refused);
    audience.tell({ type: 'moved', space }, device);
    return c.json({ kept: true });
  };

  function problemOf(sql: Sql, space: string, hash: string, device: string): Failure | null {
    const reach = reachOf(parts, sql, device, space);
    if (!reach.ok) return reach.error;
    if (!mayBringPictures(reach.access, reach.membership.person, space)) return 'not-yours';
    return isPictureNamed(sql, space, hash) ? null : 'not-named';
  }
}
