import { expect } from 'vitest';
import { composer, give, openInterview, openOutsideNote, startInterview, take, writeNote } from './day-acts.ts';
import { noteWords, rowsOf, until } from './day-people.ts';
import { interrupted, n } from './day-words.ts';
import { phonePhoto } from './photo-files.ts';
import { attendee, fromMenu, type Devices, type Play } from './play.ts';

/** Events 14 to 21: from the stars of the first hour to lunch, with a photo that waits, a full device and a dead battery. */
export async function noon({ visit, server, device }: Play): Promise<void> {
  const [a, b, c, d, e] = ['A', 'B', 'C', 'D', 'E'].map(device) as Devices;

  // 14: Timo stars one; Mikko passes it over.
  await fromMenu(d, 'Haastattelu päättyi');
  await d.page.getByRole('button', { name: `Tähti: ${n[3]}` }).click();
  await d.page.getByText('Tähtiä jäljellä: 2.').waitFor();
  await d.page.getByRole('button', { name: 'Valmis', exact: true }).click();
  await fromMenu(b, 'Haastattelu päättyi');
  await b.page.getByRole('button', { name: 'Ohita' }).click();
  await b.page.getByRole('heading', { name: 'Tästä eteenpäin' }).waitFor();

  // 15: by hand in the break. n7 waits on top of the next interview, and Mikko's room arrives beside the plan.
  await take(a.page, visit, await give(b.page, visit));
  await a.page.getByText(/Tuli laitteelta/).waitFor();
  await openInterview(a.page, visit, 'Tekninen johtaja');
  await a.page.getByRole('region', { name: 'Kysy myös' }).getByText(n[7]).waitFor();

  // 16: Jukka is ill.
  await attendee(a, 'Jukka Näyte').getByRole('button', { name: 'joku muu' }).click();
  await attendee(a, 'Jukka Näyte').getByLabel('Tehtävä').fill('Teknisen johtajan sijainen');
  await attendee(a, 'Jukka Näyte').getByLabel('Ryhmä').selectOption({ label: 'Päälliköt' });
  await attendee(a, 'Jukka Näyte').getByText('Lasketaan ryhmään Päälliköt.').waitFor();

  // 17: both mark the same question asked, and neither knows of the other.
  await startInterview(a.page);
  await openInterview(d.page, visit, 'Tekninen johtaja');
  await startInterview(d.page);
  for (const one of [a, d]) await one.page.getByRole('button', { name: 'kysytty', exact: true }).first().click();
  await writeNote(a.page, n[8], { sign: 'vahvuus' });
  await writeNote(a.page, n[9], { sign: 'kehityskohde' });

  // 18: the hotspot drops before the photo is away.
  await openInterview(e.page, visit, 'Ympäristösuunnittelija');
  await startInterview(e.page);
  await composer(e.page).click();
  await e.page.keyboard.type(n[10].slice(0, 12));
  await e.page.getByRole('button', { name: 'idea', exact: true }).click();
  e.line.cut();
  await e.page.getByRole('button', { name: 'Lisää kuva' }).click();
  await e.page.locator('input[type=file][capture]').setInputFiles(await phonePhoto(e.page, 1_200, 800));
  await e.page
    .getByText(/^Kuva (tallessa )?tässä laitteessa/)
    .first()
    .waitFor();
  await until('the half of n10', async () => (await noteWords(e)).includes(n[10].slice(0, 12)));

  // 19: the device is full: writing stops, and the words stay on the screen until there is room.
  const { href } = new URL(e.page.url());
  const quota = async (quotaSize?: number) => {
    const cdp = await e.page.context().newCDPSession(e.page);
    await cdp.send('Storage.overrideQuotaForOrigin', { origin: e.line.origin, ...(quotaSize !== undefined && { quotaSize }) });
  };
  // Chromium believes for half a minute that there is the room there was, unless the database was closed meanwhile.
  await e.page.goto('about:blank');
  await e.page.waitForTimeout(3_000);
  await quota(1);
  await e.page.goto(href);
  await e.page
    .getByRole('button', { name: n[10].slice(0, 12) })
    .first()
    .click();
  await until('it to be in the hand', async () => (await composer(e.page).inputValue()) === n[10].slice(0, 12));
  await composer(e.page).click();
  await e.page.keyboard.press('Control+End');
  await e.page.keyboard.type(n[10].slice(12));
  const notice = e.page.getByRole('region', { name: 'Ilmoitukset' });
  await notice.getByText('Laitteen muisti on täynnä').waitFor({ timeout: 60_000 });
  expect(await composer(e.page).inputValue()).toBe(n[10]);
  expect(await noteWords(e)).not.toContain(n[10]);
  await quota();
  await notice.getByRole('button', { name: 'Tilaa on, jatka' }).click();
  await e.page.getByRole('button', { name: 'Valmis', exact: true }).click();
  await until('all of n10 on the disk', async () => (await noteWords(e)).includes(n[10]));

  // The server takes it, is killed before its answer arrives, and comes back.
  e.line.setMode('loses-answers');
  await new Promise(resolve => setTimeout(resolve, 2000));
  await server.kill();
  await server.restart();
  expect(await e.page.getByText('Tallessa palvelimella').count()).toBe(0);
  e.line.restore();

  // 20: the battery dies in the middle of a word.
  await openOutsideNote(b.page, visit);
  await composer(b.page).click();
  await b.page.keyboard.type(interrupted, { delay: 20 });
  await new Promise(resolve => setTimeout(resolve, 100));

  // 21: over lunch, with a network: on the server and not on those that have none.
  await openOutsideNote(c.page, visit);
  await writeNote(c.page, n[11], { sign: 'vinkki isännälle' });
  await until('n11 to have come to E through the server', async () => (await noteWords(e)).includes(n[11]));
  expect((await rowsOf(a, 'note')).some(row => row.texts['words'] === n[11])).toBe(false);

  await b.kill();
  await b.start();
  await b.page.goto(`/visits/${visit}`);
  await until('the interrupted note to be back on B', async () => (await noteWords(b)).includes(interrupted));
}
