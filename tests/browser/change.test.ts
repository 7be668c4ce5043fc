import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composer, invite, joinDay, openOutsideNote, writeNote, foundVisit } from './support/day-acts.ts';
import { databaseOf, noteWords, startDevice, until, type Device } from './support/day-people.ts';
import { n } from './support/day-words.ts';
import { startServer, type RunningServer } from './support/server.ts';

/* A tablet is lost, and a working one is changed for a new one: the same person goes on with everything, and the old one is cut off and says so. */

describe('changing tablets', () => {
  let server: RunningServer;
  let visit: string;
  let k: Device;
  const tablets: Device[] = [];
  async function tablet(name: string): Promise<Device> {
    const device = await startDevice(server, name);
    tablets.push(device);
    return device;
  }
  const text = async (device: Device) => (await device.page.locator('body').innerText()).replaceAll(/\s+/g, ' ');

  /** Shows the code at a device's line, and gives the typed one. */
  async function codeFor(device: Device): Promise<string> {
    await device.page.getByRole('button', { name: 'Näytä koodi' }).click();
    const typed = device.page.getByRole('dialog').locator('[translate=no]');
    await typed.waitFor();
    return (await typed.innerText()).replaceAll(/\s/g, '');
  }

  /** Types the code on a new device, and resolves when that has everything. @returns how long it took in seconds */
  async function goOn(device: Device, code: string): Promise<number> {
    const { page } = device;
    const start = Date.now();
    await page.goto('/join');
    await page.getByLabel('Kirjoita koodi').fill(code.toLowerCase());
    await page.getByRole('button', { name: 'Jatka' }).click();
    await page.getByText('vanhan laitteesi tilalle').waitFor();
    await page.getByRole('button', { name: 'Jatka tällä: Liisa' }).click();
    await page.getByText('Valmis ilman verkkoa').waitFor({ timeout: 60_000 });
    return (Date.now() - start) / 1000;
  }

  beforeAll(async () => {
    server = await startServer();
    k = await startDevice(server, 'K', { viewport: { width: 1440, height: 900 }, touch: false });
    visit = await foundVisit(k.page, server.setupToken, { Kaislaniemi: ['Liisa', 'Mikko'] }, '2026-10-14');
  }, 240_000);
  afterAll(async () => {
    for (const device of tablets) await device.close();
    await k?.close();
    await server.stop();
  });

  it('a lost one: its person goes on with a new one within a minute', { timeout: 240_000 }, async () => {
    const a = await tablet('A');
    await joinDay(a, await invite(k.page, visit, 'Liisa'), { person: 'Liisa' });
    await openOutsideNote(a.page, visit);
    await writeNote(a.page, n[1]);
    await until('her note to be on the server', async () => (await noteWords(k)).includes(n[1]) || undefined);
    a.line.cut();
    await openOutsideNote(a.page, visit);
    await writeNote(a.page, n[2]);

    await k.page.goto('/devices');
    await k.page.getByRole('row', { name: /Liisa/ }).getByRole('button', { name: 'Vaihda laite' }).click();
    const code = await codeFor(k);
    const b = await tablet('B');
    const seconds = await goOn(b, code);
    expect(seconds).toBeLessThan(60);
    console.log(`from the code's first letter to everything there: ${seconds.toFixed(1)} s`);
    expect(await noteWords(b)).toEqual([n[1]]);
    await k.page.getByText('Liisa jatkaa uudella laitteella').waitFor();

    a.line.restore();
    await a.page.getByText('Tämä laite on vaihdettu toiseen', { exact: true }).waitFor({ timeout: 60_000 });
    expect(await noteWords(a)).toEqual([n[1], n[2]].sort());
    await openOutsideNote(b.page, visit);
    await writeNote(b.page, n[3]);
    await until('what she writes now to come', async () => (await noteWords(k)).includes(n[3]) || undefined);
    expect(await noteWords(k)).not.toContain(n[2]);

    // The lost one is found: let in again, it brings what it had.
    await joinDay(a, await invite(k.page, visit, 'Liisa'), { person: 'Liisa' });
    await until('what it had not sent to come', async () => (await noteWords(b)).includes(n[2]) || undefined);
    await a.close();
  });

  it('a working one: its person shows the new one a code, and is told at once that this one is done', { timeout: 240_000 }, async () => {
    const b = tablets[1]!;
    await openOutsideNote(b.page, visit);
    await composer(b.page).fill(n[4]);
    await until('the text to be stored', async () => (await databaseOf(b))['open']!.length > 0 || undefined);
    await b.page.goto('/settings');
    await b.page.getByRole('link', { name: 'Laitteet' }).click();
    const card = b.page.getByRole('region', { name: 'Vaihda toiseen laitteeseen' });
    await card.getByRole('button', { name: 'Vaihda laite' }).click();
    await b.page.getByRole('dialog').getByText('Kaikki tällä laitteella kirjoitettu on palvelimella.').waitFor();
    const c = await tablet('C');
    await goOn(c, await codeFor(b));
    await b.page.getByText('Uusi laite on liittynyt, ja tämä on poistettu käytöstä', { exact: false }).waitFor({ timeout: 10_000 });
    expect(await noteWords(c)).toEqual([n[1], n[2], n[3], n[4]].sort());
    await k.page.goto('/devices');
    await until('the coordinator to see it changed', async () => (await text(k)).split('vaihdettu').length === 2 || undefined);

    // And it can be given away: everything is on the server.
    await b.page.getByRole('dialog').getByRole('button', { name: 'Sulje' }).click();
    await b.page.getByRole('button', { name: 'Tyhjennä tämä laite' }).click();
    await b.page.getByRole('dialog').getByRole('button', { name: 'Tyhjennä tämä laite' }).click();
    await b.page.waitForURL(/\/welcome$/);
  });

  it('without an error in any console', () => expect([k, ...tablets].flatMap(device => device.errors)).toEqual([]));
});
