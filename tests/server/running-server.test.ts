import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { writeChanges } from '#oplog/ledger.ts';
import { receiveOps } from '#oplog/receiving.ts';
import { createMemoryStore } from '#oplog/memory-store.ts';
import { shortName } from '#oplog/pictures.ts';
import { hexDigest } from '#oplog/sha256.ts';
import { pictureAddress, pictureContent } from '#protocol/pictures.ts';
import type { Joined } from '#protocol/membership.ts';
import { versionHeader, type SyncAnswer } from '#protocol/sync.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { randomHex } from '#server/access/secrets.ts';
import { pictureBytes } from '../support/picture-bytes.ts';

// Each starts processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const folders: string[] = [];
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

it('prints its address and a set-up link, until there is a coordinator', async () => {
  const server = await launch();
  expect(server.printed).toMatch(/^Vertti: http:\/\/localhost:\d+\nKäyttöönotto \(15 min\): http:\/\/localhost:\d+\/setup#[\w-]{22}\n$/);
  const device = await found(server);
  expect(await status(server, '/api/me', device)).toBe(200);
  expect(await end(server)).toBe(0);
  const again = await launch(server.folder);
  expect(again.printed).toMatch(/^Vertti: http:\/\/localhost:\d+\n$/);
  expect(await status(again, '/api/me', device)).toBe(200);
  const link = command('setup-link', again.folder);
  expect(link).toMatch(/^Kirjautuminen \(Tuula, Luonto; 15 min\): http:\/\/localhost:\d+\/setup#[\w-]{22}\n$/);
});

it('says what is wrong with its settings and does not start', () => {
  expect(() => execFileSync(process.execPath, ['src/server/main.ts'], { env: { ...process.env, PORT: 'x' }, stdio: 'pipe' })).toThrow(
    /PORT on "x"/,
  );
  expect(() => command('backup', '/nowhere/at/all')).toThrow(/kopiota ei tehty/);
});

it('ends gracefully while devices listen', async () => {
  const server = await launch();
  const device = await found(server);
  const stream = await ask(server, '/api/events', device);
  const reader = stream.body!.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toContain('"hello"');
  expect(await end(server)).toBe(0);
  expect((await reader.read()).done).toBe(true);
});

it('has what it committed when it is killed before its answer arrives', async () => {
  const server = await launch();
  const device = await found(server);
  const { space, ops } = await drawn(device);
  // Whatever the server says comes after COMMIT: the line kills it with the first byte of its answer and lets none through.
  const line = await answerKills(server);
  const lost = await post(line, '/api/sync', device, { space, have: {}, ops, receiptsAfter: 0 }).catch(() => 'lost');
  expect(lost).toBe('lost');
  const again = await launch(server.folder);
  const repeated = (await (await post(again, '/api/sync', device, { space, have: {}, ops, receiptsAfter: 0 })).json()) as SyncAnswer;
  expect(repeated.heads[device.writer]).toBe(ops.length);
  const own = repeated.ops.filter(op => op.writer === device.writer);
  expect(own).toEqual(ops);
});

it('has a picture that it committed when it is killed before its answer arrives, and none that it had not heard whole', async () => {
  const server = await launch();
  const device = await found(server);
  const [one, two] = [pictureBytes(1), pictureBytes(2)];
  await shown(server, device, one, two);
  // Two thirds of one are on the way when the server dies, and the answer to another.
  await beginToBring(server, device, one);
  expect(await bring(await answerKills(server), device, two).catch(() => 'lost')).toBe('lost');
  const again = await launch(server.folder);
  const statusOf = (bytes: Uint8Array) => status(again, pictureAddress(notes, hexDigest(bytes)), device);
  expect([await statusOf(one), await statusOf(two)]).toEqual([404, 200]);
  const answer = await post(again, '/api/sync', device, { space: notes, have: {}, ops: [], receiptsAfter: 0 });
  expect(((await answer.json()) as SyncAnswer).lacks).toEqual([shortName(hexDigest(one))]);
  expect((await bring(again, device, one)).status).toBe(200);
  const folder = mkdtempSync(join(tmpdir(), 'vertti-copy-'));
  folders.push(folder);
  expect(command('backup', again.folder, folder)).toContain('2 kuvaa');
  expect(await status(await launch(folder), pictureAddress(notes, hexDigest(one)), device)).toBe(200);
});

it('makes a whole copy while it is written to', async () => {
  const server = await launch();
  const device = await found(server);
  const { space, ops } = await drawn(device, 60);
  const folder = mkdtempSync(join(tmpdir(), 'vertti-copy-'));
  folders.push(folder);
  const copying = new Promise<string>((resolve, reject) => {
    const child = spawn(process.execPath, ['src/server/commands/backup.ts', folder], {
      env: { ...process.env, VERTTI_DATA: server.folder },
    });
    let output = '';
    child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
    child.once('exit', code => (code === 0 ? resolve(output) : reject(new Error(output))));
  });
  for (const op of ops)
    expect((await post(server, '/api/sync', device, { space, have: {}, ops: [op], receiptsAfter: 0 })).status).toBe(200);
  expect(await copying).toMatch(/^Kopio: .+ \(\d+ kirjausta, \d+ kuvaa\)\n$/);
  await end(server);
  const copy = await launch(folder);
  const answer = (await (await post(copy, '/api/sync', device, { space, have: {}, ops: [], receiptsAfter: 0 })).json()) as SyncAnswer;
  const held = answer.heads[device.writer] ?? 0;
  expect(answer.ops.filter(op => op.writer === device.writer)).toEqual(ops.slice(0, held));
  // The restored server is filled up again by its devices.
  const refilled = (await (
    await post(copy, '/api/sync', device, { space, have: answer.heads, ops: ops.slice(held), receiptsAfter: 0 })
  ).json()) as SyncAnswer;
  expect(refilled.heads[device.writer]).toBe(60);
});

interface Running {
  child: ChildProcess;
  port: number;
  folder: string;
  printed: string;
}

interface Device {
  cookie: string;
  programme: string;
  person: string;
  writer: string;
}

async function launch(folder = mkdtempSync(join(tmpdir(), 'vertti-run-'))): Promise<Running> {
  folders.push(folder);
  const child = spawn(process.execPath, ['src/server/main.ts'], { env: { ...process.env, VERTTI_DATA: folder, PORT: '0' } });
  children.push(child);
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (bytes: Buffer) => {
      printed += bytes.toString();
      resolve();
    });
    child.stderr.on('data', (bytes: Buffer) => (printed += bytes.toString()));
    child.once('exit', () => reject(new Error(printed)));
  });
  return { child, folder, printed, port: Number(/localhost:(\d+)/.exec(printed)![1]) };
}

