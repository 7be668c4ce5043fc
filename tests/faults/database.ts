import { closeSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { noteWords, sleepThroughConnection, until, type Device } from '../browser/support/day-people.ts';
import { pause, serverNotes, type Bench } from './bench.ts';
import type { Fault } from './fault.ts';
import { slowGrace } from './grace.ts';
import { someWords, type Tally, type Written } from './tally.ts';
import { beginNote, holdAll, judgeAll, readScreen, typeNote, untilSaid } from './writing.ts';

type Injection = (tally: Tally, bench: Bench, device: Device) => Promise<void>;

function databaseFault(name: string, says: string, inject: Injection): Fault {
  return {
    name,
    says,
    times: { short: 1, long: 10 },
    bench: 'common',
    async run(tally, times, open) {
      const bench = await open();
      for (let turn = 0; turn < times; turn++) {
        const device = await bench.tablet();
        await inject(tally, bench, device);
        await device.close();
      }
    },
  };
}

/** The tablet sleeps in the middle of a word, and its connections to the database die. */
export const connectionClosed = databaseFault(
  'connection-closed',
  'database connection closed by the browser',
  async (tally, bench, device) => {
    await beginNote(device, bench);
    const [words, more] = [someWords(8), someWords(6)];
    const typed = await typeNote(device, `${words} `);
    await untilSaid(device, screen => screen.said !== 'nothing', typed);
    await sleepThroughConnection(device, 500);
    tally.injected++;
    await device.page.keyboard.type(more);
    // A moment may pass between a key and the disk: what is called saved then, is.
    await pause(slowGrace);
    const after = await untilSaid(device, screen => screen.said !== 'nothing', typed);
    tally.expect(after.field === `${words} ${more}`, `the field held “${after.field}”`);
    tally.expect(after.said !== 'nothing', `awake again it still says “${after.told}”`);
    await judgeAll(tally, bench, device, [{ words: `${words} ${more}`, saved: typed.saved }]);
  },
);

/** The browser deletes the database under the page while a note is typed: the screen keeps the note, says so, and gives it as a file. */
export const databaseDeleted = databaseFault('database-deleted', 'database deleted while open', async (tally, bench, device) => {
  const sent = await sendNote(tally, bench, device);
  const [words, more] = [someWords(8), someWords(6)];
  await typeNote(device, `${words} `);
  await untilSaid(device, screen => screen.said !== 'nothing');
  const cdp = await device.page.context().newCDPSession(device.page);
  await cdp.send('Storage.clearDataForOrigin', { origin: bench.line.origin, storageTypes: 'indexeddb' });
  tally.injected++;
  await device.page.keyboard.type(more);
  await untilSaid(device, screen => screen.said === 'nothing');
  await pause(1_000);
  const screen = await readScreen(device.page);
  tally.expect(screen.said === 'nothing', `with its database gone it was called saved on the ${screen.said}`);
  tally.expect(screen.told.includes('Teksti ei ole tallessa'), `nothing was told but “${screen.told}”`);
  const rescued = await saveToFile(device);
  tally.judge([{ words: `${words} ${more}`, saved: {} }], { screen: [screen.field], file: [rescued] });
  await device.page.goto('/');
  await judgeReturned(tally, bench, device, [sent]);
});

/** While the app is closed the browser throws its database out. */
export const databaseEvicted = databaseFault('database-evicted', 'database evicted between starts', async (tally, bench, device) => {
  await loseBetweenStarts(tally, bench, device, folder => rmSync(folder, { recursive: true }));
});

/** While the app is closed the disk changes bytes of its database: one in each file at least. */
export const databaseCorrupted = databaseFault(
  'database-corrupted',
  'database bytes corrupted between starts',
  async (tally, bench, device) => {
    await loseBetweenStarts(tally, bench, device, folder => {
      const name = readdirSync(folder).find(found => found.endsWith('.leveldb'))!;
      const files = readdirSync(join(folder, name)).filter(found => /\.(log|ldb)$/.test(found));
      for (const file of files) spoil(join(folder, name, file));
    });
  },
);

async function loseBetweenStarts(tally: Tally, bench: Bench, device: Device, lose: (folder: string) => void): Promise<void> {
  const sent = await sendNote(tally, bench, device);
  await device.close();
  lose(join(device.profileDir, 'Default', 'IndexedDB'));
  tally.injected++;
  await device.start();
  await device.page.goto('/');
  await judgeReturned(tally, bench, device, [sent]);
}

/** Writes a note and waits until the screen calls it saved on the server. */
async function sendNote(tally: Tally, bench: Bench, device: Device): Promise<Written> {
  await beginNote(device, bench);
  const words = someWords(10);
  await typeNote(device, words);
  await device.page.keyboard.press('Enter');
  await until('the note in the server', async () => holdAll(serverNotes(bench.server.data), [{ words, saved: {} }]) || undefined, 20);
  const { said } = await untilSaid(device, screen => screen.said === 'server');
  tally.expect(said === 'server', `a note that the server has was called saved on the ${said}`);
  return { words, saved: said === 'server' ? { server: words } : {} };
}

/** The person is told that the device was emptied, and what the server had confirmed comes back with one tap. */
async function judgeReturned(tally: Tally, bench: Bench, device: Device, texts: readonly Written[]): Promise<void> {
  const back = device.page.getByRole('button', { name: 'Hae takaisin' });
  await back.waitFor({ timeout: 20_000 }).catch(() => undefined);
  const { said, told } = await readScreen(device.page);
  tally.expect(told.includes('Tämän laitteen muisti on tyhjentynyt'), `of the lost database nothing was told but “${told}”`);
  tally.expect(said === 'nothing', `without its database it says that all is saved on the ${said}`);
  await back.click({ timeout: 5_000 }).catch(() => undefined);
  await until('what the server has', async () => holdAll(await noteWords(device), texts) || undefined, 30).catch(() => undefined);
  tally.judge(texts, { device: await noteWords(device), server: serverNotes(bench.server.data) });
}

/** @returns what the file holds, '' when none comes */
async function saveToFile({ page }: Device): Promise<string> {
  const button = page.getByRole('button', { name: 'Tallenna tiedostoksi' });
  const saving = Promise.all([page.waitForEvent('download', { timeout: 10_000 }), button.click({ timeout: 10_000 })]);
  const [download] = await saving.catch(() => []);
  return download ? readFileSync(await download.path(), 'utf8') : '';
}

function spoil(file: string): void {
  const { size } = statSync(file);
  const handle = openSync(file, 'r+');
  const spots = 1 + Math.floor(Math.random() * 10);
  for (let spot = 0; spot < spots; spot++) writeSync(handle, Buffer.from([Math.random() * 256]), 0, 1, Math.floor(Math.random() * size));
  closeSync(handle);
}
