import type { Page } from 'playwright-core';
import type { RunningServer } from './server.ts';

/** Addresses in the example day, as far as its pages lead to them. */
export interface ExampleDay {
  visit: string;
  /** The address of the interview that is going on in the newcomer's track. */
  interview: string;
  /** An interview that has not begun. */
  later: string;
  template: string;
}

/** Opens the example day with the set-up link, as a newcomer does. */
export async function openExampleDay(page: Page, server: RunningServer): Promise<ExampleDay> {
  await page.goto(`/setup#${server.setupToken}`);
  await page.getByRole('button', { name: 'Avaa esimerkkipäivä' }).click();
  await page.waitForURL(url => url.pathname === '/');
  const interviews = page.locator('a[href*="/interviews/"]');
  await interviews.first().waitFor();
  // The day comes in several exchanges.
  await page.waitForFunction(() => document.querySelectorAll('a[href*="/interviews/"]').length > 2);
  await page.waitForTimeout(1_000);
  const addresses = [...new Set(await interviews.evaluateAll(links => links.map(link => link.getAttribute('href')!)))];
  const visit = /\/visits\/([^/]+)/.exec(addresses[0]!)![1]!;
  await page.goto('/programme');
  const template = (await page.locator('a[href^="/templates/"]').first().getAttribute('href'))!;
  return { visit, interview: addresses[0]!, later: addresses.at(-1)!, template };
}

/** Until the page has what it shows: no text that says it is being fetched, fonts there, nothing moving. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.waitForFunction(() => document.querySelector('#app main, #app [role="main"], #app h1, body > main') !== null);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForTimeout(400);
}

interface WantedFinding {
  /** Beginnings of the notes it is made from. */
  notes: string[];
  kind: 'Vahvuus' | 'Kehityskohde' | 'Vinkki isännälle' | 'Idea kotiin';
  words: string;
  why?: string;
  could?: string;
}

export const exampleFindings: WantedFinding[] = [
  {
    notes: ['valtuusto hyväks'],
    kind: 'Vahvuus',
    words: 'Valtuusto on hyväksynyt luonnon monimuotoisuusohjelman yksimielisesti.',
    why: 'Ohjelma kestää vaalikauden vaihtumisen, kun kaikki ryhmät ovat sen takana.',
    could: 'Tuoda ohjelman toteutuma valtuustolle vuosittain talousarvion kanssa.',
  },
  {
    notes: ['valmistelu yhden', '"kyllä se raha'],
    kind: 'Kehityskohde',
    words: 'Luontotyö on yhden ihmisen ja vuosittaisen rahan varassa.',
    why: 'Loma tai vaihdos pysäyttää koko valmistelun.',
    could: 'Nimetä sijainen ja kirjata luontotyö kahden ihmisen tehtäviin.',
  },
  {
    notes: ['"vi får'],
    kind: 'Kehityskohde',
    words: 'Luontotieto tulee kaavoitukseen vasta, kun ratkaisut on jo tehty.',
  },
];

/** Makes findings of the example day's notes in the debrief, as people do: notes chosen, a kind, words. */
export async function makeFindings(page: Page, visit: string, findings: readonly WantedFinding[] = exampleFindings): Promise<void> {
  await page.goto(`/visits/${visit}/debrief`);
  for (const { notes, kind, words } of findings) {
    for (const note of notes) await page.locator('label', { hasText: note }).first().click();
    await page.getByRole('button', { name: 'Minkälainen havainto?' }).click();
    await page.getByRole('menuitem', { name: kind }).click();
    const field = page.getByRole('textbox', { name: 'Havainnon sanamuoto' });
    await field.fill(words);
    await field.blur();
    await page.getByRole('region', { name: 'Havainnot' }).getByRole('button', { name: 'Valmis' }).click();
    const back = page.getByRole('radio', { name: /^Muistiinpanot/ });
    if (await back.isVisible()) await back.check({ force: true });
  }
  for (const { words, why, could } of findings) {
    if (!why || !could) continue;
    await page.goto(`/visits/${visit}/debrief`);
    const link = page.locator('a[href*="/findings/"]', { hasText: words }).first();
    await link.waitFor({ state: 'attached' });
    await page.goto((await link.getAttribute('href'))!);
    await page.getByRole('textbox', { name: 'Miksi tärkeää' }).fill(why);
    await page.getByRole('textbox', { name: 'Mitä kunta voisi tehdä' }).fill(could);
    await page.getByRole('textbox', { name: 'Mitä kunta voisi tehdä' }).blur();
    await page.waitForTimeout(200);
  }
}
