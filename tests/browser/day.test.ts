import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composer, addMunicipality, addNatureTemplate, addVisit, foundProgramme, importSchedule, invite, join, openInterview, openOutsideNote, startInterview, writeNote } from './support/day-acts.ts';
import { noteWords, rowsOf, startDevice, until, type Device } from './support/day-people.ts';
import { startServer, type RunningServer } from './support/server.ts';

/* The day in Lehtola, played by its people: a coordinator, a host contact and five visitors, each with a Chromium of their own. */

const n = {
  1: 'haluavat kehityskohteita nimenom. kaavotuksesta, kysy kaikilta',
  2: 'valtuusto hyväks lumo-ohjelman yksimielisesti 9/23',
  3: 'valmistelu yhden ihmisen varassa, ei sijaista',
  4: '"kyllä se raha lopulta ratkasee, ei ohjelma"',
  5: '"vi får utlåtandet när planen redan är ritad" (Å.M.)',
  6: 'luontotieto kaavaan liian myöh, vasta ehdotusvaih',
  7: 'kysy tekniseltä kuka päättää niittoajat??',
  8: 'nurmi→niitty 14 kohdetta, säästö n 20 t€/v',
  9: 'urakkasop ei sano luonnosta mitään, uusitaan vasta -28',
  10: 'koululaisten lajikartotus keväisin, tää meille!',
  11: 'meillä yhdistys hoitaa vieraslajitalkoot sopparilla',
  12: 'kaikki päiväkodit metsässä kerran vkossa, oikeesti innostunu',
  13: '"luonto on metsäsuunnitelmassa liitteenä, ei tavoitteena"',
  14: 'hallitus näkee luontoasiat kerran vuodessa tilinpäät.',
  15: 'asukasyhd saa aina vastauksen, nimetty yhteyshlö',
  16: 'lupas lähettää talkoosopimuksen mallin, muistuta',
} as const;
const interrupted = 'lounaalla: metsäsuunnitelma uusitaan ensi vuon';

const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(new Date());
const desk = { viewport: { width: 1440, height: 900 }, touch: false };

