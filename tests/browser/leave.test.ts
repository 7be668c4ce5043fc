import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composer, openOutsideNote } from './support/day-acts.ts';
import { noteWords, until, type Device } from './support/day-people.ts';
import { startTwoTablets, type TwoTablets } from './support/two-tablets.ts';

/* Two tablets at the end of the day: whether they may part is said by what they and the server have acknowledged. */

const words = 'meillä yhdistys hoitaa vieraslajitalkoot sopparilla';

describe('leaving in peace', () => {
  let both: TwoTablets;
  let visit: string;
  let a: Device;
  let b: Device;
  const verdict = (device: Device) => device.page.locator('main h2').first().innerText();
  const says = (device: Device, title: string) =>
    until(`${device.name} to say ${title}`, async () => (await verdict(device)) === title || undefined, 90);

  beforeAll(async () => {
    both = await startTwoTablets();
    ({ visit, a, b } = both);
  }, 240_000);
  afterAll(() => both?.close());

  it('is not said while a tablet that went out of reach has a text open: whose, how much, since when', { timeout: 240_000 }, async () => {
    await openOutsideNote(a.page, visit);
    const said = a.page.waitForResponse(
      response => response.url().endsWith('/api/sync') && /"open":[1-9]/.test(response.request().postData() ?? ''),
    );
    await composer(a.page).click();
    await a.page.keyboard.type(words);
    await said;
    a.line.cut();

    await b.page.goto(`/visits/${visit}/leave`);
    await says(b, 'Älä lähde vielä');
    const liisa = b.page.getByRole('listitem').filter({ hasText: 'Liisa' });
    expect(await liisa.innerText()).toMatch(/Vain tässä laitteessa\s+1 asia oli vain sillä, kun siitä viimeksi kuultiin \d{1,2}\.\d{2}\./);
    await liisa.getByRole('button', { name: /^Jätä syrjään: Liisa/ }).waitFor();

    await a.page.goto(`/visits/${visit}/leave`);
    await says(a, 'Älä lähde vielä');
    const here = a.page.getByRole('listitem').filter({ hasText: 'tämä laite' });
    await until(
      'A to know that the server is out of reach',
      async () => (await here.innerText()).includes('Yhdistä verkkoon') || undefined,
    );
    expect(await here.innerText()).toMatch(/1 asia on vain tässä laitteessa \d{1,2}\.\d{2} alkaen\./);
  });

  it('is said on both when the network is back, and its receipt can be read', { timeout: 240_000 }, async () => {
    a.line.restore();
    await says(a, 'Turvallista lähteä');
    await says(b, 'Turvallista lähteä');
    expect(await noteWords(b)).toEqual([words]);

    const coming = b.page.waitForEvent('download');
    await b.page.getByRole('button', { name: 'Tallenna kuitti' }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(/^kuitti-lehtola-\d{4}-\d{2}-\d{2}-\d{3,4}\.html$/);
    const receipt = readFileSync(await download.path(), 'utf8');
    for (const part of ['<h1>Turvallista lähteä</h1>', 'Lehtola', 'Liisa', 'Mikko · tämä laite', `notes/${visit}`])
      expect(receipt).toContain(part);
  });

  it('without an error in any console', () => expect([...a.errors, ...b.errors]).toEqual([]));
});
