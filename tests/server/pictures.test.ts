import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { note } from '#domain/note.ts';
import { photo } from '#domain/photo.ts';
import { draft } from '#notebook/draft.ts';
import { shortName } from '#oplog/pictures.ts';
import { hexDigest } from '#oplog/sha256.ts';
import { pictureAddress } from '#protocol/pictures.ts';
import { versionHeader } from '#protocol/sync.ts';
import { pictureBytes } from '../support/picture-bytes.ts';
import { testDay, type TestDay } from './test-server.ts';
import type { TestDevice } from './test-device.ts';

const notes = 'notes/v';
const bytes = pictureBytes(1, 40_000);
const hash = hexDigest(bytes);

let at: TestDay;
beforeEach(async () => void (at = await testDay()));
afterEach(() => at.close());

const photoOf = (device: TestDevice, id = '1', picture = hash) =>
  draft(photo, { space: notes, id: `${device.person}~${id}` }, { picture, parent: 'a-note' });

interface Asked {
  method?: 'GET' | 'PUT';
  body?: Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  path?: string;
}

function ask(
  device: TestDevice,
  { method = 'GET', body, headers = {}, path = pictureAddress(notes, hash) }: Asked = {},
): Response | Promise<Response> {
  const origin = 'http://localhost:8787';
  const all: Record<string, string> = { host: 'localhost:8787', origin, [versionHeader]: '1', cookie: device.cookie };
  if (body) Object.assign(all, { 'content-type': 'application/octet-stream', 'content-length': String(body.length) });
  return device.server.app.request(`${origin}${path}`, { method, headers: { ...all, ...headers }, body });
}

async function said(response: Response | Promise<Response>): Promise<string> {
  const answer = await response;
  return answer.ok ? 'ok' : ((await answer.json()) as { error: { type: string } }).error.type;
}

const put = (device: TestDevice, body = bytes, rest: Asked = {}) => said(ask(device, { method: 'PUT', body, ...rest }));
const lacks = async (device: TestDevice) => (await device.sync(notes)).lacks;

