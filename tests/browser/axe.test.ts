import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '#ui/routes.ts';
import { axe, barriersAt, phone } from './support/barriers.ts';
import { launchTablet, type Tablet } from './support/chromium.ts';
import { invite, joinDay } from './support/day-acts.ts';
import { noteWords, startDevice, until, type Device } from './support/day-people.ts';
import { exampleFindings, makeFindings, openExampleDay, settle, type ExampleDay } from './support/example-day.ts';
import { startServer, type RunningServer } from './support/server.ts';

/** Pages that a device shows before it belongs to anybody. */
const openPaths = ['/welcome', '/setup', '/join'];
const memberPaths = [...new Set(routes.map(route => route.path))].filter(path => !openPaths.includes(path));

/** What a host contact's navigation leads to. */
const hostPaths = ['/', '/visits/:visit/plan', '/visits/:visit/import', '/receipt', '/settings'];

let server: RunningServer;
let tablet: Tablet;
let day: ExampleDay;
let host: Device;
let page: Page;
/** An address for each path of the routes. */
const addresses: Record<string, string> = {};

beforeAll(async () => {
  server = await startServer();
  tablet = await launchTablet({ profileDir: mkdtempSync(join(tmpdir(), 'vertti-axe-')), origin: server.origin });
  page = tablet.page;
});

afterAll(async () => {
  await tablet?.close();
  await host?.close();
  await server?.stop();
});

// The open pages first: later the device belongs to somebody.
test.each(['/welcome', '/setup', '/setup#', '/join'])('%s is without a barrier before joining', async path => {
  expect(await barriersOn(path === '/setup#' ? `/setup#${server.setupToken}` : path)).toEqual([]);
});

test('the example day leads to every page', async () => {
  day = await openExampleDay(page, server);
  await page.goto(day.interview);
  await settle(page);
  await makeFindings(page, day.visit, exampleFindings.slice(0, 2));
  const finding = await hrefOn(`/visits/${day.visit}/debrief`, 'a[href*="/findings/"]');
  const history = await hrefOn(finding, 'a[href^="/history/"]');
  Object.assign(addresses, {
    '/': '/',
    '/visits/:visit': `/visits/${day.visit}`,
    '/visits/:visit/notes/new': `/visits/${day.visit}/notes/new`,
    '/visits/:visit/interviews/:slot': day.interview,
    '/visits/:visit/interviews/:slot/harvest': `${day.interview}/harvest`,
    '/visits/:visit/search': `/visits/${day.visit}/search`,
    '/visits/:visit/plan': `/visits/${day.visit}/plan`,
    '/visits/:visit/import': `/visits/${day.visit}/import`,
    '/visits/:visit/invite': `/visits/${day.visit}/invite`,
    '/visits/:visit/debrief': `/visits/${day.visit}/debrief`,
    '/visits/:visit/findings/:finding': finding,
    '/visits/:visit/kooste': `/visits/${day.visit}/kooste`,
    '/visits/:visit/leave': `/visits/${day.visit}/leave`,
    '/visits/:visit/handover': `/visits/${day.visit}/handover`,
    '/visits/:visit/ready': `/visits/${day.visit}/ready`,
    '/ready': '/ready',
    '/programme': '/programme',
    '/templates/:template': day.template,
    '/devices': '/devices',
    '/receipt': '/receipt',
    '/troubles': '/troubles',
    '/settings': '/settings',
    '/history/:family/:scope/:kind/:id': history,
    '/changes/:family/:scope': `/changes/visit/${day.visit}`,
    '/visits/:visit/bin': `/visits/${day.visit}/bin`,
    '/bin': '/bin',
  });
  expect(memberPaths.filter(path => !addresses[path])).toEqual([]);
});

test.each(memberPaths)('%s is without a barrier', async path => {
  expect(await barriersOn(addresses[path]!)).toEqual([]);
});

test('the page of last resort is without a barrier, also after it has given its file', async () => {
  expect(await barriersOn('/rescue')).toEqual([]);
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Ota kaikki talteen' }).click();
  await coming;
  await page.getByRole('link', { name: 'Lataa tiedosto uudelleen' }).waitFor();
  expect(await axe(page)).toEqual([]);
});

test('an interview before its start is without a barrier', async () => {
  const later = await hrefOn('/', 'a[href*="/interviews/"] >> nth=-1');
  expect(await barriersOn(later)).toEqual([]);
});

test('an interview with a deputy, somebody unplanned and another room is without a barrier', async () => {
  const mark = async () => {
    await page.getByRole('button', { name: 'joku muu' }).first().click();
    await page.getByLabel('Tehtävä').first().fill('Sijainen');
    await page.getByRole('button', { name: 'Joku muukin tuli' }).click();
    await page.getByRole('group', { name: 'Tuli lisäksi' }).waitFor();
    await page.getByRole('button', { name: 'Toinen tila' }).click();
    await page.getByLabel('Tila, jossa ollaan').fill('Nh 3');
  };
  const later = await hrefOn('/', 'a[href*="/interviews/"] >> nth=-1');
  expect(await barriersOn(later, page, mark)).toEqual([]);
});

test('what was found, and what was not, is without a barrier', async () => {
  const look = async () => {
    await page.getByRole('searchbox').fill('valtuusto');
    await page.getByText(/osuma/).waitFor();
  };
  expect(await barriersOn(`/visits/${day.visit}/search`, page, look)).toEqual([]);
  await page.getByRole('searchbox').fill('qwertzuiop');
  await page.getByText('Ei löytynyt: qwertzuiop').waitFor();
  expect(await axe(page)).toEqual([]);
});

