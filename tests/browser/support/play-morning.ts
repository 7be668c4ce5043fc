import { expect } from 'vitest';
import { composer, openInterview, openOutsideNote, startInterview, writeNote } from './day-acts.ts';
import { rowsOf, sleepThroughConnection, until, valueOf } from './day-people.ts';
import { n } from './day-words.ts';
import { fromMenu, type Devices, type Play } from './play.ts';

/** Events 3 to 13: from the guest wifi's login page to the question that waits for the next interview. A, B and D have no network. */
export async function morning({ visit, device }: Play): Promise<void> {
  const [a, b, c, d, e, h] = ['A', 'B', 'C', 'D', 'E', 'H'].map(device) as Devices;

  // 3: the guest wifi answers with a page of its own, and nothing claims to be sent.
  e.line.setMode('login-page');
  await e.page.goto(`/visits/${visit}`);
  await e.page.getByText('Wifi pyytää kirjautumaan').first().waitFor();
  e.line.restore();

  for (const one of [a, b, d]) one.line.cut();

  // 4: Hanna plans another room; Mikko, who does not hear of it, records the one he was told.
  await h.page.goto(`/visits/${visit}/plan`);
  await h.page
    .getByRole('button', { name: /Åsa Mallström/ })
    .first()
    .click();
  await h.page.getByRole('textbox', { name: 'Tila', exact: true }).fill('Neuvotteluhuone 3');
  await h.page.getByRole('button', { name: 'Tallenna', exact: true }).click();
  await openInterview(b.page, visit, 'Kaavoituspäällikkö');
  await b.page.getByRole('button', { name: 'Toinen tila' }).click();
  await b.page.getByLabel('Tila, jossa ollaan').fill('Kabinetti');
  await b.page.keyboard.press('Enter');
  await b.page.getByText('(suunnitelmassa Neuvotteluhuone 2)').waitFor();
  await e.page.goto(`/visits/${visit}`);
  await e.page.getByText('Neuvotteluhuone 3').first().waitFor();

  // 5: a note without an interview.
  await openOutsideNote(d.page, visit);
  await writeNote(d.page, n[1], { sign: 'seuranta' });

  // 6: opening words ticked, and the hour begun.
  await openInterview(a.page, visit, 'Kaupunginjohtaja');
  for (const line of await a.page.getByRole('checkbox').all()) await line.check();
  await startInterview(a.page);
  await a.page
    .getByText(/^5\d min jäljellä$/)
    .first()
    .waitFor();

  // 7 and 9: D writes, and sleeps in the middle of a word; C writes; lying down there is room for others' notes, and no column stands empty.
  await openInterview(d.page, visit, 'Kaupunginjohtaja');
  await startInterview(d.page);
  await writeNote(d.page, n[2], { sign: 'vahvuus' });
  await a.page.setViewportSize({ width: 1180, height: 820 });
  await a.page.getByRole('region', { name: 'Muistiinpanot', exact: true }).waitFor();
  expect(await a.page.getByRole('region', { name: 'Muilta' }).count()).toBe(0);
  await composer(d.page).click();
  await d.page.keyboard.type('valmistelu yhden ih');
  await sleepThroughConnection(d, 3000);
  expect(await composer(d.page).inputValue()).toBe('valmistelu yhden ih');
  await d.page.keyboard.type('misen varassa, ei sijaista');
  await d.page.getByRole('button', { name: 'kehityskohde', exact: true }).click();
  await d.page.keyboard.press('Enter');
  await openInterview(c.page, visit, 'Kaupunginjohtaja');
  await startInterview(c.page);
  await writeNote(c.page, n[4], { sign: 'kehityskohde', mark: 'sanasta sanaan' });

  // 8: in Swedish.
  await startInterview(b.page);
  await writeNote(b.page, n[5], { mark: 'sanasta sanaan' });
  await writeNote(b.page, n[6], { sign: 'kehityskohde' });

  // 11: two notes to another theme as one act, with one undo; then the one that belongs there.
  const themeOf = async (words: string) => {
    const row = (await rowsOf(d, 'note')).find(one => one.texts['words'] === words);
    return row && valueOf(row, 'theme');
  };
  const began = await until('n3 to be stored', () => themeOf(n[3]));
  const pick = async (...all: string[]) => {
    await fromMenu(d, 'Valitse useita');
    for (const words of all) await d.page.getByRole('button', { name: words, pressed: false }).click();
    await d.page.getByRole('combobox', { name: 'Siirrä' }).selectOption({ label: 'Organisointi, ei kysymystä' });
  };
  await pick(n[2], n[3]);
  await until('both to move', async () => (await themeOf(n[2])) !== began && (await themeOf(n[3])) !== began);
  await d.page.getByRole('button', { name: 'Kumoa' }).click();
  await until('both to be back', async () => (await themeOf(n[2])) === began && (await themeOf(n[3])) === began);
  await pick(n[3]);
  await until('n3 to move', async () => (await themeOf(n[3])) !== began);
  expect(await themeOf(n[2])).toBe(began);

  // 12: a word across the table.
  await fromMenu(c, 'Näytä kaverille');
  await c.page.getByRole('button', { name: 'Kysy tarkennus' }).click();
  await c.page.getByRole('button', { name: /^Kysy tarkennus/ }).click();

  // 13: for the technical director, who comes next in the other room.
  await composer(b.page).click();
  await b.page.keyboard.type(n[7].slice(0, 20));
  await b.page.getByRole('button', { name: 'seuranta', exact: true }).click();
  await b.page.getByRole('button', { name: 'Kysy tämä seuraavalta' }).click();
  await b.page.getByRole('button', { name: /^10.45 Tekninen johtaja/ }).click();
  await b.page.keyboard.type(n[7].slice(20));
  await b.page.keyboard.press('Enter');
  await b.page.getByText('Kysytään: 10.45 Tekninen johtaja · lähtee, kun vaihdatte').waitFor();
  await b.page.getByText('Tallessa tässä laitteessa').first().waitFor();
}
