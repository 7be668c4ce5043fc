import { cleanup, fireEvent, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { programmeSpace, visitSpace } from '#domain/spaces.ts';
import { trial } from '#domain/trial.ts';
import { visit } from '#domain/visit.ts';
import { draft } from '#notebook/draft.ts';
import { vectorOf } from '#oplog/log-store.ts';
import type { Abilities } from '#platform/abilities.ts';
import { receiptsKey } from '#protocol/remembered.ts';
import type { DeviceState, LinkState } from '#ui/app-context.ts';
import ReadyPage from '#ui/pages/ready/ReadyPage.svelte';
import TodayPage from '#ui/pages/today/TodayPage.svelte';
import { showPage, type PageApp } from '../../../support/page-app.ts';
import { evening, space } from './ready-evening.ts';

afterEach(cleanup);

const show = (day: { around: PageApp }) => showPage(day.around, ReadyPage, { visit: 'v' });
const part = async (title: string) => (await screen.findByRole('heading', { level: 3, name: new RegExp(`^${title}`) })).closest('li')!;

describe('the sentence on top', () => {
  test('says that all works without a network, and until when the version stays', async () => {
    show(await evening());
    await screen.findByText('Tämä tietokone on valmis: kaikki toimii ilman verkkoa.');
    expect(screen.queryByText('Hoida nämä')).toBeNull();
    expect((await part('Versio')).textContent).toContain('aloituksesta palautteeseen: ke 14.10. klo 9.00–17.00');
    expect((await part('Aikataulu')).textContent).toContain('Yksi haastattelu, haettu 18.00.');
    expect((await part('Haastattelupohja')).textContent).toContain('1 teemaa, 1 kysymystä');
    expect((await part('Tila kuville')).textContent).toContain('Tilaa on noin 900 kuvalle.');
    expect((await part('Taustamateriaali')).textContent).toContain('eivät ole Vertissä');
  });

  test('says how many things are worth mending', async () => {
    const day = await evening('liisa', { bytesLeft: 6_000_000, camera: 'refused' });
    show(day);
    day.tell({ storagePersistent: false, clockOff: -7 * 60_000 });
    await screen.findByText('Tämä tietokone on valmis, mutta 4 asiaa kannattaa hoitaa.');
    expect((await part('Tila kuville')).textContent).toContain('Tilaa on vain noin 15 kuvalle.');
    expect((await part('Kello')).textContent).toContain('7 min edellä');
  });

  test.each<[string, Partial<DeviceState>, Partial<LinkState>, string, string]>([
    ['the app is on its way', { appReady: false, appReason: 'fetching' }, {}, 'Sovellus', 'Pidä sivu auki hetki'],
    ['the browser threw files out', { appReady: false, appReason: 'missing' }, {}, 'Sovellus', 'Avaa tämä sivu verkossa'],
    ['the plan has not come', {}, { missingSpaces: [visitSpace('v')] }, 'Aikataulu', 'Ei vielä tällä laitteella'],
    ['the notes have not come', {}, { missingSpaces: [space] }, 'Muistiinpanot', 'Ei vielä tällä laitteella'],
    ['nothing can be stored', { storage: 'full' }, {}, 'Tallentaminen', 'ei voi nyt kirjoittaa'],
  ])('is not ready while %s', async (_, device, link, title, words) => {
    const day = await evening();
    show(day);
    day.tell(device, link);
    await screen.findByText('Tämä tietokone ei ole vielä valmis.');
    const list = within(screen.getByRole('region', { name: 'Hoida nämä' }));
    expect(list.getByRole('heading', { name: new RegExp(`^${title}.*puuttuu`) }).closest('li')!.textContent).toContain(words);
  });

  test('says until when the version is kept once the day has opened, and no new one is offered then', async () => {
    const day = await evening('liisa', { pinnedUntil: Date.UTC(2026, 9, 14, 14) });
    show(day);
    day.tell({ updateWaiting: true });
    await screen.findByText('Versio pysyy samana ke 14.10. klo 17.00 asti.');
    expect(screen.queryByRole('button', { name: 'Vaihda nyt' })).toBeNull();
  });

  test('offers the new version before the day', async () => {
    const day = await evening();
    show(day);
    day.tell({ updateWaiting: true });
    await screen.findByRole('button', { name: 'Vaihda nyt' });
  });

  test('says of what was fetched three days ago that it may be old', async () => {
    const day = await evening();
    const minute = day.around.app.minute as unknown as { tell(now: number): void };
    show(day);
    await screen.findByText(/on valmis: kaikki/);
    minute.tell(day.clock.now + 3 * 24 * 60 * 60_000);
    await screen.findByText(/Haettu viimeksi ti 13.10. 18.00/);
    await screen.findByText(/yksi asia kannattaa hoitaa/);
  });

  test('tells a visit without a template what to do, and that one can write', async () => {
    const day = await evening();
    await day.coordinator.write([draft(visit, { space: programmeSpace('p'), id: 'v' }, { template: '' })]);
    show(day);
    expect((await part('Haastattelupohja')).textContent).toContain('Kirjata voi ilmankin.');
  });

  test('tells what it knows where nobody could ask what the browser can', async () => {
    const day = await evening();
    day.around.app.abilities = async () => null;
    show(day);
    await screen.findByText(/on valmis: kaikki/);
    expect((await part('Tila kuville')).textContent).toContain('Selain ei kerro');
    expect((await part('Kamera')).textContent).toContain('vasta, kun sitä kokeilee');
  });

  test('needs neither template nor notes on the host contact’s phone, and shows no team', async () => {
    show(await evening('hanna'));
    expect((await part('Muistiinpanot')).textContent).toContain('vierailijoiden omat');
    expect(screen.queryByRole('heading', { name: /Tiimi/ })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Lähetä koekirjoitus' })).toBeNull();
  });
});

describe('what to do, by browser', () => {
  const apart = { isInstalled: false, isApart: true };
  const tab = { isInstalled: false, isApart: false };
  test.each<[Abilities['browser'], string, string]>([
    [{ kind: 'safari-touch', ...apart }, 'Safari voi tyhjentää', 'Lisää Koti-valikkoon'],
    [{ kind: 'safari-mac', ...apart }, 'Safari voi tyhjentää', 'Lisää Dockiin'],
    [{ kind: 'chrome-android', ...tab }, 'se riittää', 'Asenna sovellus'],
    [{ kind: 'chromium', ...tab }, 'se riittää', 'asennuskuvaketta'],
    [{ kind: 'firefox', ...tab }, 'se riittää', 'Kiinnitä välilehti'],
    [{ kind: 'firefox-android', ...tab }, 'se riittää', 'Lisää aloitusnäytölle'],
    [{ kind: 'chromium', isInstalled: true, isApart: false }, 'asennettu tähän laitteeseen', ''],
  ])('says where one is and how to install: %o', async (browser, where, how) => {
    show(await evening('liisa', { browser }));
    const words = (await part('Sovellus vai selain')).textContent;
    expect(words).toContain(where);
    expect(words).toContain(how);
  });

  test.each<[Abilities['browser'], string]>([
    [{ kind: 'safari-touch', ...apart }, 'ei avata viikkoon'],
    [{ kind: 'chromium', ...tab }, 'kun Vertti on asennettu'],
    [{ kind: 'firefox', ...tab }, 'vastaa Salli'],
    [{ kind: 'chrome-android', isInstalled: true, isApart: false }, 'Pyydä, ettei se tee niin'],
  ])('says how the storage is kept: %o', async (browser, how) => {
    const day = await evening('liisa', { browser });
    show(day);
    day.tell({ storagePersistent: false });
    expect((await part('Muistin säilyminen')).textContent).toContain(how);
    await fireEvent.click(screen.getByRole('button', { name: 'Pyydä säilyttämään' }));
    await screen.findByText('Selain lupasi säilyttää muistin.');
  });

  test.each<[Abilities['browser'], string]>([
    [{ kind: 'safari-touch', ...apart }, 'Apit, Safari ja Kamera'],
    [{ kind: 'chromium', ...tab }, 'osoiterivin alussa'],
    [{ kind: 'chromium', isInstalled: true, isApart: false }, 'sovelluksen ikkunan valikko'],
  ])('says where the camera is allowed: %o', async (browser, how) => {
    show(await evening('liisa', { browser, camera: 'refused' }));
    expect((await part('Kamera')).textContent).toContain(how);
  });

  test('asks for the camera after a tap alone', async () => {
    const day = await evening('liisa', { camera: 'asks' });
    show(day);
    await part('Kamera');
    expect(day.tried).toEqual([]);
    day.answerCamera('refused');
    await fireEvent.click(screen.getByRole('button', { name: 'Kokeile kameraa' }));
    await screen.findByText(/Kameran käyttö on estetty/);
    expect(day.tried).toEqual(['camera']);
  });
});

describe('the team', () => {
  test('is told by its own devices: who has all, who lacks something, who has not opened the visit', async () => {
    const day = await evening();
    for (const one of [visitSpace('v'), space, 'debrief/v']) {
      await day.store.write(async tx => {
        const vector = vectorOf(await tx.heads(one));
        const devices = {
          'device-mikko': { vector, at: day.clock.now },
          ...(one !== space && { 'device-timo': { vector: {}, at: day.clock.now } }),
        };
        return tx.remember(receiptsKey(one), { after: 0, devices });
      });
    }
    show(day);
    const row = async (name: RegExp) => (await screen.findByText(name)).closest('li')!.textContent;
    expect(await row(/^Mikko · mikko/)).toContain('Kaikki haettu, kuultu 18.00');
    expect(await row(/^Timo · timo/)).toContain('Ei ole vielä avannut vierailua');
    expect(await row(/^Liisa · liisa/)).toContain('Tämä laite');
    screen.getByRole('heading', { name: 'Tiimi 2/3 valmiina' });
  });
});

describe('the line of the day’s page', () => {
  test('stands there on the evening before, and says that a trial note waits', async () => {
    const day = await evening();
    showPage(day.around, TodayPage, { visit: 'v' });
    const line = await screen.findByRole('link', { name: 'Tämä laite on valmis päivään' });
    expect(line.getAttribute('href')).toBe('/visits/v/ready');
    const mikko = await day.another({ person: 'mikko' });
    await mikko.write([draft(trial, { space, id: 'device-mikko' }, { sentAt: mikko.wall() })]);
    await screen.findByRole('link', { name: 'Mikko: koekirjoitus odottaa vastausta' });
  });

  test('is gone when the day has begun', async () => {
    const day = await evening();
    const minute = day.around.app.minute as unknown as { tell(now: number): void };
    minute.tell(Date.UTC(2026, 9, 14, 6, 1));
    showPage(day.around, TodayPage, { visit: 'v' });
    await screen.findByRole('heading', { name: /Tästä eteenpäin/ });
    expect(screen.queryByRole('link', { name: /valmis/ })).toBeNull();
  });
});
