import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composer, openInterview, startInterview } from './support/day-acts.ts';
import { rowsOf, until, valueOf, type Device } from './support/day-people.ts';
import { startMovedDay, type MovedDay } from './support/moved-day.ts';

/* The day is locked: a template that is changed in the middle of the hour leaves every tablet its questions, and an urgent one comes as an addition. */

/** 14 October at 9.34 in Lehtola, whenever this runs: the first hour is on. */
const at = Date.UTC(2026, 9, 14, 6, 34);
const urgent = 'Mitä eilinen valtuuston päätös muuttaa?';

describe('a template changed in the middle of the hour', { timeout: 180_000 }, () => {
  let day: MovedDay;
  let k: Device;
  let phone: Device;
  let tablet: Device;
  const inHand = (device: Device) => device.page.getByRole('region', { name: 'Kysymykset' }).getByRole('heading').first();

  beforeAll(async () => {
    day = await startMovedDay(at, { viewport: { width: 390, height: 844 } });
    [k, tablet, phone] = [day.devices[0]!, day.liisa, day.mikko];
    await tablet.page.setViewportSize({ width: 1180, height: 820 });
    await openInterview(tablet.page, day.visit, 'Kaupunginjohtaja');
    await startInterview(tablet.page);
    await openInterview(phone.page, day.visit, 'Kaavoituspäällikkö');
    await startInterview(phone.page);
  }, 240_000);
  afterAll(async () => {
    for (const one of day?.devices ?? []) expect(one.errors).toEqual([]);
    await day?.close();
  });

  test('moves nobody, and is found last in its theme on every device, marked', async () => {
    const before = [await inHand(tablet).innerText(), await inHand(phone).innerText()];
    await composer(phone.page).fill('kesken lause');
    const { page } = k;
    await page.goto('/programme');
    await page
      .getByRole('link', { name: /Luonnon monimuotoisuus/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Lisää kysymys' }).first().click();
    await page.getByRole('textbox', { name: 'Kysymys', exact: true }).fill(urgent);
    await page.getByRole('button', { name: 'Valmis', exact: true }).click();
    await page.getByText(urgent).waitFor();
    await page.getByRole('button', { name: 'Ota muutokset käyttöön' }).click();
    await page.getByText('Käytössä sellaisena kuin se tässä on.').waitFor();
    for (const one of [tablet, phone])
      await until(`the new version on ${one.name}`, async () => (await rowsOf(one, 'template-version')).length === 2 || undefined, 90);

    const added = tablet.page.getByRole('button', { name: new RegExp(`${urgent.replace('?', '\\?')}.*lisätty kesken päivän`) });
    await added.waitFor();
    expect([await inHand(tablet).innerText(), await inHand(phone).innerText()]).toEqual(before);
    expect(await composer(phone.page).inputValue()).toBe('kesken lause');

    for (let steps = 0; (await phone.page.getByText('Seuraavaksi, lisätty').count()) === 0 && steps < 10; steps++)
      await phone.page.getByRole('button', { name: /^Seuraavaksi/ }).click();
    await phone.page.getByRole('button', { name: /^Seuraavaksi, lisätty/ }).click();
    await phone.page.getByRole('heading', { name: urgent }).waitFor();
    await phone.page.getByText('lisätty kesken päivän').waitFor();
    await added.click();
  });

  test('is asked and marked like any question, and the hours keep the version they began with', async () => {
    await phone.page.getByRole('button', { name: 'kysytty', exact: true }).first().click();
    await until('the mark', async () => (await rowsOf(phone, 'asked')).some(row => valueOf(row, 'state') === 'asked') || undefined);
    const held = (await rowsOf(phone, 'interview')).map(row => valueOf(row, 'version'));
    const [template] = await rowsOf(phone, 'template');
    expect(new Set(held).size).toBe(1);
    expect(held).not.toContain(valueOf(template!, 'version'));
  });
});
