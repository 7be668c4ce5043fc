import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe, barriersAt } from './support/barriers.ts';
import { composer, openInterview, startInterview } from './support/day-acts.ts';
import { databaseOf, noteWords, rowsOf, until, valueOf, type Device } from './support/day-people.ts';
import { n } from './support/day-words.ts';
import { startMovedDay, type MovedDay } from './support/moved-day.ts';

/* Events 6, 11 and 12 of the day, and what else a tablet without a network does for whoever writes in an interview. */

/** 14 October at 9.34 in Lehtola, whenever this runs: the first hour should have begun four minutes ago. */
const at = Date.UTC(2026, 9, 14, 6, 34);

describe('the hour', { timeout: 120_000 }, () => {
  let day: MovedDay;
  let visit: string;
  let liisa: Device;
  let mikko: Device;
  let mayor: string;

  const more = async (name: string, { page }: Device = liisa) => {
    await page.getByRole('button', { name: 'Lisää', exact: true }).last().click();
    await page.getByRole('menuitem', { name }).click();
  };
  const themeOf = async (words: string) => {
    const row = (await rowsOf(liisa, 'note')).find(one => one.texts['words'] === words);
    return row && valueOf(row, 'theme');
  };

  beforeAll(async () => {
    day = await startMovedDay(at);
    ({ visit, liisa, mikko } = day);
    liisa.line.cut();
  });
  afterAll(() => day?.close());

  test('begun four minutes late, it has 56 minutes, and the opening words that were said are ticked', async () => {
    const { page } = liisa;
    await openInterview(page, visit, 'Kaupunginjohtaja');
    mayor = new URL(page.url()).pathname;
    const said = page.getByRole('checkbox').first();
    await said.check();
    await startInterview(page);
    await page.getByText('56 min jäljellä').first().waitFor();
    await more('Alkusanat ja paikallaolijat');
    await page.getByRole('checkbox', { checked: true }).first().waitFor();
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(1);
    await page.getByRole('button', { name: 'Kysymyksiin' }).click();
  });

  test('two notes move to another theme as one act, with one undo, and it outlives a reload', async () => {
    const { page } = liisa;
    for (const words of [n[2], n[3], n[4]]) {
      await composer(page).fill(words);
      await page.keyboard.press('Enter');
    }
    await until('they are stored', async () => (await themeOf(n[4])) !== undefined);
    const before = await themeOf(n[3]);
    await more('Valitse useita');
    for (const words of [n[3], n[4]]) await page.getByRole('button', { name: words, pressed: false }).click();
    await page.getByText('2 valittu').waitFor();
    await page.getByRole('combobox', { name: 'Siirrä' }).selectOption({ label: 'Organisointi, ei kysymystä' });
    await page.getByText('2 muistiinpanoa siirretty: Organisointi, ei kysymystä').waitFor();
    await until('both moved', async () => (await themeOf(n[3])) !== before && (await themeOf(n[4])) !== before);
    expect(await themeOf(n[2])).toBe(before);
    await page.getByRole('button', { name: 'Kumoa' }).click();
    await until('both back', async () => (await themeOf(n[3])) === before && (await themeOf(n[4])) === before);
    await page.reload();
    await composer(page).waitFor();
    await page.getByText(n[4]).waitFor();
    expect(await themeOf(n[3])).toBe(before);
  });

  test('a word to a colleague fills the screen, can be turned for who sits opposite, and leaves nothing behind', async () => {
    const { page } = liisa;
    const size = async () => JSON.stringify((await databaseOf(liisa))['ops']).length;
    const before = await size();
    await more('Näytä kaverille');
    await page.getByRole('textbox', { name: 'Oma viesti' }).fill('Kysy rahasta');
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Enter');
    const words = page.getByRole('button', { name: /^Kysy rahasta/ });
    const box = (await words.boundingBox())!;
    const screen = page.viewportSize()!;
    expect([box.x, box.y, box.width, box.height]).toEqual([0, 0, screen.width, screen.height]);
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Käännä toisin päin' }).click();
    expect(await words.evaluate(element => getComputedStyle(element).rotate)).toBe('180deg');
    await words.click();
    await words.waitFor({ state: 'detached' });
    expect(await size()).toBe(before);
  });

  test('a question typed on the spot outlives the app being closed in the middle of it, and a teammate who meets it can mark it', async () => {
    await more('Lisää oma kysymys');
    await liisa.page.keyboard.type('Kuka päättää niittoajoista?');
    await until('its words are stored', async () => JSON.stringify(await databaseOf(liisa)).includes('own-question'));
    await liisa.page.waitForTimeout(300);
    await liisa.quit();
    await liisa.start();
    await liisa.page.goto(mayor);
    const typed = async (on: Device) => (await rowsOf(on, 'own-question')).map(row => row.texts['words']);
    await until('it was taken over', async () => (await typed(liisa)).join() === 'Kuka päättää niittoajoista?');
    liisa.line.restore();
    await until('it has come to Mikko', async () => (await typed(mikko)).join() === 'Kuka päättää niittoajoista?');
    const { page } = mikko;
    await openInterview(page, visit, 'Kaupunginjohtaja');
    await composer(page).click();
    for (let step = 0; step < 3; step++) await page.keyboard.press('Alt+PageDown');
    await page.getByRole('heading', { name: 'Kuka päättää niittoajoista?' }).waitFor();
    await page.keyboard.press('Control+Shift+Enter');
    await until('it is marked asked', async () => (await rowsOf(liisa, 'asked')).some(row => valueOf(row, 'state') === 'asked'));
  });

  test('nothing moves while one types, also when others’ notes come in', async () => {
    const { page } = liisa;
    await page.goto(mayor);
    await composer(page).click();
    await page.waitForTimeout(500);
    await page.evaluate(() => {
      const shifts: number[] = [];
      new PerformanceObserver(list => {
        for (const one of list.getEntries()) shifts.push((one as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift' });
      Object.assign(window, { shifts });
    });
    await openInterview(mikko.page, visit, 'Kaupunginjohtaja');
    for (let index = 0; index < 10; index++) {
      await composer(mikko.page).fill(`toiselta laitteelta ${index}`);
      await mikko.page.keyboard.press('Enter');
      await page.keyboard.type('kolme sanaa lisää ');
    }
    await until('all ten', async () => (await noteWords(liisa)).filter(words => words.startsWith('toiselta')).length === 10);
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
    await page.getByText('10 uutta').waitFor();
    await page.keyboard.press('Enter');
  });

  test('beside a video call, at 360 px, the field is whole and nothing runs out of the side', async () => {
    const { page } = liisa;
    const before = page.viewportSize()!;
    await page.setViewportSize({ width: 360, height: 900 });
    await composer(page).click();
    const box = (await composer(page).boundingBox())!;
    expect(box.height).toBeGreaterThanOrEqual(96);
    expect(box.y + box.height).toBeLessThan(900);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.setViewportSize(before);
  });

  test('for the left hand what ends a note stands on the left', async () => {
    const { page } = liisa;
    const left = async () => {
      await page.goto(mayor);
      const send = (await page.getByRole('button', { name: 'Kirjaa', exact: true }).boundingBox())!;
      return send.x < page.viewportSize()!.width / 3;
    };
    expect(await left()).toBe(false);
    await page.goto('/settings');
    await page.getByRole('radio', { name: 'Vasen' }).check({ force: true });
    expect(await left()).toBe(true);
    await page.goto('/settings');
    await page.getByRole('radio', { name: 'Oikea' }).check({ force: true });
    expect(await left()).toBe(false);
  });

  test('the day goes into a calendar, by titles and rooms and without the names of people', async () => {
    const { page } = liisa;
    await page.goto(`/visits/${visit}`);
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Kalenteriin' }).click();
    const file = await coming;
    expect(file.suggestedFilename()).toBe('Lehtola 2026-10-14.ics');
    const text = readFileSync(await file.path(), 'utf8').replaceAll('\r\n ', '');
    expect(text).toContain('SUMMARY:Kaupunginjohtaja · Lehtola');
    expect(text).toContain('DTSTART:20261014T063000Z');
    expect(text).not.toContain('Esimerkki');
    expect(text).not.toContain('Kaavoituspäällikkö');
  });

  test('picking several, typing a question, the close and the keys are without a barrier', async () => {
    const { page } = liisa;
    const pick = async () => {
      await page.getByText(n[2]).first().waitFor();
      await more('Valitse useita');
      await page
        .getByRole('button', { name: 'Koko haastattelu' })
        .or(page.getByRole('radio', { name: /^Koko haastattelu/ }))
        .first()
        .click();
      await page.getByRole('button', { name: n[2], pressed: false }).click();
    };
    expect(await barriersAt(page, mayor, pick)).toEqual([]);
    expect(await barriersAt(page, mayor, () => more('Lisää oma kysymys'))).toEqual([]);
    expect(await barriersAt(page, mayor, () => more('Pikanäppäimet'))).toEqual([]);
  });

  test('no page wrote an error', () => {
    expect(day.devices.flatMap(one => one.errors)).toEqual([]);
  });
});
