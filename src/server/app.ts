import { Hono } from 'hono';
import { longestPicture } from '#oplog/pictures.ts';
import { bodyLimit as syncLimit } from '#protocol/sync.ts';
import { readAddress } from './address.ts';
import { checkOrigin, checkVersion, needSession } from './door.ts';
import { refuse } from './failures.ts';
import { tooLarge } from './too-large.ts';
import { assemble, type Env, type Parts, type Surroundings } from './parts.ts';
import { devicesReplaceRoute } from './routes/devices-replace.ts';
import { devicesRevokeRoute } from './routes/devices-revoke.ts';
import { eraseRoute } from './routes/erase.ts';
import { eventsRoute } from './routes/events.ts';
import { exampleEndRoute } from './routes/example-end.ts';
import { exampleRoute } from './routes/example.ts';
import { healthRoute } from './routes/health.ts';
import { invitationLookRoute } from './routes/invitation-look.ts';
import { invitationsRoute } from './routes/invitations.ts';
import { joinRoute } from './routes/join.ts';
import { keysRoute } from './routes/keys.ts';
import { meRoute } from './routes/me.ts';
import { pictureGetRoute } from './routes/picture-get.ts';
import { picturePutRoute } from './routes/picture-put.ts';
import { presenceRoute } from './routes/presence.ts';
import { sessionLeaveRoute } from './routes/session-leave.ts';
import { sessionSplitRoute } from './routes/session-split.ts';
import { setupRoute } from './routes/setup.ts';
import { syncRoute } from './routes/sync.ts';
import { securityHeaders } from './security-headers.ts';
import { staticFiles } from './static-files.ts';

/** What a request without operations may carry. */
const smallLimit = 64_000;

export interface App {
  fetch: Hono<Env>['fetch'];
  request: Hono<Env>['request'];
  parts: Parts;
}

/** The whole server as one function from request to answer; it needs no port. */
export function createApp(around: Surroundings): App {
  const parts = assemble(around);
  const app = new Hono<Env>();
  const session = needSession(parts);

  app.use(securityHeaders(parts), readAddress(parts));
  app.get('/api/health', healthRoute(parts));

  app.use('/api/*', checkOrigin(parts));
  // An EventSource cannot send a header of ours.
  app.get('/api/events', session, eventsRoute(parts));

  app.use('/api/*', checkVersion);
  app.post('/api/sync', session, tooLarge(syncLimit), syncRoute(parts));

  app.put('/api/pictures', session, tooLarge(longestPicture), picturePutRoute(parts));
  app.get('/api/pictures', session, pictureGetRoute(parts));

  app.use('/api/*', tooLarge(smallLimit));
  app.post('/api/setup', setupRoute(parts));
  app.post('/api/invitations/look', invitationLookRoute(parts));
  app.post('/api/join', joinRoute(parts));
  app.get('/api/me', session, meRoute(parts));
  app.post('/api/keys', session, keysRoute(parts));
  app.post('/api/invitations', session, invitationsRoute(parts));
  app.post('/api/devices/replace', session, devicesReplaceRoute(parts));
  app.post('/api/devices/revoke', session, devicesRevokeRoute(parts));
  app.post('/api/erase', session, eraseRoute(parts));
  app.post('/api/session/leave', session, sessionLeaveRoute(parts));
  app.post('/api/session/split', session, sessionSplitRoute(parts));
  app.post('/api/example', session, exampleRoute(parts));
  app.post('/api/example/end', session, exampleEndRoute(parts));
  app.post('/api/presence', session, presenceRoute(parts));

  app.get('*', staticFiles(parts));
  app.notFound(c => c.json({ error: { type: 'malformed', detail: c.req.path } }, 404));
  app.onError((error, c) => {
    console.error(error);
    return refuse(c, 'server-failed');
  });
  return { fetch: app.fetch, request: app.request, parts };
}
