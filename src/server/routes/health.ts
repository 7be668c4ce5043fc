import type { Parts, Route } from '../parts.ts';

/** For whoever watches the server: that it answers, reads its database, and which build it serves. */
export function healthRoute({ database, build, now }: Parts): Route {
  return c => {
    database.read.get('SELECT 1');
    return c.json({ ok: true, build, now: now() });
  };
}
