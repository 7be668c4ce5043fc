import { isPictureName } from '#oplog/pictures.ts';
import { pictureContent } from '#protocol/pictures.ts';
import { refuse } from '../failures.ts';
import type { Parts, Route } from '../parts.ts';
import { reachOf } from '../reaching.ts';
import { pictureBytes } from '../store/pictures.ts';

/** A picture's bytes, for the app to keep. Whatever they are, no browser opens them: somebody else has sent them. */
export function pictureGetRoute(parts: Parts): Route {
  return c => {
    const { space, hash } = c.req.query();
    if (!space || !isPictureName(hash)) return refuse(c, 'malformed', 'picture');
    const reach = reachOf(parts, parts.database.read, c.var.session.device, space);
    if (!reach.ok) return refuse(c, reach.error);
    const bytes = pictureBytes(parts.database.read, space, hash);
    if (!bytes) return refuse(c, 'picture-missing');
    c.header('content-security-policy', "default-src 'none'; sandbox");
    c.header('content-disposition', 'attachment');
    return c.body(bytes, 200, { 'content-type': pictureContent });
  };
}