describe('a picture', () => {
  it('is taken from who may write there, once an operation names it, and given to who may read there', async () => {
    await at.timo.write([photoOf(at.timo)]);
    expect(await lacks(at.liisa)).toEqual([shortName(hash)]);
    expect(await said(ask(at.liisa))).toBe('picture-missing');
    expect(await put(at.timo)).toBe('ok');
    expect(await lacks(at.liisa)).toEqual([]);
    for (const device of [at.timo, at.liisa, at.tuula]) expect(new Uint8Array(await (await ask(device)).arrayBuffer())).toEqual(bytes);
  });

  it('is neither taken from nor given to the host, a stranger, or a device that was cut off', async () => {
    await at.timo.write([photoOf(at.timo)]);
    expect(await put(at.hanna)).toBe('no-access');
    expect(await put(at.server.device('stranger'))).toBe('signed-out');
    await put(at.timo);
    expect(await said(ask(at.hanna))).toBe('no-access');
    expect(await said(ask(at.server.device('stranger')))).toBe('signed-out');
    await at.tuula.ok('/api/devices/revoke', { programme: at.programme, device: at.liisa.name });
    expect(await said(ask(at.liisa))).toBe('revoked');
    expect(await put(at.liisa)).toBe('revoked');
  });

  it('is taken again without harm, from whoever of the team holds it', async () => {
    await at.timo.write([photoOf(at.timo)]);
    expect(await put(at.liisa)).toBe('ok');
    expect(await put(at.timo)).toBe('ok');
    expect(new Uint8Array(await (await ask(at.timo)).arrayBuffer())).toEqual(bytes);
  });

  it('is there after a restart, and its space lacks what is gone', async () => {
    await at.timo.write([photoOf(at.timo), photoOf(at.timo, '2', hexDigest(pictureBytes(2)))]);
    await put(at.timo);
    await at.server.restart();
    expect(new Uint8Array(await (await ask(at.timo)).arrayBuffer())).toEqual(bytes);
    expect(await lacks(at.timo)).toEqual([shortName(hexDigest(pictureBytes(2)))]);
  });

  it('waits until an operation names it: of that space, and one that was not refused', async () => {
    expect(await put(at.timo)).toBe('not-named');
    // A name that Liisa gives to Timo's item is refused, and says nothing.
    await at.liisa.write([photoOf(at.timo)]);
    expect(await put(at.liisa)).toBe('not-named');
    await at.timo.write([photoOf(at.timo)]);
    expect(await put(at.timo, bytes, { path: pictureAddress('debrief/v', hash) })).toBe('not-yours');
    expect(await put(at.timo, bytes, { path: pictureAddress('notes/elsewhere', hash) })).toBe('unknown-space');
    expect(await put(at.timo)).toBe('ok');
  });

  it('is refused when its bytes are another’s, or no picture’s', async () => {
    await at.timo.write([photoOf(at.timo)]);
    expect(await put(at.timo, bytes.slice(1))).toBe('not-this');
    expect(await put(at.timo, pictureBytes(2))).toBe('not-this');
    const page = new TextEncoder().encode('<!doctype html><script>alert(1)</script>');
    await at.timo.write([photoOf(at.timo, '2', hexDigest(page))]);
    expect(await put(at.timo, page, { path: pictureAddress(notes, hexDigest(page)) })).toBe('not-this');
    expect(await said(ask(at.timo))).toBe('picture-missing');
  });

  it('is refused when it is too large, before it is read, and when it is not said what it is', async () => {
    const large = pictureBytes(1, 1_000_001);
    await at.timo.write([photoOf(at.timo, '1', hexDigest(large))]);
    expect(await put(at.timo, large, { path: pictureAddress(notes, hexDigest(large)) })).toBe('too-large');
    expect(await put(at.timo, bytes, { headers: { 'content-length': '2000000' } })).toBe('too-large');
    expect(await put(at.timo, bytes, { headers: { 'content-type': 'text/html' } })).toBe('malformed');
    for (const bad of ['../../etc/passwd', hash.toUpperCase(), ''])
      expect(await put(at.timo, bytes, { path: `/api/pictures?space=${notes}&hash=${bad}` })).toBe('malformed');
  });

  it('is taken from our own pages only', async () => {
    await at.timo.write([photoOf(at.timo)]);
    expect(await put(at.timo, bytes, { headers: { origin: 'https://evil.example' } })).toBe('wrong-origin');
    expect(await put(at.timo, bytes, { headers: { [versionHeader]: '9' } })).toBe('wrong-version');
    expect(await said(ask(at.timo, { headers: { [versionHeader]: '9' } }))).toBe('wrong-version');
  });

  it('is opened by no browser, whatever its bytes are', async () => {
    await at.timo.write([photoOf(at.timo)]);
    await put(at.timo);
    const { headers } = await ask(at.liisa);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('content-disposition')).toBe('attachment');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is brought only so fast', async () => {
    await at.timo.write([photoOf(at.timo)]);
    let answer = 'ok';
    for (let turn = 0; turn < 450 && answer === 'ok'; turn++) answer = await put(at.timo);
    expect(answer).toBe('slow-down');
    at.server.clock.now += 10_000;
    expect(await put(at.timo)).toBe('ok');
  });

  it('has no room in a space that is full, and is said so', async () => {
    await at.timo.write([photoOf(at.timo)]);
    await at.server.database.write(async sql => {
      for (let count = 0; count < 2_000; count++)
        sql.run("INSERT INTO pictures (space, hash, at, bytes) VALUES (?, ?, 0, x'ff')", notes, String(count));
    });
    const answer = await ask(at.timo, { method: 'PUT', body: bytes });
    expect([answer.status, await said(answer)]).toEqual([507, 'no-room']);
    expect(await lacks(at.liisa)).toEqual([shortName(hash)]);
  });
});

