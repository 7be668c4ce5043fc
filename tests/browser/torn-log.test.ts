import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOutsideNote, writeNote } from './support/day-acts.ts';
import { noteWords, startDevice, until, type Device } from './support/day-people.ts';
import { openExampleDay, type ExampleDay } from './support/example-day.ts';
import { startServer, type RunningServer } from './support/server.ts';

let server: RunningServer;
let joined: Device;
let day: ExampleDay;
const copies: string[] = [];

beforeAll(async () => {
  server = await startServer();
  joined = await startDevice(server, 'joined');
  day = await openExampleDay(joined.page, server);
  await joined.page.goto('/receipt');
  await joined.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await joined.quit();
  joined.line.cut();
});

afterAll(async () => {
  await joined.line.close();
  await server.stop();
  for (const folder of [...copies, joined.profileDir, server.data]) rmSync(folder, { recursive: true, force: true });
});

/** The joined device, without a network. */
async function copy(): Promise<Device> {
  const profileDir = mkdtempSync(join(tmpdir(), 'vertti-torn-'));
  copies.push(profileDir);
  cpSync(joined.profileDir, profileDir, { recursive: true, verbatimSymlinks: true });
  return startDevice(server, 'copy', {}, { line: joined.line, profileDir });
}

/** A header that tells of 200 bytes, of which ten came to the disk: the browser was ended, or the power went, in the middle of a record. */
const halfARecord = Buffer.concat([Buffer.from([1, 2, 3, 4, 200, 0, 1]), Buffer.alloc(10, 7)]);

test.each([
  ['half a record', halfARecord],
  ['zeros', Buffer.alloc(300)],
])('what is written behind a log that a power cut ended with %s is there after the next start too', async (_, tail) => {
  const device = await copy();
  const write = async (words: string) => {
    await openOutsideNote(device.page, day.visit);
    await writeNote(device.page, words);
    await until('the note', async () => (await noteWords(device)).includes(words) || undefined);
  };
  await write('ennen katkosta');
  await device.quit();
  appendFileSync(logOf(device), tail);
  await device.start();
  await write('katkoksen jälkeen');
  await device.kill();
  await device.start();
  await device.page.goto('/');
  const held = await until('the database', () => noteWords(device));
  expect(held).toEqual(expect.arrayContaining(['ennen katkosta', 'katkoksen jälkeen']));
  await device.close();
});

/** The one that the browser writes on: a start that writes nothing begins none. */
function logOf({ profileDir }: Device): string {
  const databases = join(profileDir, 'Default', 'IndexedDB');
  const folder = join(
    databases,
    readdirSync(databases).find(name => name.endsWith('.leveldb'))!,
  );
  const logs = readdirSync(folder).filter(name => name.endsWith('.log'));
  return join(
    folder,
    logs.sort().findLast(name => statSync(join(folder, name)).size > 0)!,
  );
}
