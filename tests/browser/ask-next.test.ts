import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composer, give, openInterview, saveFile, startInterview, take } from './support/day-acts.ts';
import { noteWords, rowsOf, until, valueOf, type Device } from './support/day-people.ts';
import { n } from './support/day-words.ts';
import { startMovedDay, type MovedDay } from './support/moved-day.ts';

/* Events 13 and 15 of the day: what one could not ask is asked in the next room, and answered. Two tablets that meet by hand alone. */

/** 14 October at 10.21 in Lehtola, whenever this runs: what is to come is the afternoon's. */
const at = Date.UTC(2026, 9, 14, 7, 21);

describe('asking the next one', () => {
  let day: MovedDay;
  let visit: string;
  let liisa: Device;
  let mikko: Device;

  beforeAll(async () => {
    day = await startMovedDay(at);
    ({ visit, liisa, mikko } = day);
  });
  afterAll(() => day?.close());

  test('Mikko aims n7 at the technical director in two taps, and is told that it is still here', { timeout: 120_000 }, async () => {
    liisa.line.cut();
    mikko.line.cut();
    const { page } = mikko;
    await openInterview(page, visit, 'Kaavoituspäällikkö');
    await startInterview(page);
    await composer(page).click();
    await page.keyboard.type(n[7].slice(0, 20));
    await page.getByRole('button', { name: 'seuranta', exact: true }).click();
    await page.getByRole('button', { name: 'Kysy tämä seuraavalta' }).click();
    await page.getByRole('button', { name: /^10.45 Tekninen johtaja/ }).click();
    await page.keyboard.type(n[7].slice(20));
    await page.keyboard.press('Enter');
    await page.getByText('Kysytään: 10.45 Tekninen johtaja · lähtee, kun vaihdatte').waitFor();
    await until('all of n7', async () => (await noteWords(mikko)).join() === n[7]);
    expect(await noteWords(mikko)).toEqual([n[7]]);
  });

  test(
    'once they have exchanged, it waits on top of the technical director’s interview, and nowhere else',
    { timeout: 120_000 },
    async () => {
      await openInterview(liisa.page, visit, 'Tekninen johtaja');
      const onTop = liisa.page.getByRole('region', { name: 'Kysy myös' });
      expect(await onTop.count()).toBe(0);
      await take(liisa.page, visit, await give(mikko.page, visit));
      await until('the note at Liisa’s', async () => (await noteWords(liisa)).includes(n[7]));
      // Her receipt is what tells Mikko that it is there: before it his tablet does not know.
      const receipt = await saveFile(liisa.page);
      await openInterview(mikko.page, visit, 'Kaavoituspäällikkö');
      await mikko.page.getByText('Kysytään: 10.45 Tekninen johtaja · lähtee, kun vaihdatte').waitFor();
      await take(mikko.page, visit, receipt);
      await mikko.page.getByText('Kaikki on perillä: Liisa').waitFor();
      await openInterview(mikko.page, visit, 'Kaavoituspäällikkö');
      await mikko.page.getByText('Kysytään: 10.45 Tekninen johtaja · perillä muissa laitteissa: 1').waitFor();
      await openInterview(liisa.page, visit, 'Tekninen johtaja');
      await onTop.getByText(n[7]).waitFor();
      await onTop.getByText('Mikko 10.21, Kaavoituspäällikkö').waitFor();
      await openInterview(liisa.page, visit, 'Ympäristösuunnittelija');
      await liisa.page.getByRole('button', { name: 'Aloita haastattelu' }).waitFor();
      expect(await onTop.count()).toBe(0);
    },
  );

  test('it is asked and answered by the keyboard alone, and the answer leads back to the question', { timeout: 120_000 }, async () => {
    const { page } = liisa;
    await openInterview(page, visit, 'Tekninen johtaja');
    await startInterview(page);
    await page.getByRole('button', { name: n[7].slice(0, 20) }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'kysytty', exact: true, pressed: true }).first().waitFor();
    await composer(page).focus();
    await page.keyboard.type('urakoitsija päättää itse, ei ohjetta');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Vastaus: Mikko kysyi' }).click();
    await page.getByRole('heading', { level: 1, name: 'Kaavoituspäällikkö' }).waitFor();
    await page.getByRole('button', { name: n[7], expanded: true }).waitFor();
    expect(new URL(page.url()).hash).toBe(`#${(await rowsOf(liisa, 'follow-up'))[0]!.id}`);
  });

  test('Mikko sees when and by whom it was answered, and gets to the answer', { timeout: 120_000 }, async () => {
    await take(mikko.page, visit, await give(liisa.page, visit));
    await until('the answer at Mikko’s', async () => (await noteWords(mikko)).length === 2);
    await openInterview(mikko.page, visit, 'Kaavoituspäällikkö');
    await mikko.page.getByRole('link', { name: /^Vastattu: 10.2\d Liisa/ }).click();
    await mikko.page.getByRole('heading', { level: 1, name: 'Tekninen johtaja' }).waitFor();
    await mikko.page.getByRole('button', { name: 'urakoitsija päättää itse', expanded: true }).waitFor();
  });

  test('both marked it, neither knowing of the other: one mark when all have met', { timeout: 120_000 }, async () => {
    // He heard it in passing, and marks it on his own tablet too.
    await mikko.page
      .getByRole('button', { name: n[7].slice(0, 20) })
      .first()
      .click();
    await mikko.page.getByRole('button', { name: 'tuli jo ilmi', exact: true }).first().click();
    for (const one of [liisa, mikko]) one.line.restore();
    for (const one of [liisa, mikko]) {
      await until(`one mark on ${one.name}`, async () => {
        const marks = await rowsOf(one, 'asked');
        return marks.length === 1 && valueOf(marks[0]!, 'state') === 'came-up';
      });
    }
  });

  test('a note is given, given to others and taken back by the keyboard alone', { timeout: 120_000 }, async () => {
    const { page } = mikko;
    const tabTo = async (name: RegExp, key: 'Tab' | 'Shift+Tab') => {
      const wanted = page.getByRole('button', { name }).first();
      await until(`the focus on ${name}`, async () => {
        await page.keyboard.press(key);
        return wanted.evaluate(element => element === document.activeElement);
      });
    };
    await openInterview(page, visit, 'Ympäristösuunnittelija');
    await startInterview(page);
    await composer(page).focus();
    await page.keyboard.type('kuka hoitaa niityt?');
    await tabTo(/^seuranta$/, 'Tab');
    await page.keyboard.press('Space');
    await tabTo(/^Kysy tämä seuraavalta/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await tabTo(/^keneltä tahansa/, 'Tab');
    await page.keyboard.press('Space');
    // The focus is where one can change it again.
    await page.getByRole('button', { name: 'Kysytään: keneltä tahansa', expanded: false }).waitFor();
    await page.keyboard.press('Enter');
    await tabTo(/^Ryhmältä: Asiantuntijat/, 'Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Kysytään: Asiantuntijat', expanded: false }).waitFor();
    await page.keyboard.press('Enter');
    await tabTo(/^Ei kysytäkään/, 'Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Kysy tämä seuraavalta' }).waitFor();
    await until('nothing left to ask', async () => {
      const given = (await rowsOf(mikko, 'follow-up')).filter(row => valueOf(row, 'aim') !== null);
      return given.length === 1;
    });
  });

  test('ends without an error in any console', () => {
    expect(day.devices.flatMap(one => one.errors)).toEqual([]);
  });
});
