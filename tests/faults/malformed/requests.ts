import { connect } from 'node:net';
import { Agent, request } from 'node:http';
import fc from 'fast-check';
import { notesSpace, programmeSpace } from '#domain/spaces.ts';
import { latestTime } from '#oplog/clock.ts';
import { versionHeader } from '#protocol/sync.ts';
import { changed, odd, textOf, type JsonText } from './shapes.ts';

/** Everybody who asks: a visitor's session each, so that their pace does not hold the cases up. */
export interface Asker {
  cookie: string;
  programme: string;
  person: string;
  device: string;
}

export type Request =
  | { type: 'post'; path: string; body: JsonText; headers: Record<string, string> }
  | { type: 'put'; path: string; body: Uint8Array; headers: Record<string, string> }
  | { type: 'get'; path: string; headers: Record<string, string> }
  | { type: 'bytes'; bytes: Uint8Array };

const hex = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).map(part => Buffer.from(part).toString('hex'));
const card = { id: '0'.repeat(32), label: 'koe', shape: 'tablet' };

/** An operation as it should be, but for its chance writer. */
export function opOf({ person }: Pick<Asker, 'person'>, space: string): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .record({ writer: hex(8), time: fc.integer({ min: 1, max: latestTime }), id: hex(4), update: fc.uint8Array({ maxLength: 60 }) })
    .map(({ writer, time, id, update }) => ({
      ...{
        v: 1,
        space,
        writer,
        seq: 1,
        prev: '',
        time,
        wall: Math.floor(time / 1024),
        author: person,
        kind: 'note',
        id: `${person}~${id}`,
      },
      patch: { salt: 'a', set: { sign: { to: 'none', was: [] } }, text: { words: Buffer.from(update).toString('base64') } },
    }));
}

function bodiesOf(asker: Asker, visit: string): Record<string, fc.Arbitrary<unknown>> {
  const { programme } = asker;
  const spaces = [notesSpace(visit), programmeSpace(programme)];
  const today = { date: '2026-10-14', time: '09:00' };
  const sync = fc.tuple(fc.constantFrom(...spaces), fc.boolean()).chain(([space, isEmpty]) =>
    fc.record({
      space: fc.constant(space),
      have: fc.dictionary(hex(8), fc.nat(), { maxKeys: 3 }),
      ops: isEmpty ? fc.constant([]) : fc.array(opOf(asker, space), { minLength: 1, maxLength: 3 }),
      receiptsAfter: fc.nat(),
    }),
  );
  return {
    '/api/sync': sync,
    '/api/presence': fc.constant({ space: spaces[0], item: 'x', field: 'words' }),
    '/api/setup': fc.constant({ token: 'a', device: card, want: 'look', programme: 'P', person: 'L', language: 'fi', today }),
    '/api/invitations/look': fc.constant({ key: { secret: 'a' } }),
    '/api/join': fc.constant({ key: { code: 'ABCDEFGH' }, device: card, name: 'Liisa' }),
    '/api/invitations': fc.constant({ programme, visit, team: '', person: '' }),
    '/api/devices/revoke': fc.constant({ programme, device: 'no-such' }),
    '/api/example': fc.constant({ language: 'fi', today }),
    '/api/example/end': fc.constant({ programme }),
    '/api/session/leave': fc.constant({}),
  };
}

/** A picture's address and bytes, as they should be or not. */
function pictures(visit: string, headers: fc.Arbitrary<Record<string, string>>): fc.Arbitrary<Request> {
  const space = fc.oneof(fc.constantFrom(notesSpace(visit), 'notes/none', '', '%'), fc.string({ maxLength: 20 }));
  const hash = fc.oneof(hex(32), hex(3), fc.constantFrom('', '../x', 'A'.repeat(64)));
  const path = fc.tuple(space, hash).map(([where, name]) => `/api/pictures?space=${where}&hash=${name}`);
  const begun = fc.uint8Array({ maxLength: 400 }).map(rest => new Uint8Array([0xff, 0xd8, 0xff, ...rest]));
  const body = fc.oneof(begun, fc.uint8Array({ maxLength: 40 }), fc.constant(new Uint8Array(1_000_001)));
  const ofBytes = headers.map(all => ({ ...all, 'content-type': all['content-type']?.replace('json', 'octet-stream') ?? '' }));
  return fc.oneof(
    fc.record({ type: fc.constant('put' as const), path, body, headers: fc.oneof(ofBytes, headers) }),
    fc.record({ type: fc.constant('get' as const), path, headers }),
  );
}

