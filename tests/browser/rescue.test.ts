import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unzip } from '../units/formats/zip.ts';
import {
  addMunicipality,
  addNatureTemplate,
  addVisit,
  composer,
  foundProgramme,
  invite,
  joinDay,
  openOutsideNote,
  writeNote,
} from './support/day-acts.ts';
import { databaseOf, noteWords, startDevice, until, type Device } from './support/day-people.ts';
import { n } from './support/day-words.ts';
import { startServer, type RunningServer } from './support/server.ts';

/* A full disk under somebody who writes, an app whose files are broken, and the way back: what was written is taken out and brought in. */

describe('a tablet whose memory is full', () => {
  let server: RunningServer;
  let visit: string;
  let k: Device;
  let b: Device;
  let c: Device;
  /** What the running app gave, and what the page at /rescue gave later. */
  let first: Taken;
  let second: Taken;

  beforeAll(async () => {
    server = await startServer();
    k = await startDevice(server, 'K', { viewport: { width: 1440, height: 900 }, touch: false });
    await foundProgramme(k.page, server.setupToken, 'Luontotyön vertaisoppiminen', 'Tuula');
    await addMunicipality(k.page, { name: 'Lehtola', contact: 'Hanna' });
    await addMunicipality(k.page, { name: 'Kaislaniemi', team: ['Liisa', 'Mikko'] });
    await addNatureTemplate(k.page);
    visit = await addVisit(k.page, 'Lehtola', '2026-10-14');
    b = await startDevice(server, 'B');
    await joinDay(b, await invite(k.page, visit, 'Mikko'), { person: 'Mikko' });
  }, 240_000);
  afterAll(async () => {
    await c?.close();
    await b?.close();
    await k?.close();
    await server?.stop();
  });

  it('says so, and its copy holds also what is only on the screen', async () => {
    b.line.cut();
    await openOutsideNote(b.page, visit);
    await writeNote(b.page, n[8], { sign: 'vahvuus' });
    await writeNote(b.page, n[9]);
    await until('both to be stored', async () => (await noteWords(b)).length === 2 || undefined);
    // Chromium believes for half a minute that there is the room there was, unless the database was closed meanwhile.
    await b.page.goto('about:blank');
    await b.page.waitForTimeout(3_000);
    await setQuota(b, 1);
    await openOutsideNote(b.page, visit);
    await composer(b.page).click();
    await b.page.keyboard.type(n[10]);
    const notice = b.page.getByRole('region', { name: 'Ilmoitukset' });
    await notice.getByText('Laitteen muisti on täynnä').waitFor({ timeout: 60_000 });
    // Writing has stopped, and typing goes on.
    await b.page.keyboard.type(' ja vielä tämä');
    first = await downloadBy(b.page, () => notice.getByRole('button', { name: 'Ota kaikki talteen' }).click());
    await notice.getByText('Siinä on 3 muistiinpanoa.').waitFor();
    await notice.getByText('Niistä 1 oli vain ruudulla.').waitFor();
    const text = unzip(first.bytes).get('muistiinpanot.txt')!;
    for (const words of [n[8], n[9], `${n[10]} ja vielä tämä`]) expect(text).toContain(words);
    expect(text).toContain(`vain ruudulla, ei tallessa laitteessa\n${n[10]} ja vielä tämä`);
    expect((await noteWords(b)).sort()).toEqual([n[8], n[9]].sort());
    expect(await composer(b.page).inputValue()).toBe(`${n[10]} ja vielä tämä`);
    expect(b.errors).toEqual([]);
  });

  it('gives on the page of last resort also a text that was never sealed, and says so', async () => {
    await setQuota(b, undefined);
    await openOutsideNote(b.page, visit);
    await composer(b.page).click();
    await b.page.keyboard.type(n[11]);
    await until('it to be stored', async () => (await databaseOf(b))['open']!.length || undefined);
    await b.page.getByText('Tallessa tässä laitteessa').first().waitFor();
    await b.kill();
    await b.start();
    await b.page.goto('/rescue');
    const { bytes } = await downloadBy(b.page, () => b.page.getByRole('button', { name: 'Ota kaikki talteen' }).click());
    await b.page.getByText('Siinä on 3 muistiinpanoa.').waitFor();
    expect(unzip(bytes).get('muistiinpanot.txt')).toContain(`kesken\n${n[11]}`);
  });

  it('gives everything on the page of last resort when every file of the app is broken, without a network', async () => {
    await breakTheApp(b.page);
    // A browser that has just run the scripts would still have them in its memory.
    await b.kill();
    await b.start();
    await b.page.goto('/');
    const way = b.page.getByRole('link', { name: 'Ota kaikki talteen' });
    await way.waitFor({ timeout: 30_000 });
    await way.click();
    await b.page.getByRole('heading', { name: 'Ota kaikki talteen' }).waitFor();
    second = await downloadBy(b.page, () => b.page.getByRole('button', { name: 'Ota kaikki talteen' }).click());
    await b.page.getByText('Siinä on 2 muistiinpanoa.').waitFor();
    // Whoever would read it is broken too.
    await b.page.getByText('1 kesken ollut teksti on vain siinä osassa, jonka Vertti lukee takaisin.').waitFor();
    const files = unzip(second.bytes);
    for (const words of [n[8], n[9]]) {
      expect(files.get('muistiinpanot.txt')).toContain(words);
      expect(files.get('muistiinpanot.html')).toContain(words);
    }
    expect(files.get('muistiinpanot.txt')).toContain('Mikko · vahvuus');
    expect(files.get('muistiinpanot.txt')).toContain('Lehtola, keskiviikko 14. lokakuuta 2026');
  });

  it('and another tablet of the same person has all of it, and sends it', { timeout: 180_000 }, async () => {
    c = await startDevice(server, 'C');
    await joinDay(c, await invite(k.page, visit, 'Mikko'), { person: 'Mikko' });
    await c.page.goto('/settings');
    const section = c.page.getByRole('region', { name: 'Tuo talteen otettu', exact: true });
    await section.locator('input[type=file]').setInputFiles({ name: 'tyhja.zip', mimeType: 'application/zip', buffer: Buffer.alloc(0) });
    await section.getByText('Tiedosto on tyhjä. Mitään ei tuotu.').waitFor();
    for (const [copy, said] of [
      [first, '1 kesken ollut teksti tuotiin.'],
      [first, 'Uutta ei ollut: kaikki tiedostossa on jo täällä.'],
      [second, '1 kesken ollut teksti tuotiin.'],
      [second, 'Uutta ei ollut: kaikki tiedostossa on jo täällä.'],
    ] as const) {
      await section.locator('input[type=file]').setInputFiles({ name: copy.name, mimeType: 'application/zip', buffer: copy.bytes });
      await section.getByText(said).waitFor();
    }
    const all = [n[8], n[9], `${n[10]} ja vielä tämä`, n[11]].sort();
    expect((await noteWords(c)).sort()).toEqual(all);
    await until(
      'the coordinator to have them',
      async () => JSON.stringify((await noteWords(k)).sort()) === JSON.stringify(all) || undefined,
    );
    expect([...k.errors, ...c.errors]).toEqual([]);
  });
});

async function setQuota(device: Device, quotaSize: number | undefined): Promise<void> {
  const cdp = await device.page.context().newCDPSession(device.page);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: device.line.origin, ...(quotaSize !== undefined && { quotaSize }) });
}

/** Puts rubbish into every script that the service worker keeps for the app; those of the page at /rescue are not the app's. */
async function breakTheApp(page: Page): Promise<void> {
  const broken = await page.evaluate(async () => {
    const rescue = await (await fetch('/rescue')).text();
    const spared = [...rescue.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, file]) => file!);
    let count = 0;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) {
        const { pathname } = new URL(url);
        if (!pathname.endsWith('.js') || spared.includes(pathname)) continue;
        await cache.put(pathname, new Response('}{', { headers: { 'content-type': 'text/javascript' } }));
        count++;
      }
    }
    return count;
  });
  expect(broken).toBeGreaterThan(10);
}

interface Taken {
  name: string;
  bytes: Buffer;
}

async function downloadBy(page: Page, act: () => Promise<void>): Promise<Taken> {
  const coming = page.waitForEvent('download');
  await act();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^vertti-\d{4}-\d{2}-\d{2}-\d{4}\.zip$/);
  // Read at once: a download ends with its browser.
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}
