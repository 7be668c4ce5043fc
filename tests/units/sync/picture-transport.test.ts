import { expect, test } from 'vitest';
import { createPictureTransport, type PictureReply } from '#sync/transports/picture-transport.ts';
import { pictureBytes } from '../../support/picture-bytes.ts';

const hash = 'a'.repeat(64);
const html = (status: number) =>
  new Response('<!doctype html><title>Guest wifi</title>', { status, headers: { 'content-type': 'text/html' } });
const json = (body: unknown, status = 200) => Response.json(body, { status });
const bytes = (length: number, type = 'application/octet-stream') =>
  new Response(pictureBytes(1, length), { headers: { 'content-type': type, 'content-length': String(length) } });

const asked: { path: string; init: RequestInit }[] = [];
const answering = (response: Response | Error) =>
  createPictureTransport(
    async (path, init) => {
      asked.push({ path, init });
      if (response instanceof Error) throw response;
      return response;
    },
    () => true,
  );

test.each<[string, Response | Error, PictureReply]>([
  ['kept', json({ kept: true }), { type: 'kept' }],
  ['JSON of somebody else’s', json({ ok: true }), { type: 'captive' }],
  ['a login page with 200', html(200), { type: 'captive' }],
  ['a login page with 511', html(511), { type: 'captive' }],
  ['a login page’s redirection', new Response(null, { status: 302 }), { type: 'captive' }],
  ['a proxy’s bound', html(413), { type: 'refused', refusal: 'too-large' }],
  ['a gateway without its server', html(502), { type: 'unreachable' }],
  ['a full space', json({ error: { type: 'no-room' } }, 507), { type: 'refused', refusal: 'no-room' }],
  [
    'a server of before, that knows no such address',
    json({ error: { type: 'malformed', detail: '/api/pictures' } }, 404),
    { type: 'refused', refusal: 'malformed' },
  ],
  ['a word that is not known', json({ error: { type: 'later' } }, 400), { type: 'refused', refusal: 'server-failed' }],
  ['nothing at all', new TypeError('failed to fetch'), { type: 'unreachable' }],
])('what is brought is called kept by the server alone: %s', async (_, response, reply) => {
  expect(await answering(response).bring('notes/v', hash, pictureBytes(1))).toEqual(reply);
});

test.each<[string, Response, PictureReply['type']]>([
  ['the server’s', bytes(2_000), 'bytes'],
  ['a picture of somebody else’s', bytes(2_000, 'image/jpeg'), 'captive'],
  ['a login page', html(200), 'captive'],
  ['more than a picture may be', bytes(1_000_001), 'captive'],
])('bytes are the server’s own alone: %s', async (_, response, type) => {
  expect((await answering(response).fetch('notes/v', hash)).type).toBe(type);
});

test('asks as the server wants to be asked', async () => {
  asked.length = 0;
  await answering(json({ kept: true })).bring('notes/v ä', hash, pictureBytes(1));
  expect(asked[0]!.path).toBe(`/api/pictures?space=notes%2Fv%20%C3%A4&hash=${hash}`);
  expect(asked[0]!.init).toMatchObject({
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream', 'vertti-protocol': '1' },
    credentials: 'same-origin',
    redirect: 'manual',
  });
});

test('without a network it does not try', async () => {
  const transport = createPictureTransport(
    () => Promise.reject(new Error('asked')),
    () => false,
  );
  expect(await transport.bring('notes/v', hash, pictureBytes(1))).toEqual({ type: 'offline' });
});