/** Any request to any route. */
export function requests(asker: Asker, visit: string, origin: string): fc.Arbitrary<Request> {
  const right = { origin, 'content-type': 'application/json', [versionHeader]: '1', cookie: asker.cookie };
  const header = fc.constantFrom(
    'origin',
    'content-type',
    versionHeader,
    'cookie',
    'accept-encoding',
    'content-encoding',
    'x-forwarded-for',
  );
  const line = fc.string({ unit: fc.constantFrom(...'aÄ0;=,/:"\\%*+ '), maxLength: 60 });
  const headers = fc.oneof(
    { weight: 5, arbitrary: fc.constant(right) },
    fc.tuple(header, line).map(([name, value]) => ({ ...right, [name]: value })),
  );
  const posts = Object.entries(bodiesOf(asker, visit)).map(([path, body]) => ({
    weight: path === '/api/sync' ? 8 : 1,
    arbitrary: fc.record({
      type: fc.constant('post' as const),
      path: fc.constant(path),
      // Whoever really leaves asks nothing any more: the rest is tried by a stranger.
      headers: path === '/api/session/leave' ? headers.map(all => ({ ...all, cookie: '__Host-vertti=a' })) : headers,
      body: textOf(fc.oneof({ weight: 6, arbitrary: changed(body) }, odd)),
    }),
  }));
  const path = fc.oneof(
    fc.constantFrom('/', '/api/me', '/api/health', '/api/sync', '/api/none', '/index.html', '/assets/none.js', '/service-worker.js'),
    fc
      .array(fc.constantFrom('..', '.', '%2e%2e', '%2f', '%', '%00', '%ff', '%c3%a4', 'api', 'a', '\\', ';', '?', '#', '//'), {
        maxLength: 8,
      })
      .map(parts => `/${parts.join('/')}`),
    fc.constantFrom(100, 7_000).map(length => `/${'a/'.repeat(length)}`),
  );
  const rough = [
    'GET / HTTP/1.1\r\n',
    'POST /api/sync HTTP/1.1\r\n',
    'Host: localhost\r\n',
    'Content-Length: 5\r\n',
    'Content-Length: -1\r\n',
  ];
  const piece = fc.constantFrom(
    ...rough,
    'Transfer-Encoding: chunked\r\n',
    '\r\n',
    'ffffffff\r\n',
    '0\r\n\r\n',
    'Upgrade: h2c\r\n',
    'Expect: x\r\n',
  );
  return fc.oneof(
    { weight: 20, arbitrary: fc.oneof(...posts) },
    { weight: 4, arbitrary: fc.record({ type: fc.constant('get' as const), path, headers }) },
    { weight: 3, arbitrary: pictures(visit, headers) },
    {
      weight: 1,
      arbitrary: fc
        .oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.array(piece, { maxLength: 8 }).map(all => new Uint8Array(Buffer.from(all.join('')))),
        )
        .map(bytes => ({ type: 'bytes' as const, bytes })),
    },
  );
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 });

/** Sends it. @returns the answer's status and text; 0 when it was refused below HTTP */
export function send(port: number, asked: Request): Promise<{ status: number; text: string }> {
  if (asked.type === 'bytes') return sendBytes(port, asked.bytes);
  return new Promise((resolve, reject) => {
    const method = asked.type.toUpperCase();
    const asking = request(
      { agent, host: '127.0.0.1', port, path: asked.path.replaceAll(/[^!-~]/g, ''), method, headers: latin(asked.headers) },
      answer => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.once('error', reject);
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString() }));
      },
    );
    asking.setTimeout(20_000, () => asking.destroy(new Error('no answer in 20 s')));
    asking.once('error', (error: NodeJS.ErrnoException) => {
      // The server may close on what it does not want while more is on its way.
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve({ status: 0, text: '' });
      else reject(error);
    });
    asking.end(asked.type === 'get' ? undefined : asked.body);
  });
}

const latin = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value).toString('latin1').trim()]));

/** Half a request is a connection that waits: it is ended from here after a moment. */
function sendBytes(port: number, bytes: Uint8Array): Promise<{ status: number; text: string }> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    let text = '';
    socket.on('data', piece => (text += piece.toString('latin1')));
    socket.on('error', () => socket.destroy());
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('close', () => resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text }));
  });
}