function end({ child }: Running): Promise<number | null> {
  const ended = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)));
  child.kill('SIGTERM');
  return ended;
}

function command(name: string, folder: string, ...rest: string[]): string {
  return execFileSync(process.execPath, [`src/server/commands/${name}.ts`, ...rest], {
    env: { ...process.env, VERTTI_DATA: folder },
    stdio: 'pipe',
  }).toString();
}

function ask({ port }: { port: number }, path: string, device?: Device): Promise<Response> {
  return fetch(`http://localhost:${port}${path}`, { headers: { [versionHeader]: '1', cookie: device?.cookie ?? '' } });
}

async function status(server: Running, path: string, device: Device): Promise<number> {
  return (await ask(server, path, device)).status;
}

function post({ port }: { port: number }, path: string, device: Device | null, body: object): Promise<Response> {
  const origin = `http://localhost:${port}`;
  return fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [versionHeader]: '1', origin, cookie: device?.cookie ?? '' },
    body: JSON.stringify(body),
  });
}

async function found(server: Running): Promise<Device> {
  const token = /setup#(\S+)/.exec(server.printed)![1];
  const card = { id: randomHex(16), label: 'K', shape: 'computer' };
  const response = await post(server, '/api/setup', null, {
    token,
    device: card,
    want: 'programme',
    programme: 'Luonto',
    person: 'Tuula',
    language: 'fi',
  });
  const { membership } = (await response.json()) as Joined;
  return { ...membership, cookie: response.headers.get('set-cookie')!.split(';')[0]!, writer: randomHex(8) };
}

async function drawn({ programme, person, writer }: Device, count = 3) {
  const store = createMemoryStore();
  const space = programmeSpace(programme);
  await store.write(tx => receiveOps(tx, space, []));
  const changes = Array.from({ length: count }, (_, index) => ({
    space,
    kind: 'municipality',
    id: `m${index}`,
    set: { name: `Kunta ${index}` },
  }));
  const ops = await store.write(tx =>
    writeChanges(tx, { writer, author: person, now: Date.now(), wall: Date.now(), salt: () => randomHex(8) }, changes),
  );
  return { space, ops };
}

const notes = 'notes/v';

/** Gives the server a visit and, in its notes, a photo of each picture. */
async function shown(server: Running, device: Device, ...pictures: Uint8Array<ArrayBuffer>[]): Promise<void> {
  const { programme, person, writer } = device;
  const store = createMemoryStore();
  const said = { writer, author: person, now: Date.now(), wall: Date.now(), salt: () => randomHex(8) };
  const photos = pictures.map((bytes, index) => ({
    space: notes,
    kind: 'photo',
    id: `${person}~${index}`,
    set: { picture: hexDigest(bytes) },
  }));
  const visit = { space: programmeSpace(programme), kind: 'visit', id: 'v', set: { date: '2026-10-14' } };
  const ops = await store.write(tx => writeChanges(tx, said, [visit, ...photos]));
  for (const space of [visit.space, notes]) {
    const own = ops.filter(op => op.space === space);
    expect((await post(server, '/api/sync', device, { space, have: {}, ops: own, receiptsAfter: 0 })).status).toBe(200);
  }
}

function bring({ port }: { port: number }, device: Device, bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
  const origin = `http://localhost:${port}`;
  return fetch(`${origin}${pictureAddress(notes, hexDigest(bytes))}`, {
    method: 'PUT',
    headers: { 'content-type': pictureContent, [versionHeader]: '1', origin, cookie: device.cookie },
    body: bytes,
  });
}

/** Sends the beginning of a picture, and leaves the line open. */
async function beginToBring({ port }: Running, device: Device, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const line = connect(port, '127.0.0.1');
  line.on('error', () => line.destroy());
  const head = [
    `PUT ${pictureAddress(notes, hexDigest(bytes))} HTTP/1.1`,
    `host: localhost:${port}`,
    `origin: http://localhost:${port}`,
    `content-type: ${pictureContent}`,
    `content-length: ${bytes.length}`,
    `${versionHeader}: 1`,
    `cookie: ${device.cookie}`,
  ];
  await new Promise<void>(resolve => line.write(`${head.join('\r\n')}\r\n\r\n`, () => resolve()));
  await new Promise<void>(resolve => line.write(bytes.subarray(0, 1_300), () => resolve()));
}

async function answerKills(server: Running): Promise<{ port: number }> {
  const line = createServer(client => {
    const upstream = connect(server.port, '127.0.0.1');
    client.pipe(upstream);
    upstream.once('data', () => {
      server.child.kill('SIGKILL');
      client.destroy();
    });
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
  });
  await new Promise<void>(resolve => line.listen(0, '127.0.0.1', resolve));
  line.unref();
  return { port: (line.address() as AddressInfo).port };
}
