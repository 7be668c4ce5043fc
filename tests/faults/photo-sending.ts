import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { phonePhoto, storedPictures } from '../browser/support/photo-files.ts';
import { rowsOf, until, type Device } from '../browser/support/day-people.ts';
import { pause, type Bench } from './bench.ts';
import type { Fault } from './fault.ts';
import { fill, free, limitQuota } from './quota.ts';
import { someWords, type Tally, type Written } from './tally.ts';
import { beginNote, judgeAll, readScreen, typeNote, untilSaid } from './writing.ts';

/** Bytes in a second: a photo takes some ten seconds, and is cut in the middle of them. */
const narrow = 25_000;

/** The hotspot is gone in the middle of a photo's upload, and comes back. */
export const photoCut: Fault = {
  name: 'photo-cut',
  says: "a hotspot's line cut in the middle of a photo's upload",
  times: { short: 1, long: 5 },
  bench: 'wifi',
  async run(tally, times, open) {
    const bench = await open();
    for (let turn = 0; turn < times; turn++)
      await sendPhoto(tally, bench, {
        interrupt: async () => bench.line.cut(),
        goOn: async () => bench.line.restore(),
      });
  },
};

/** The server's process dies in the middle of a photo's upload. */
export const photoServerKilled: Fault = {
  name: 'photo-server-killed',
  says: "server SIGKILL in the middle of a photo's upload",
  times: { short: 0, long: 5 },
  bench: 'wifi',
  async run(tally, times, open) {
    const bench = await open();
    for (let turn = 0; turn < Math.max(1, times); turn++)
      await sendPhoto(tally, bench, { interrupt: () => bench.server.kill(), goOn: () => bench.server.restart() });
  },
};

/** The browser's quota is reached as a photo is kept; later some is freed. */
export const photoQuota: Fault = {
  name: 'photo-quota',
  says: 'quota reached as a photo is kept',
  times: { short: 1, long: 3 },
  bench: 'wifi',
  async run(tally, times, open) {
    const bench = await open();
    for (let turn = 0; turn < times; turn++) await keepWithoutRoom(tally, bench);
  },
};

interface Interruption {
  interrupt(): Promise<void>;
  goOn(): Promise<void>;
}

async function sendPhoto(tally: Tally, bench: Bench, { interrupt, goOn }: Interruption): Promise<void> {
  const device = await bench.tablet();
  const before = serverPictures(bench.server.data).length;
  await beginNote(device, bench);
  const words = someWords(6);
  const typed = await typeNote(device, `${words} `);
  await untilSaid(device, screen => screen.said === 'server', typed);
  bench.line.setRate(narrow);
  bench.line.restore();
  await addPhoto(device);
  await until('the photo on the tablet', async () => (await storedPictures(device.page)).length > 0 || undefined, 20);
  await device.page.keyboard.press('Enter');
  await pause(4_000);
  tally.expect(serverPictures(bench.server.data).length === before, 'the photo was there before the line was cut: it proves nothing');
  await interrupt();
  tally.injected++;
  await watchClaims(tally, bench, device, before, 3_000);
  bench.line.setRate(Infinity);
  await goOn();
  const isThere = () => serverPictures(bench.server.data).length > before;
  await until('the photo at the server', async () => isThere() || undefined, 90).catch(() => undefined);
  tally.expect(isThere(), 'in 90 s after the line was back the photo did not come to the server');
  const { said, status } = await untilSaid(device, screen => screen.said === 'server', undefined, 60);
  tally.expect(said === 'server', `the photo is at the server, and “${status}” is said`);
  const [stored] = await storedPictures(device.page);
  const same = serverPictures(bench.server.data).some(bytes => stored !== undefined && stored.bytes.equals(bytes));
  tally.expect(same, 'the photo at the server has other bytes than the one on the tablet');
  await judgeAll(tally, bench, device, [{ words, saved: typed.saved } satisfies Written]);
  tally.expect((await storedPictures(device.page)).length > 0, 'after two starts the photo is not on the tablet');
  await device.close();
}

/** While the server lacks it, nothing may be called saved there. */
async function watchClaims(tally: Tally, bench: Bench, device: Device, before: number, milliseconds: number): Promise<void> {
  for (const end = Date.now() + milliseconds; Date.now() < end; await pause(200)) {
    const { said, status } = await readScreen(device.page);
    if (said === 'server' && serverPictures(bench.server.data).length === before) {
      tally.falselySaved++;
      tally.expect(false, `“${status}” is said of a photo that the server has not`);
      return;
    }
  }
}

async function keepWithoutRoom(tally: Tally, bench: Bench): Promise<void> {
  const device = await bench.tablet();
  const cdp = await device.page.context().newCDPSession(device.page);
  await limitQuota(cdp, bench.line.origin);
  await beginNote(device, bench);
  const words = someWords(6);
  const typed = await typeNote(device, `${words} `);
  await untilSaid(device, screen => screen.said !== 'nothing', typed);
  await fill(device);
  await addPhoto(device);
  tally.injected++;
  const full = await untilSaid(device, screen => screen.told.includes('Laitteen muisti on täynnä'));
  tally.expect(full.told.includes('täynnä'), `a photo with the quota reached: nothing was told but “${full.told}”`);
  tally.expect(full.said === 'nothing', `a photo with the quota reached was called saved on the ${full.said}`);
  const [rows, pictures] = [(await rowsOf(device, 'photo')).length, (await storedPictures(device.page)).length];
  // Chromium counts a transaction's records, and not the files beside them: one picture more may find room, and is kept then as any other.
  tally.expect(rows === pictures, `with the quota reached ${rows} photos and ${pictures} pictures were stored`);
  if (pictures > 0) tally.remarks.push(`${pictures} photo found room beyond the quota, whole`);
  await free(device);
  await device.page.getByRole('button', { name: 'Tilaa on, jatka' }).click();
  await untilSaid(device, screen => screen.said !== 'nothing', typed);
  if ((await storedPictures(device.page)).length === 0) await addPhoto(device);
  await until('the photo', async () => (await storedPictures(device.page)).length > 0 || undefined, 20).catch(() =>
    tally.expect(false, 'after space was freed a photo is not stored'),
  );
  await judgeAll(tally, bench, device, [{ words, saved: typed.saved } satisfies Written]);
  await device.close();
}

async function addPhoto({ page }: Device): Promise<void> {
  // Another each time: the same one would be at the server already.
  const photo = await phonePhoto(page, 2_400 + Math.floor(Math.random() * 400), 1_600);
  await page.getByRole('button', { name: 'Lisää kuva' }).click();
  await page.getByRole('group', { name: 'Miten kuva lisätään' }).waitFor();
  await page.locator('input[type=file][capture]').setInputFiles(photo);
}

/** The bytes of the pictures in the server's store, read from its file as it stands; one whose bytes are not its name's ends the row. */
function serverPictures(data: string): Buffer[] {
  const log = new DatabaseSync(join(data, 'vertti.db'), { readOnly: true });
  try {
    return log
      .prepare('SELECT hash, bytes FROM pictures')
      .all()
      .map(({ hash, bytes }) => {
        const picture = Buffer.from(bytes as Uint8Array);
        if (createHash('sha256').update(picture).digest('hex') !== hash)
          throw new Error(`the server’s picture ${String(hash)} is not whole`);
        return picture;
      });
  } finally {
    log.close();
  }
}