test('stars that were given, and a day that was moved, are without a barrier', async () => {
  const star = async () => {
    await page.getByRole('button', { name: /^Tähti: kuka päättää/ }).click();
    await page.getByText('Tähtiä jäljellä: 2.').waitFor();
  };
  await page.goto(day.interview);
  await page.getByRole('textbox', { name: 'Muistiinpano', exact: true }).fill('kuka päättää niittoajat?');
  await page.keyboard.press('Enter');
  await until('the note is stored', async () => (await noteWords(tablet)).includes('kuka päättää niittoajat?'));
  expect(await barriersOn(`${day.interview}/harvest`, page, star)).toEqual([]);
  const move = async () => {
    await page.getByRole('button', { name: 'Siirrä aikoja' }).click();
    await page.getByRole('menuitem', { name: '5 min myöhemmäksi', exact: true }).click();
    await page.getByText(/^Loppupäivä siirtyi 5 min/).waitFor();
  };
  expect(await barriersOn('/', page, move)).toEqual([]);
});

describe('asking the next one', () => {
  const technical = () => hrefOn('/', 'a[href*="/interviews/"]:has-text("Tekninen johtaja")');

  test('what waits on top before the hour, with the whole map of what was asked, is without a barrier', async () => {
    const open = async () => {
      await page.getByRole('region', { name: 'Kysy myös' }).waitFor();
      await page.getByText('Kukaan ei ole vielä kysynyt').click();
      await page.getByRole('table', { name: 'Mitä missäkin haastattelussa on kysytty' }).waitFor();
    };
    expect(await barriersOn(await technical(), page, open)).toEqual([]);
  });

  test('a follow-up in hand during the hour is without a barrier, marked and answered', async () => {
    const answer = async () => {
      await page.getByRole('button', { name: 'Katso kysymyksiä' }).click();
      await page.getByRole('button', { name: /^kysy tekniseltä/ }).click();
      await page.getByRole('button', { name: 'kysytty', exact: true }).first().click();
      await page.getByRole('textbox', { name: 'Muistiinpano', exact: true }).fill('urakoitsija päättää itse');
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: /^Vastaus: Mikko/ }).waitFor();
    };
    expect(await barriersOn(await technical(), page, answer)).toEqual([]);
  });

  test('giving a note away is without a barrier, while one chooses and when it is given', async () => {
    const write = async () => {
      await page.getByRole('textbox', { name: 'Muistiinpano', exact: true }).fill('kuka päättää niittoajat?');
      await page.getByRole('button', { name: 'seuranta', exact: true }).click();
      await page.getByRole('button', { name: 'Kysy tämä seuraavalta' }).click();
      await page.getByRole('group', { name: 'Keneltä kysytään' }).waitFor();
    };
    expect(await barriersOn(day.interview, page, write)).toEqual([]);
    await page.getByRole('button', { name: /Tekninen johtaja Johto$/ }).click();
    await page.keyboard.press('Enter');
    await page.getByText(/^Kysytään: .* · /).waitFor();
    expect(await axe(page)).toEqual([]);
  });
});

test('a device in a teammate’s hand is without a barrier, where it is lent and where one writes', async () => {
  const lend = async () => {
    await page
      .getByRole('button', { name: /^Kirjoittajaksi: / })
      .first()
      .click();
    await page.getByRole('region', { name: 'Kuka kirjoittaa' }).waitFor();
    await settle(page);
  };
  expect(await barriersOn('/settings', page, lend)).toEqual([]);
  const say = () =>
    page
      .getByText(/^Kirjoittajana nyt: /)
      .first()
      .waitFor();
  expect(await barriersOn(`/visits/${day.visit}/notes/new`, page, say)).toEqual([]);
  await page.getByRole('button', { name: 'Lopeta' }).click();
  await page.getByText(/^Kirjoittajana nyt: /).waitFor({ state: 'detached' });
});

test('the ways to add a picture, and a sheet to draw on, are without a barrier', async () => {
  const open = async () => {
    await page.getByRole('button', { name: 'Lisää kuva' }).click();
    await page.getByRole('group', { name: 'Miten kuva lisätään' }).waitFor();
  };
  const draw = async () => {
    await open();
    await page.getByRole('button', { name: 'Piirrä', exact: true }).click();
    await page.getByRole('group', { name: 'Piirros' }).waitFor();
  };
  expect(await barriersOn(day.interview, page, open)).toEqual([]);
  expect(await barriersOn(day.interview, page, draw)).toEqual([]);
});

describe('for the host contact', () => {
  beforeAll(async () => {
    const invitation = await invite(page, day.visit, 'Hanna');
    const h = (host = await startDevice(server, 'H', { viewport: phone }));
    await joinDay(h, invitation, { person: 'Hanna', by: 'code' });
  });

  test('the page that says she is ready is without a barrier', async () => {
    expect(await barriersOn('/join', host.page)).toEqual([]);
  });

  // Also what is not hers to see: it says so.
  test.each([...hostPaths, '/visits/:visit/debrief', '/visits/:visit/interviews/:slot', '/programme'])(
    '%s is without a barrier',
    async path => {
      expect(await barriersOn(addresses[path]!, host.page)).toEqual([]);
    },
  );
});

test('no page wrote an error', () => {
  expect([...tablet.errors, ...host.errors]).toEqual([]);
});

/** On the tablet that has joined. */
const barriersOn = (address: string, at = page, prepare?: () => Promise<void>) => barriersAt(at, address, prepare);

async function hrefOn(address: string, selector: string): Promise<string> {
  await page.goto(address);
  const link = page.locator(selector).first();
  await link.waitFor({ state: 'attached' });
  return (await link.getAttribute('href'))!;
}