describe('the day in Lehtola', () => {
  let server: RunningServer;
  let visit: string;
  const devices: Record<string, Device> = {};
  const device = (name: string) => devices[name]!;
  const visitors = () => ['A', 'B', 'C', 'D', 'E'].map(device);

  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(async () => {
    await Promise.all(Object.values(devices).map(one => one.close()));
    await server.stop();
  });

  it('is prepared by the coordinator, and everybody joins', { timeout: 300_000 }, async () => {
    const k = (devices['K'] = await startDevice(server, 'K', desk));
    await foundProgramme(k.page, server.setupToken, 'Luontotyön vertaisoppiminen', 'Tuula');
    await addMunicipality(k.page, { name: 'Lehtola', contact: 'Hanna' });
    await addMunicipality(k.page, { name: 'Kaislaniemi', team: ['Liisa', 'Mikko', 'Saara'] });
    await addMunicipality(k.page, { name: 'Hirsikoski', team: ['Timo', 'Anniina'] });
    await addNatureTemplate(k.page);
    visit = await addVisit(k.page, 'Lehtola', today);
    await importSchedule(k.page, visit, 'tests/fixtures/vierailupaiva.xlsx');

    const people: [string, string, string?][] = [
      ['A', 'Liisa', 'Valtuustosali'],
      ['B', 'Mikko', 'Neuvotteluhuone 2'],
      ['C', 'Saara', 'Valtuustosali'],
      ['D', 'Timo', 'Valtuustosali'],
      ['E', 'Anniina', 'Neuvotteluhuone 2'],
      ['H', 'Hanna'],
    ];
    for (const [name, person, track] of people) {
      const secret = await invite(k.page, visit, person);
      const one = (devices[name] = await startDevice(server, name, name === 'C' || name === 'H' ? { viewport: { width: 390, height: 844 } } : name === 'D' ? { clockAhead: 7 } : {}));
      await join(one, secret, person, track);
    }
    // The invitation is used up.
    expect(await k.page.getByText('Hanna liittyi. Kutsu on käytetty.').count()).toBe(1);
  });

  it('is written without a network from the opening to lunch', { timeout: 300_000 }, async () => {
    const [a, b, c, d, e] = visitors() as [Device, Device, Device, Device, Device];
    for (const one of [a, b, d]) one.line.cut();

    await openOutsideNote(d.page, visit);
    await writeNote(d.page, n[1], { sign: 'seuranta' });

    await openInterview(a.page, visit, 'Kaupunginjohtaja');
    for (const line of await a.page.getByRole('checkbox').all()) await line.check();
    await startInterview(a.page);
    await openInterview(d.page, visit, 'Kaupunginjohtaja');
    await startInterview(d.page);
    await writeNote(d.page, n[2], { sign: 'vahvuus' });

    // The tablet sleeps in the middle of a word.
    await composer(d.page).click();
    await d.page.keyboard.type('valmistelu yhden ih');
    const cdp = await d.page.context().newCDPSession(d.page);
    await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
    await new Promise(resolve => setTimeout(resolve, 3000));
    await cdp.send('Page.setWebLifecycleState', { state: 'active' });
    expect(await composer(d.page).inputValue()).toBe('valmistelu yhden ih');
    await d.page.keyboard.type('misen varassa, ei sijaista');
    await d.page.getByRole('button', { name: 'kehityskohde', exact: true }).click();
    await d.page.keyboard.press('Enter');

    await openInterview(c.page, visit, 'Kaupunginjohtaja');
    await startInterview(c.page);
    await writeNote(c.page, n[4], { sign: 'kehityskohde', mark: 'sanasta sanaan' });

    await openInterview(b.page, visit, 'Kaavoituspäällikkö');
    await startInterview(b.page);
    await writeNote(b.page, n[5], { mark: 'sanasta sanaan' });
    await writeNote(b.page, n[6], { sign: 'kehityskohde' });
    await writeNote(b.page, n[7], { sign: 'seuranta' });
    expect(await b.page.getByText('Tallessa tässä laitteessa').first().isVisible()).toBe(true);

    // Both mark the same question asked, and neither knows of the other.
    for (const one of [a, d]) await one.page.getByRole('button', { name: 'kysytty', exact: true }).first().click();

    await openInterview(a.page, visit, 'Tekninen johtaja');
    await startInterview(a.page);
    await writeNote(a.page, n[8], { sign: 'vahvuus' });
    await writeNote(a.page, n[9], { sign: 'kehityskohde' });

    // The server takes Anniina's note, is killed before its answer arrives, and comes back.
    await openInterview(e.page, visit, 'Ympäristösuunnittelija');
    await startInterview(e.page);
    e.line.setMode('loses-answers');
    await writeNote(e.page, n[10], { sign: 'idea kotiin' });
    await new Promise(resolve => setTimeout(resolve, 2000));
    await server.kill();
    await server.restart();
    expect(await e.page.getByText('Tallessa palvelimella').count()).toBe(0);
    e.line.restore();

    await openOutsideNote(c.page, visit);
    await writeNote(c.page, n[11], { sign: 'vinkki isännälle' });

    // The battery dies in the middle of a word.
    await openOutsideNote(b.page, visit);
    await composer(b.page).click();
    await b.page.keyboard.type(interrupted, { delay: 20 });
    await new Promise(resolve => setTimeout(resolve, 100));
    await b.kill();
    await b.start();
    await b.page.goto(`/visits/${visit}`);
    await until('the interrupted note to be back on B', async () => (await noteWords(b)).includes(interrupted) || undefined);
  });

  it('meets after lunch: everything is everywhere', { timeout: 300_000 }, async () => {
    const [a, b, , d, e] = visitors() as [Device, Device, Device, Device, Device];
    for (const one of visitors()) one.line.restore();
    await openInterview(d.page, visit, 'Varhaiskasvatusjohtaja');
    await startInterview(d.page);
    await writeNote(d.page, n[12], { sign: 'vahvuus' });
    await openInterview(b.page, visit, 'Metsätalousinsinööri');
    await startInterview(b.page);
    await writeNote(b.page, n[13], { mark: 'sanasta sanaan' });
    await openInterview(a.page, visit, 'Kaupunginhallituksen puheenjohtaja');
    await startInterview(a.page);
    await writeNote(a.page, n[14], { sign: 'kehityskohde' });
    await openInterview(e.page, visit, 'Asukasyhdistyksen puheenjohtaja');
    await startInterview(e.page);
    await writeNote(e.page, n[15], { sign: 'vahvuus' });
    await writeNote(e.page, n[16], { sign: 'seuranta' });

    const all = [...Object.values(n), interrupted].sort();
    for (const one of visitors()) {
      await until(`all notes on ${one.name}`, async () => (await noteWords(one)).length >= all.length || undefined, 60);
      expect(await noteWords(one)).toEqual(all);
    }
    // One mark, by two who were offline.
    const marks = await rowsOf(a, 'asked');
    expect(marks.filter(row => row.cells['state']?.value === 'asked')).toHaveLength(1);
    await until('5/5 on A', async () => (await a.page.getByText('5/5').count()) > 0 || undefined);
  });

  it('ends without an error in any console', () => {
    expect(Object.values(devices).flatMap(one => one.errors)).toEqual([]);
  });
});
