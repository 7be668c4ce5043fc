import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composer, give, openInterview, startInterview, take } from './support/day-acts.ts';
import { rowsOf, until, valueOf, type Device } from './support/day-people.ts';
import { n } from './support/day-words.ts';
import { startMovedDay, type MovedDay } from './support/moved-day.ts';

/* Events 4, 14, 16, 24 and 25 of the day: rooms, deputies, late comers and late hours, recorded beside the plan by tablets that meet by hand. */

/** 14 October at 10.33 in Lehtola, whenever this runs: the first hour is over. */
const at = Date.UTC(2026, 9, 14, 7, 33);

describe('the day as it went', { timeout: 120_000 }, () => {
  let day: MovedDay;
  let visit: string;
  let liisa: Device;
  let mikko: Device;

  const attendee = (on: Device, name: string) => on.page.getByRole('group', { name, exact: true });
  async function mark(on: Device, name: string, what: string): Promise<void> {
    await attendee(on, name).getByRole('button', { name: what }).click();
  }
  async function back(on: Device): Promise<void> {
    await on.page.getByRole('link', { name: /Takaisin: Tänään/ }).click();
    await on.page.getByRole('heading', { name: 'Tästä eteenpäin' }).waitFor();
  }
  async function handOver(from: Device, to: Device): Promise<void> {
    await take(to.page, visit, await give(from.page, visit));
    await to.page.getByText(/Tuli laitteelta/).waitFor();
  }
  const slotOf = async (on: Device, title: string) => {
    const person = (await rowsOf(on, 'interviewee')).find(row => valueOf(row, 'title') === title)!;
    return person.parent;
  };

  beforeAll(async () => {
    day = await startMovedDay(at, { viewport: { width: 390, height: 844 } });
    ({ visit, liisa, mikko } = day);
    liisa.line.cut();
    mikko.line.cut();
  });
  afterAll(() => day?.close());

  test('after the hour Liisa stars what stayed in mind, and Mikko passes it over once and for all', async () => {
    const { page } = liisa;
    await openInterview(page, visit, 'Kaupunginjohtaja');
    await startInterview(page);
    for (const words of [n[2], n[3]]) {
      await composer(page).fill(words);
      await page.keyboard.press('Enter');
    }
    await page.getByRole('button', { name: 'Lisää', exact: true }).last().click();
    await page.getByRole('menuitem', { name: 'Haastattelu päättyi' }).click();
    await page.getByRole('heading', { name: 'Mitkä kolme asiaa jäivät mieleen?' }).waitFor();
    await page.getByRole('button', { name: `Tähti: ${n[3]}` }).click();
    await page.getByText('Tähtiä jäljellä: 2.').waitFor();
    await page.getByRole('textbox', { name: 'Yksi lause' }).pressSequentially('ohjelma on, tekijöitä yksi');
    await page.getByRole('button', { name: 'Valmis', exact: true }).click();
    await page.getByRole('heading', { name: 'Tästä eteenpäin' }).waitFor();
    const line = 'ohjelma on, tekijöitä yksi';
    await until('the line', async () => (await rowsOf(liisa, 'harvest')).some(row => row.texts['line'] === line));

    await openInterview(mikko.page, visit, 'Kaavoituspäällikkö');
    await startInterview(mikko.page);
    await back(mikko);
    await mikko.page.getByRole('link', { name: 'Poimi kolme' }).click();
    await mikko.page.getByText('Sinulla ei ole muistiinpanoja tästä haastattelusta.').waitFor();
    await mikko.page.getByRole('button', { name: 'Ohita' }).click();
    await mikko.page.getByRole('heading', { name: 'Tästä eteenpäin' }).waitFor();
    expect(await mikko.page.getByRole('link', { name: 'Poimi kolme' }).count()).toBe(0);
  });

  test('a deputy and another room are marked where one sits, by keyboard too, and stay beside the plan', async () => {
    const { page } = liisa;
    await openInterview(page, visit, 'Tekninen johtaja');
    await attendee(liisa, 'Jukka Näyte').getByRole('button', { name: 'joku muu' }).focus();
    await page.keyboard.press('Enter');
    await attendee(liisa, 'Jukka Näyte').getByLabel('Tehtävä').fill('Teknisen johtajan sijainen');
    await attendee(liisa, 'Jukka Näyte').getByLabel('Ryhmä').selectOption({ label: 'Päälliköt' });
    await attendee(liisa, 'Jukka Näyte').getByText('Lasketaan ryhmään Päälliköt.').waitFor();
    await back(liisa);
    await page.getByText('Teknisen johtajan sijainen · Päälliköt').first().waitFor();

    await openInterview(mikko.page, visit, 'Ympäristösuunnittelija');
    await mikko.page.getByRole('button', { name: 'Toinen tila' }).click();
    await mikko.page.getByLabel('Tila, jossa ollaan').fill('Neuvotteluhuone 3');
    await mikko.page.keyboard.press('Enter');
    await mikko.page.getByText('(suunnitelmassa Neuvotteluhuone 2)').waitFor();
    expect((await rowsOf(mikko, 'interview')).map(row => valueOf(row, 'room'))).toContain('Neuvotteluhuone 3');
  });

  test('Liisa moves the rest of her track, and Mikko’s tablet shows it when they have met, with the rooms of each', async () => {
    const { page } = liisa;
    await page.goto(`/visits/${visit}`);
    await page.getByRole('button', { name: 'Siirrä aikoja' }).click();
    await page.getByRole('menuitem', { name: '5 min myöhemmäksi', exact: true }).click();
    await page.getByText('Loppupäivä siirtyi 5 min. Seuraavaksi 10.50.').waitFor();
    const director = await slotOf(liisa, 'Tekninen johtaja');
    const planner = await slotOf(liisa, 'Ympäristösuunnittelija');
    const later = async (on: Device, id: string) => {
      const row = (await rowsOf(on, 'interview')).find(one => one.id === id);
      return row && valueOf(row, 'later');
    };
    expect(await later(liisa, director)).toBe(5);
    expect(await later(liisa, planner)).toBeUndefined();
    expect(await later(mikko, director)).toBeUndefined();
    await handOver(liisa, mikko);
    await handOver(mikko, liisa);
    expect(await later(mikko, director)).toBe(5);
    for (const one of [liisa, mikko]) {
      await one.page.goto(`/visits/${visit}`);
      await one.page.getByText('suunnitelmassa 10.45').filter({ visible: true }).first().waitFor();
      // The list of what changed, which is folded, says it too.
      await one.page.getByText('Neuvotteluhuone 3').filter({ visible: true }).first().waitFor();
    }
    await openInterview(mikko.page, visit, 'Ympäristösuunnittelija');
    expect(await mikko.page.getByText('10.45–11.45').count()).toBeGreaterThan(0);
  });

  test('who is missing is not heard; who comes after all, is, on every device alike', async () => {
    await openInterview(mikko.page, visit, 'Asukasyhdistyksen puheenjohtaja');
    await mark(mikko, 'Teppo Tarina', 'ei tullut');
    await attendee(mikko, 'Teppo Tarina').getByText('Ei lasketa kuulluksi.').waitFor();
    await startInterview(mikko.page);
    await composer(mikko.page).fill(n[15]);
    await mikko.page.keyboard.press('Enter');
    for (const one of [liisa, mikko]) one.line.restore();
    await until('Teppo is missing at Liisa’s', async () =>
      (await rowsOf(liisa, 'attendance')).some(row => valueOf(row, 'state') === 'absent'),
    );
    await liisa.page.goto(`/visits/${visit}/kooste`);
    const heard = liisa.page.getByText(/^Haastateltiin/);
    await heard.waitFor();
    expect(await heard.innerText()).toBe('Haastateltiin 2 ihmistä: johto 1 ja päälliköt 1.');
    await mikko.page.getByRole('button', { name: 'Lisää', exact: true }).last().click();
    await mikko.page.getByRole('menuitem', { name: 'Alkusanat ja paikallaolijat' }).click();
    await mark(mikko, 'Teppo Tarina', 'myöhässä');
    await attendee(mikko, 'Teppo Tarina')
      .getByText(/^Tuli klo/)
      .waitFor();
    await until('the kooste with Teppo', async () => (await heard.innerText()).startsWith('Haastateltiin 3 ihmistä'), 60);
  });
});