describe('an erasure', () => {
  const item = () => ({ space: notes, kind: photo.name, id: `${at.timo.person}~1` });

  function serverBytes(): string {
    const { folder } = at.server;
    return readdirSync(folder)
      .map(file => readFileSync(join(folder, file)).toString('latin1'))
      .join('');
  }
  const piece = Buffer.from(bytes.slice(1_000, 1_064)).toString('latin1');

  it('leaves no byte of a picture on the server, and lets it in from nobody', async () => {
    await at.timo.write([photoOf(at.timo)]);
    await put(at.timo);
    await at.liisa.sync(notes);
    await at.liisa.store.write(tx => tx.putPicture({ space: notes, hash, at: 1, bytes }));
    expect(serverBytes()).toContain(piece);
    await at.timo.ok('/api/erase', item());
    expect(serverBytes()).not.toContain(piece);
    expect(await put(at.liisa)).toBe('not-named');
    expect(await said(ask(at.liisa))).toBe('picture-missing');
    await at.liisa.sync(notes);
    expect(await at.liisa.store.read(reader => reader.pictures(notes))).toEqual([]);
    // What was written into it without knowing is refused, and names nothing.
    await at.timo.draw([photoOf(at.timo)]);
    await at.timo.sync(notes);
    expect(await put(at.timo)).toBe('not-named');
    expect(serverBytes()).not.toContain(piece);
  });

  it('leaves a picture that another item shows', async () => {
    await at.timo.write([photoOf(at.timo)]);
    await at.liisa.write([photoOf(at.liisa, '7')]);
    await put(at.timo);
    await at.timo.ok('/api/erase', item());
    expect(new Uint8Array(await (await ask(at.liisa)).arrayBuffer())).toEqual(bytes);
    await at.liisa.ok('/api/erase', { ...item(), id: `${at.liisa.person}~7` });
    expect(await said(ask(at.liisa))).toBe('picture-missing');
  });

  it('of a note takes its photos with it, everywhere, and no other note’s', async () => {
    const words = (id: string) => draft(note, { space: notes, id: `${at.timo.person}~${id}` }, { words: 'kyltti' });
    const beside = (id: string, number: number, parent: string) =>
      draft(photo, { space: notes, id: `${at.timo.person}~${id}` }, { picture: hexDigest(pictureBytes(number)), parent });
    const note1 = `${at.timo.person}~n1`;
    await at.timo.write([words('n1'), words('n2'), beside('p1', 1, note1), beside('p2', 2, `${at.timo.person}~n2`)]);
    const liisas = draft(photo, { space: notes, id: `${at.liisa.person}~p` }, { picture: hash, parent: note1 });
    await at.liisa.write([liisas]);
    for (const number of [1, 2]) {
      const body = pictureBytes(number);
      expect(await put(at.timo, body, { path: pictureAddress(notes, hexDigest(body)) })).toBe('ok');
      await at.liisa.store.write(tx => tx.putPicture({ space: notes, hash: hexDigest(body), at: 1, bytes: body }));
    }
    await at.liisa.sync(notes);
    await at.timo.ok('/api/erase', { space: notes, kind: note.name, id: note1 });
    await at.liisa.sync(notes);
    const left = [hexDigest(pictureBytes(2))];
    expect(await at.liisa.store.read(reader => reader.pictures(notes))).toEqual(left);
    expect(at.server.database.read.all<{ hash: string }>('SELECT hash FROM pictures').map(found => found.hash)).toEqual(left);
    const shown = async () => (await at.liisa.store.read(reader => reader.rowsOfKind(notes, photo.name))).map(row => row.id).toSorted();
    expect(await shown()).toEqual([liisas.id, `${at.timo.person}~p2`].toSorted());
    // What somebody else has put beside it is theirs, until a coordinator says otherwise.
    await at.tuula.ok('/api/erase', { space: notes, kind: note.name, id: note1 });
    await at.liisa.sync(notes);
    expect(await shown()).toEqual([`${at.timo.person}~p2`]);
  });

  it('lets a picture be shown again by an item of its own', async () => {
    await at.timo.write([photoOf(at.timo)]);
    await put(at.timo);
    await at.timo.ok('/api/erase', item());
    await at.timo.write([photoOf(at.timo, '2')]);
    expect(await put(at.timo)).toBe('ok');
  });
});

it('a device’s word for the pictures it lacks reaches the others, each time it changes', async () => {
  await at.timo.write([photoOf(at.timo)]);
  const say = async (which: string[] | undefined) =>
    at.liisa.ok('/api/sync', { ...(await at.liisa.syncBody(notes)), ...(which && { lacks: which }) });
  const heard = async () => (await at.timo.sync(notes)).receipts.find(one => one.device === at.liisa.name)?.lacks;
  await say(undefined);
  expect(await heard()).toBeUndefined();
  await say([shortName(hash)]);
  expect(await heard()).toEqual([shortName(hash)]);
  await say([]);
  expect(await heard()).toEqual([]);
  expect(await at.liisa.fails('/api/sync', { ...(await at.liisa.syncBody(notes)), lacks: ['not a name'] })).toBe('malformed');
});
