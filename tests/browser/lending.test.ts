import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composer, foundVisit, invite, joinDay, openOutsideNote, writeNote } from './support/day-acts.ts';
import { noteWords, rowsOf, startDevice, until, valueOf, type Device } from './support/day-people.ts';
import { n } from './support/day-words.ts';
import { startServer, type RunningServer } from './support/server.ts';

/* Event 22 of the day: Mikko's tablet is empty, and Saara lends him her phone. */

const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(new Date());
const before = 'Saaran oma, ennen lainaa';

describe('a phone in a teammate’s hand', () => {
  let server: RunningServer;
  let visit: string;
  let k: Device;
  let phone: Device;
  let tablet: Device;

  beforeAll(async () => {
    server = await startServer();
    k = await startDevice(server, 'K', { viewport: { width: 1440, height: 900 }, touch: false });
    visit = await foundVisit(k.page, server.setupToken, { Kaislaniemi: ['Saara', 'Mikko'] }, today);
    [phone, tablet] = [await startDevice(server, 'C', { viewport: { width: 390, height: 844 } }), await startDevice(server, 'B')];
    await joinDay(phone, await invite(k.page, visit, 'Saara'), { person: 'Saara' });
    await joinDay(tablet, await invite(k.page, visit, 'Mikko'), { person: 'Mikko' });
  });
  afterAll(async () => {
    for (const device of [k, phone, tablet]) await device?.close();
    await server?.stop();
  });

  const written = async (device: Device, words: string) => (await rowsOf(device, 'note')).find(row => row.texts['words'] === words);
  const stored = (device: Device, words: string) => until(`“${words}” stored`, async () => (await noteWords(device)).includes(words));

  test('without a network it is given by one tap, and what he writes is his, on that phone', { timeout: 120_000 }, async () => {
    phone.line.cut();
    tablet.line.cut();
    const { page } = phone;
    await openOutsideNote(page, visit);
    await writeNote(page, before);
    await stored(phone, before);
    // And words that she has not sent yet: they are hers.
    await composer(page).click();
    await page.keyboard.type('kesken');
    await stored(phone, 'kesken');
    await page.goto('/settings#lending');
    await page.getByRole('button', { name: 'Kirjoittajaksi: Mikko' }).click();
    await page.getByText('Kirjoittajana nyt: Mikko').first().waitFor();
    await openOutsideNote(page, visit);
    await page.getByText('Kirjoittajana nyt: Mikko').waitFor();
    await page.getByText('Saara').first().waitFor();
    await writeNote(page, n[13]);
    await stored(phone, n[13]);
    const hers = (await written(phone, 'kesken'))!;
    const his = (await written(phone, n[13]))!;
    const device = String(valueOf(his, 'device'));
    expect(valueOf((await written(phone, before))!, 'device')).toBe(device);
    expect(his.id.split('~')[1]).toMatch(new RegExp(`^${device}\\.`));
    expect(hers.id.split('~')[0]).not.toBe(his.id.split('~')[0]);
  });

  test('a phone that dies is in his hand still, and nothing claims to be sent', { timeout: 120_000 }, async () => {
    await phone.kill();
    await phone.start();
    await openOutsideNote(phone.page, visit);
    await phone.page.getByText('Kirjoittajana nyt: Mikko').waitFor();
    await phone.page.getByText(n[13]).click();
    await phone.page.getByText('tallessa tässä laitteessa').first().waitFor();
    expect(await noteWords(phone)).toContain(n[13]);
  });

  test('with a network it comes to his own tablet as his own, and he goes on with it there', { timeout: 120_000 }, async () => {
    phone.line.restore();
    await openOutsideNote(k.page, visit);
    await until('n13 at the coordinator’s', async () => (await noteWords(k)).includes(n[13]));
    tablet.line.restore();
    const { page } = tablet;
    await openOutsideNote(page, visit);
    await stored(tablet, n[13]);
    await page.getByText(n[13]).click();
    await until('n13 in the field', async () => (await composer(page).inputValue()) === n[13] || undefined);
    await composer(page).press('End');
    await page.keyboard.type(' (Pekka)');
    await page.keyboard.press('Enter');
    const longer = `${n[13]} (Pekka)`;
    await until('what he added at the coordinator’s', async () => (await noteWords(k)).includes(longer));
    await phone.page.getByText(longer).first().waitFor();
  });

  test('one tap gives the phone back, and hers is hers again', { timeout: 120_000 }, async () => {
    const { page } = phone;
    await page.getByRole('button', { name: 'Lopeta' }).click();
    await page.getByText('Kirjoittajana nyt: Mikko').waitFor({ state: 'detached' });
    await openOutsideNote(page, visit);
    await page.getByText('Mikko').first().waitFor();
    await page.getByText(before).click();
    await until('her note in the field', async () => (await composer(page).inputValue()) === before || undefined);
    await page.keyboard.press('Enter');
    const his = (await written(phone, `${n[13]} (Pekka)`))!;
    await page.goto(`/history/notes/${visit}/note/${his.id}`);
    await page.getByText(/^Aloitettu lainalaitteella: .*\(Saara\)$/).waitFor();
    expect([...phone.errors, ...tablet.errors]).toEqual([]);
  });
});
