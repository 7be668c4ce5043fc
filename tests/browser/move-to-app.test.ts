import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composer, foundVisit, invite, openOutsideNote, writeNote } from './support/day-acts.ts';
import { noteWords, startDevice, until, type Device } from './support/day-people.ts';
import { n } from './support/day-words.ts';
import { startServer, type RunningServer } from './support/server.ts';

/* Event 2 of the day: a link was opened in Safari, whose tab and whose app on the home screen keep their storage apart. Two profiles on disk are the two. */

const ipad =
  'Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';

describe('a session that was begun in the browser', { timeout: 180_000 }, () => {
  let server: RunningServer;
  let k: Device;
  let visit: string;
  const devices: Device[] = [];
  let tab: Device;
  let code: string;

  async function started(name: string, ...how: [Parameters<typeof startDevice>[2]?, Parameters<typeof startDevice>[3]?]): Promise<Device> {
    const one = await startDevice(server, name, ...how);
    devices.push(one);
    return one;
  }
  /** A person's Safari tab: joined by a link, which on an iPad is advised against first. */
  async function safariTab(person: string): Promise<Device> {
    const { secret } = await invite(k.page, visit, person);
    const one = await started(`${person} in the browser`, { flags: [`--user-agent=${ipad}`] });
    await one.page.goto(`/join#${secret}`);
    await one.page.getByText('lisää Vertti ensin Koti-valikkoon').waitFor();
    await one.page.getByRole('button', { name: 'Liity silti tässä selaimessa' }).click();
    await one.page.getByRole('radio', { name: person }).check();
    await one.page.getByRole('button', { name: `Olen ${person}` }).click();
    await one.page.getByText('Valmis ilman verkkoa').waitFor({ timeout: 60_000 });
    return one;
  }
  async function write(device: Device, words: string): Promise<void> {
    await openOutsideNote(device.page, visit);
    await writeNote(device.page, words);
    await until('the note to be stored', async () => (await noteWords(device)).includes(words) || undefined);
  }
  async function codeOf({ page }: Device): Promise<string> {
    await page.getByRole('button', { name: 'Näytä koodi' }).click();
    const typed = page.locator('[translate=no]');
    await typed.waitFor();
    return (await typed.innerText()).replaceAll(/\s/g, '');
  }
  async function type({ page }: Device, typed: string): Promise<void> {
    await page.goto('/join');
    await page.getByLabel('Kirjoita koodi').fill(typed.toLowerCase());
    await page.getByRole('button', { name: 'Jatka' }).click();
  }
  async function goOn(app: Device, typed: string, person: string): Promise<void> {
    await type(app, typed);
    await app.page.getByText('sovellus jatkaa siitä, mihin selaimessa jäit').waitFor();
    await app.page.getByRole('button', { name: `Jatka tällä: ${person}` }).click();
    await app.page.getByText('Valmis ilman verkkoa').waitFor({ timeout: 60_000 });
  }

  beforeAll(async () => {
    server = await startServer();
    k = await started('K', { viewport: { width: 1440, height: 900 }, touch: false });
    visit = await foundVisit(k.page, server.setupToken, { Kaislaniemi: ['Liisa', 'Mikko'] }, '2026-10-14');
  }, 240_000);
  afterAll(async () => {
    for (const one of devices) {
      expect(one.errors).toEqual([]);
      await one.close();
    }
    await server.stop();
  });

  test('says what would stay in the browser, and asks to send it first', async () => {
    tab = await safariTab('Liisa');
    await tab.page.getByRole('heading', { name: 'Siirrä tämä laite sovellukseen' }).waitFor();
    await write(tab, n[2]);
    tab.line.cut();
    await write(tab, n[3]);
    await tab.page.goto(`/visits/${visit}/ready`);
    await tab.page.getByText(/asiaa? on vain tässä selaimessa/).waitFor();
    tab.line.restore();
    await tab.page.getByRole('button', { name: 'Lähetä nyt' }).click();
    await tab.page.getByText(/asiaa? on vain tässä selaimessa/).waitFor({ state: 'detached', timeout: 90_000 });
    code = await codeOf(tab);
    expect(code).toMatch(/^[A-Z0-9]{8}$/);
  });

  test('goes on in the app with all that was written, and the browser says that it has moved', async () => {
    const app = await started('the app');
    await goOn(app, code, 'Liisa');
    await until('both notes', async () => (await noteWords(app)).length === 2 || undefined);
    expect(await noteWords(app)).toEqual([n[2], n[3]].sort());
    await tab.page.getByText('Siirretty. Jatka sovelluksessa').waitFor({ timeout: 90_000 });
    await write(app, n[8]);
    await until('her note to come to the coordinator', async () => (await noteWords(k)).includes(n[8]) || undefined, 90);
  });

  test('goes on once: the same code again is used up', async () => {
    const another = await started('another');
    await type(another, code);
    await another.page.getByText('Kutsu on jo käytetty').waitFor();
    expect(await noteWords(another)).toEqual([]);
  });

  test('keeps in the browser what was written there after the code was made, and says so', async () => {
    const left = await safariTab('Mikko');
    await left.page.goto(`/visits/${visit}/ready`);
    const typed = await codeOf(left);
    left.line.cut();
    await openOutsideNote(left.page, visit);
    await composer(left.page).fill(n[5]);
    await left.page.keyboard.press('Enter');
    await until('the note to be stored', async () => (await noteWords(left)).includes(n[5]) || undefined);
    await left.page.goto(`/visits/${visit}/ready`);
    const app = await started('Mikko’s app');
    await goOn(app, typed, 'Mikko');
    left.line.restore();
    await left.page.getByText('Siirretty. Jatka sovelluksessa').waitFor({ timeout: 90_000 });
    await left.page.getByText(/asiaa? jäi vain tähän selaimeen/).waitFor();
    expect(await noteWords(left)).toEqual(expect.arrayContaining([n[5]]));
    expect(await noteWords(app)).not.toContain(n[5]);
  });
});
