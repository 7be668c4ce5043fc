import type { Page } from 'playwright-core';
import { until, type Device } from './day-people.ts';

/*
 * What people do, in the words that stand on the screen. A page that changes its layout changes nothing here.
 */

export interface Municipality {
  name: string;
  team?: string[];
  contact?: string;
}

export async function foundProgramme(page: Page, token: string, programme: string, person: string): Promise<void> {
  await page.goto(`/setup#${token}`);
  await page.getByLabel('Ohjelman nimi').fill(programme);
  await page.getByLabel('Oma nimesi').fill(person);
  await page.getByRole('button', { name: 'Perusta ohjelma' }).click();
  await page.waitForURL(/\/$/);
  await page.goto('/programme');
  await page.getByRole('heading', { name: 'Kunnat ja tiimit' }).waitFor();
}

export async function addMunicipality(page: Page, { name, team = [], contact }: Municipality): Promise<void> {
  await page.getByRole('button', { name: 'Lisää kunta' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Kunnan nimi').fill(name);
  const fillNames = async (legend: string, names: string[]) => {
    const group = dialog.getByRole('group', { name: legend });
    for (const [index, one] of names.entries()) {
      const field = group.getByLabel(`Nimi ${index + 1}`, { exact: true });
      if ((await field.count()) === 0) await group.getByRole('button', { name: 'Lisää nimi' }).click();
      await field.fill(one);
    }
  };
  await fillNames('Tiimin jäsenet', team);
  await fillNames('Yhteyshenkilöt', contact ? [contact] : []);
  await dialog.getByRole('button', { name: 'Tallenna' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** A programme with the host Lehtola and so many visiting teams, and a visit of that day. @returns the visit's id, on whose page the coordinator is */
export async function foundVisit(page: Page, token: string, teams: Record<string, string[]>, date: string): Promise<string> {
  await foundProgramme(page, token, 'Luontotyön vertaisoppiminen', 'Tuula');
  await addMunicipality(page, { name: 'Lehtola', contact: 'Hanna' });
  for (const [name, team] of Object.entries(teams)) await addMunicipality(page, { name, team });
  return addVisit(page, 'Lehtola', date);
}

/** Takes the nature-work template that comes with the product into use. */
export async function addNatureTemplate(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Uusi pohja' }).click();
  await page.getByRole('menuitem', { name: /Luonnon monimuotoisuus/ }).click();
  await page.waitForURL(/\/templates\//);
  const publish = page.getByRole('button', { name: 'Ota käyttöön', exact: true });
  const inUse = page.getByText('Käytössä sellaisena kuin se tässä on.');
  await publish.or(inUse).first().waitFor();
  if (await publish.count()) await publish.click();
  await inUse.waitFor();
}

/** @returns the visit's id */
export async function addVisit(page: Page, host: string, date: string): Promise<string> {
  await page.goto('/programme');
  await page.getByRole('button', { name: 'Lisää vierailu' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Isäntäkunta').selectOption({ label: host });
  await dialog.getByLabel('Vierailupäivä').fill(date);
  const teams = dialog.getByRole('group', { name: 'Vierailevat tiimit' }).getByRole('checkbox');
  for (const team of await teams.all()) await team.check();
  const template = dialog.getByLabel('Haastattelupohja');
  if ((await template.locator('option').count()) > 1) await template.selectOption({ index: 1 });
  await dialog.getByRole('button', { name: 'Tallenna' }).click();
  await dialog.waitFor({ state: 'hidden' });
  return until('the visit in the navigation', async () => {
    const href = await page.locator('nav a[href*="/debrief"]').first().getAttribute('href', { timeout: 1000 });
    return href?.split('/')[2];
  });
}

export async function importSchedule(page: Page, visit: string, file: string): Promise<void> {
  await page.goto(`/visits/${visit}/import`);
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('heading', { name: 'Näin rivit luettiin' }).waitFor();
  await page.getByRole('button', { name: /^Tuo .*rivi/ }).click();
  // All of it is taken, and the plan shows it.
  await page.waitForURL(/\/plan$/);
  await page.getByText('Palaute isäntäkunnalle').first().waitFor();
}

export interface ShownInvitation {
  /** The part after `/join#`. */
  secret: string;
  /** As it is read aloud across a table: `K7QF 2MXD`. */
  code: string;
}

/** Makes a named person's invitation and takes its link as it would be sent, and its code as the screen shows it. */
export async function invite(page: Page, visit: string, person: string): Promise<ShownInvitation> {
  await page.goto(`/visits/${visit}/invite`);
  const row = page.getByRole('listitem').filter({ hasText: person });
  const dialog = page.getByRole('dialog');
  const link = dialog.getByLabel('Linkki lähetettäväksi');
  await until('the invitation', async () => {
    // Whom it invites, and to what, may still be on its way to the server: it says so, and one asks again.
    if (await dialog.isVisible()) await page.keyboard.press('Escape');
    await row.getByRole('button').first().click();
    await link.waitFor({ timeout: 6_000 });
    return true;
  });
  const secret = (await link.inputValue()).split('#')[1];
  if (!secret) throw new Error('an invitation without a secret');
  const code = (await dialog.locator('[translate=no]').allInnerTexts()).join(' ').replaceAll(/\s+/g, ' ').trim();
  return { secret, code };
}

interface Joining {
  person: string;
  /** A visitor sits down in one. */
  track?: string;
  /** The link is opened, or the code typed in small letters on the page where codes are typed. */
  by?: 'link' | 'code';
}

/** Joins as one does with a link or a code, says who one is, and resolves when the device says that it is ready. */
export async function joinDay(device: Device, { secret, code }: ShownInvitation, { person, track, by = 'link' }: Joining): Promise<void> {
  const { page } = device;
  if (by === 'link') await page.goto(`/join#${secret}`);
  else {
    await page.goto('/join');
    await page.getByLabel('Kirjoita koodi').fill(code.toLowerCase());
    await page.getByRole('button', { name: 'Jatka' }).click();
  }
  const name = page.getByRole('radio', { name: person });
  await name.waitFor();
  await name.check();
  await page.getByRole('button', { name: `Olen ${person}` }).click();
  if (track) {
    const choice = page.getByRole('radio', { name: track });
    await choice.waitFor();
    await choice.check();
  }
  await page.getByText('Valmis ilman verkkoa').waitFor({ timeout: 60_000 });
}

/** Opens the interview of a person from Today, as one finds it there. */
export async function openInterview(page: Page, visit: string, title: string): Promise<void> {
  await page.goto(`/visits/${visit}`);
  const earlier = page.getByRole('button', { name: /^Näytä aiemmat/ });
  const link = page.getByRole('link', { name: title, exact: true }).first();
  await link.or(earlier).first().waitFor();
  if (await earlier.count()) await earlier.click();
  await link.click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

export async function startInterview(page: Page): Promise<void> {
  const start = page.getByRole('button', { name: 'Aloita haastattelu' });
  const questions = page.getByRole('button', { name: 'Kysymyksiin' });
  const field = composer(page);
  await start.or(questions).or(field).first().waitFor();
  if (await start.count()) await start.click();
  else if (await questions.count()) await questions.click();
  await field.waitFor();
}

export const composer = (page: Page) => page.getByRole('textbox', { name: 'Muistiinpano', exact: true });

export interface NoteMarks {
  sign?: 'vahvuus' | 'kehityskohde' | 'seuranta' | 'idea kotiin' | 'vinkki isännälle';
  mark?: 'sanasta sanaan' | 'oma tulkinta';
}

/** Types key by key, taps the signs in the middle of the text, and sends with Enter. */
export async function writeNote(page: Page, text: string, { sign, mark }: NoteMarks = {}): Promise<void> {
  const field = composer(page);
  await field.click();
  const middle = Math.floor(text.length / 2);
  await page.keyboard.type(text.slice(0, middle));
  if (sign === 'idea kotiin' || sign === 'vinkki isännälle') {
    await page.getByRole('button', { name: 'idea', exact: true }).click();
    await page.getByRole('button', { name: sign === 'idea kotiin' ? 'Viedään kotiin' : 'Vinkki isännälle' }).click();
  } else if (sign) await page.getByRole('button', { name: sign, exact: true }).click();
  if (mark) await page.getByRole('button', { name: mark, exact: true }).click();
  // The taps kept the caret: typing simply goes on.
  await page.keyboard.type(text.slice(middle));
  await page.keyboard.press('Enter');
  await until(`the field to be empty after ${text}`, async () => (await field.inputValue()) === '' || undefined);
}

export async function openOutsideNote(page: Page, visit: string): Promise<void> {
  await page.goto(`/visits/${visit}/notes/new`);
  await composer(page).waitFor();
}

const editor = (page: Page) => page.getByRole('textbox', { name: 'Havainnon sanamuoto' });

/** Chooses notes in the debrief and makes a finding of them, worded key by key. */
export async function makeFinding(page: Page, visit: string, notes: readonly string[], side: RegExp, claim: string): Promise<void> {
  await page.goto(`/visits/${visit}/debrief`);
  for (const words of notes) await page.getByRole('checkbox', { name: words }).check();
  await page.getByRole('button', { name: 'Minkälainen havainto?' }).click();
  await page.getByRole('menuitem', { name: side }).click();
  await editor(page).click();
  await page.keyboard.type(claim);
  await page.getByRole('button', { name: 'Valmis' }).last().click();
  await page.getByText(claim).first().waitFor();
}

/** Opens the finding with these words for wording. @returns its editor */
export async function openFinding(page: Page, visit: string, claim: string) {
  await page.goto(`/visits/${visit}/debrief`);
  await page.getByText(claim).first().waitFor();
  const address = await page.evaluate(
    words =>
      [...document.querySelectorAll('a[href*="/findings/"]')]
        .find(link => link.closest('article, li, section, div')?.textContent?.includes(words))
        ?.getAttribute('href'),
    claim,
  );
  await page.goto(address!);
  await until('the words to be in their field', async () => (await editor(page).inputValue()) === claim || undefined);
  return editor(page);
}

/** Downloads the kooste as a Word file. @returns its suggested name and where it was put */
export async function downloadKooste(page: Page, visit: string): Promise<{ name: string; path: string }> {
  await page.goto(`/visits/${visit}/kooste`);
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Lataa Word-tiedostona' }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), path: await download.path() };
}

/** Gives what the device wrote as a file. @returns where the file was put */
export async function give(page: Page, visit: string): Promise<string> {
  await page.goto(`/visits/${visit}/handover`);
  await page.getByRole('button', { name: 'Valmistele luovutus' }).click();
  return saveFile(page);
}

export async function saveFile(page: Page): Promise<string> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Tallenna tiedosto' }).click();
  return (await coming).path();
}

export async function take(page: Page, visit: string, file: string): Promise<void> {
  await page.goto(`/visits/${visit}/handover`);
  // On a busy machine what is above it may still come and move it away from under the first tap.
  await until('the side that takes', async () => {
    await page.getByRole('radio', { name: 'Ota vastaan' }).check({ timeout: 2000 });
    return true;
  });
  await page.locator('input[type=file]').setInputFiles(file);
}
