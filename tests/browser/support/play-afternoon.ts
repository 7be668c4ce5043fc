import { expect } from 'vitest';
import { composer, openInterview, startInterview, writeNote } from './day-acts.ts';
import { rowsOf, until, valueOf } from './day-people.ts';
import { n } from './day-words.ts';
import { attendee, fromMenu, type Devices, type Play } from './play.ts';

/** Events 22 to 27: a borrowed phone, two tabs, a late hour, somebody who comes after all, a note taken back; and then all are online. */
export async function afternoon({ visit, device }: Play): Promise<void> {
  const [a, b, c, d, e] = ['A', 'B', 'C', 'D', 'E'].map(device) as Devices;

  await openInterview(d.page, visit, 'Varhaiskasvatusjohtaja');
  await startInterview(d.page);
  await writeNote(d.page, n[12], { sign: 'vahvuus' });
  // 22: Saara's phone is in Mikko's hand until his tablet is charged, and is hers again.
  await c.page.goto('/settings#lending');
  await c.page.getByRole('button', { name: 'Kirjoittajaksi: Mikko' }).click();
  await c.page.getByText('Kirjoittajana nyt: Mikko').first().waitFor();
  await openInterview(c.page, visit, 'Metsätalousinsinööri');
  // Nothing is marked with a borrowed phone, the start neither.
  await c.page.getByRole('button', { name: 'Katso kysymyksiä' }).click();
  await composer(c.page).waitFor();
  await writeNote(c.page, n[13], { mark: 'sanasta sanaan' });
  const his = await until('n13', async () => (await rowsOf(c, 'note')).find(row => row.texts['words'] === n[13]));
  const hers = await until('n11', async () => (await rowsOf(c, 'note')).find(row => row.texts['words'] === n[11]));
  expect([valueOf(his, 'device'), his.id.split('~')[0] === hers.id.split('~')[0]]).toEqual([valueOf(hers, 'device'), false]);
  await c.page.getByRole('button', { name: 'Lopeta' }).click();
  await c.page.getByText('Kirjoittajana nyt: Mikko').waitFor({ state: 'detached' });

  // 24: the rest of Liisa's track, and of nobody else's until they meet.
  await a.page.goto(`/visits/${visit}`);
  await a.page.getByRole('button', { name: 'Siirrä aikoja' }).click();
  await a.page.getByRole('menuitem', { name: '5 min myöhemmäksi', exact: true }).click();
  await a.page.getByText(/^Loppupäivä siirtyi 5 min/).waitFor();
  const moved = async (on: typeof a) => (await rowsOf(on, 'interview')).filter(row => valueOf(row, 'later') === 5).length;
  const shifted = await until('the rows of her track', async () => (await moved(a)) || undefined);
  expect(await moved(b)).toBe(0);
  await openInterview(a.page, visit, 'Kaupunginhallituksen puheenjohtaja');
  await startInterview(a.page);
  await writeNote(a.page, n[14], { sign: 'kehityskohde' });

  // 25: Teppo is missing, and comes.
  await openInterview(e.page, visit, 'Asukasyhdistyksen puheenjohtaja');
  await attendee(e, 'Teppo Tarina').getByRole('button', { name: 'ei tullut' }).click();
  await attendee(e, 'Teppo Tarina').getByText('Ei lasketa kuulluksi.').waitFor();
  await startInterview(e.page);
  await fromMenu(e, 'Alkusanat ja paikallaolijat');
  await attendee(e, 'Teppo Tarina').getByRole('button', { name: 'myöhässä' }).click();
  await attendee(e, 'Teppo Tarina')
    .getByText(/^Tuli klo/)
    .waitFor();
  await e.page.getByRole('button', { name: 'Kysymyksiin' }).click();

  // 23: a second tab beside the first; each writes.
  const address = e.page.url();
  await composer(e.page).click();
  await e.page.keyboard.type(n[15].slice(0, 20));
  await e.page.getByRole('button', { name: 'vahvuus', exact: true }).click();
  const tab = await e.page.context().newPage();
  await tab.goto(address);
  await composer(tab).click();
  await tab.keyboard.type(n[16].slice(0, 10));
  await e.page.bringToFront();
  await composer(e.page).click();
  await e.page.keyboard.type(n[15].slice(20));
  await e.page.keyboard.press('Enter');
  await tab.bringToFront();
  await composer(tab).click();
  await tab.keyboard.type(n[16].slice(10));
  await tab.getByRole('button', { name: 'seuranta', exact: true }).click();
  await tab.keyboard.press('Enter');
  await until(
    'both notes',
    async () => (await rowsOf(e, 'note')).filter(row => [n[15], n[16]].includes(row.texts['words'] as never)).length === 2,
  );
  await tab.close();

  // 26: deleted, and taken back.
  const has12 = async () => (await rowsOf(d, 'note')).some(row => row.texts['words'] === n[12]);
  await d.page.getByRole('button', { name: n[12] }).first().click();
  await d.page.getByRole('button', { name: 'Poista', exact: true }).click();
  await until('n12 to go', async () => !(await has12()));
  await d.page.getByRole('button', { name: 'Kumoa' }).first().click();
  await until('n12 to be back', has12);

  // 27: the wifi works.
  for (const name of ['A', 'B', 'C', 'D', 'E']) device(name).line.restore();
  await until('the moved hours on B', async () => (await moved(b)) === shifted);
  // The room that Mikko recorded stands over the one that Hanna planned later, on both sides.
  for (const one of [a, b]) {
    await openInterview(one.page, visit, 'Kaavoituspäällikkö');
    await one.page
      .getByText(/Kabinetti/)
      .first()
      .waitFor();
  }
  expect((await rowsOf(a, 'interview')).filter(row => valueOf(row, 'room') === 'Kabinetti')).toHaveLength(1);
  // One mark, by two who were offline; Mikko's question is another's.
  const marks = (await rowsOf(a, 'asked')).filter(row => valueOf(row, 'state') === 'asked');
  expect(marks).toHaveLength(1);
  // What was photographed has come to everybody.
  for (const name of ['A', 'B', 'D']) {
    await until(`the photo on ${name}`, async () => (await rowsOf(device(name), 'photo')).length === 1);
  }
}
