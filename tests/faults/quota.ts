import type { CDPSession } from 'playwright-core';
import { rowsOf, until, type Device } from '../browser/support/day-people.ts';
import { pause, type Bench } from './bench.ts';
import type { Fault } from './fault.ts';
import { someWords, type Tally, type Written } from './tally.ts';
import { memberOfTablet } from './tablet-member.ts';
import { beginNote, judgeAll, readScreen, typeNote, untilSaid } from './writing.ts';

/** What is being stored when the browser's quota is reached. */
const kinds = ['typing', 'sealing', 'marking', 'receiving'] as const;

/** The browser gives the app only so much, and it is used up in the middle of the work; later some is freed. */
export const quotaReached: Fault = {
  name: 'quota',
  says: 'quota reached at each kind of write (typing, sealing, marking asked, receiving)',
  times: { short: 0, long: 3 },
  bench: 'common',
  async run(tally, times, open) {
    const bench = await open();
    for (const kind of times ? kinds : kinds.slice(0, 2)) {
      for (let turn = 0; turn < Math.max(1, times); turn++) await reachQuota(tally, bench, kind);
    }
  },
};

async function reachQuota(tally: Tally, bench: Bench, kind: (typeof kinds)[number]): Promise<void> {
  const device = await bench.tablet();
  const cdp = await device.page.context().newCDPSession(device.page);
  await limitQuota(cdp, bench.line.origin);
  await beginNote(device, bench);
  const words = someWords(8);
  const typed = await typeNote(device, `${words} `);
  await untilSaid(device, screen => screen.said !== 'nothing', typed);
  const texts: Written[] = [{ words, saved: typed.saved }];
  if (kind === 'marking') await device.page.goto(bench.day.interview);
  const answered = kind === 'marking' ? (await rowsOf(device, 'asked')).length : 0;
  if (kind === 'marking') await device.page.getByRole('button', { name: 'kysytty', exact: true }).first().waitFor();
  await fill(device);
  tally.injected++;

  const more = someWords(6);
  if (kind === 'typing') texts[0]!.words = `${words} ${more}`;
  if (kind === 'typing') await device.page.keyboard.type(more);
  if (kind === 'sealing') await device.page.locator('textarea').blur();
  if (kind === 'marking') await device.page.getByRole('button', { name: 'kysytty', exact: true }).first().click();
  if (kind === 'receiving') {
    const other = await memberOfTablet(bench, device);
    await other.write(more);
    await other.exchange();
    texts.push({ words: more, saved: { server: more } });
  }
  const full = await untilSaid(device, screen => screen.told.includes('Laitteen muisti on täynnä'));
  tally.expect(full.said === 'nothing', `${kind} with the quota reached was called saved on the ${full.said}`);
  tally.expect(full.told.includes('täynnä'), `${kind} with the quota reached: nothing was told but “${full.told}”`);
  if (kind === 'typing') tally.expect(full.field === texts[0]!.words, `the field held “${full.field}”`);
  if (kind === 'marking') tally.expect((await rowsOf(device, 'asked')).length === answered, 'a mark was stored beyond the quota');
  await pause(500);
  tally.expect((await readScreen(device.page)).said === 'nothing', `${kind}: after a moment it was called saved`);

  await free(device);
  await device.page.getByRole('button', { name: 'Tilaa on, jatka' }).click();
  await untilSaid(device, screen => screen.said !== 'nothing', typed);
  if (kind === 'marking') {
    await device.page.getByRole('button', { name: 'kysytty', exact: true }).first().click();
    await until('the mark', async () => (await rowsOf(device, 'asked')).length > answered || undefined, 20).catch(() =>
      tally.expect(false, 'after space was freed a mark is not stored'),
    );
  }
  await judgeAll(tally, bench, device, texts);
  await device.close();
}

/** A little more than is used: the app's own files are most of it. */
export async function limitQuota(cdp: CDPSession, origin: string): Promise<void> {
  const { usage } = await cdp.send('Storage.getUsageAndQuota', { origin });
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 12_000_000 });
}

/** Uses up what is left, to the last hundred bytes, in a database beside the app's. */
export async function fill(device: Device): Promise<void> {
  await device.page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('filler');
      opening.onupgradeneeded = () => opening.result.createObjectStore('bytes', { autoIncrement: true });
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error('no filler'));
    });
    const chance = new Uint8Array(1_048_576);
    for (let at = 0; at < chance.length; at += 65_536) crypto.getRandomValues(chance.subarray(at, at + 65_536));
    const put = (size: number) =>
      new Promise<boolean>(resolve => {
        const putting = database.transaction('bytes', 'readwrite');
        putting.objectStore('bytes').add(chance.slice(0, size));
        putting.oncomplete = () => resolve(true);
        putting.onabort = () => resolve(false);
      });
    for (let size = 1_048_576; size >= 64; size /= 2) for (let count = 0; count < 1_000 && (await put(size)); count++);
    database.close();
  });
}

export async function free(device: Device): Promise<void> {
  await device.page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const deleting = indexedDB.deleteDatabase('filler');
        deleting.onsuccess = () => resolve();
        deleting.onerror = () => reject(new Error('the filler stays'));
      }),
  );
}
