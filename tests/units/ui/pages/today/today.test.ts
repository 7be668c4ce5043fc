import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { seat, seatId } from '#domain/interview.ts';
import { notesSpace, programmeSpace } from '#domain/spaces.ts';
import { template } from '#domain/template.ts';
import { visit } from '#domain/visit.ts';
import { draft } from '#notebook/draft.ts';
import NotePage from '#ui/pages/note/NotePage.svelte';
import TodayPage from '#ui/pages/today/TodayPage.svelte';
import { memoryNotebook } from '../../../../support/memory-notebook.ts';
import { pageApp, showPage } from '../../../../support/page-app.ts';
import { lehtolaHour, notesIn, tap, type } from '../interview/lehtola-hour.ts';

afterEach(cleanup);

const card = async () => within(await screen.findByRole('region', { name: 'Kaupunginjohtaja' }));

describe('today', () => {
  test('asks for my room once, and then shows my interview now and the other track beside it', async () => {
    const { notebook, around } = await lehtolaHour();
    showPage(around, TodayPage, {});
    await fireEvent.click(await screen.findByRole('radio', { name: /Valtuustosali/ }));
    await waitFor(async () =>
      expect(await notebook.read(r => r.item(seat, notesSpace('v'), seatId('liisa', 'v')))).toMatchObject({ track: 't1' }),
    );
    const now = await card();
    now.getByText('56 min jäljellä');
    now.getByText('Kaavoituspäällikkö');
    expect(now.getByRole('link', { name: 'Avaa haastattelu' }).getAttribute('href')).toBe('/visits/v/interviews/s1');
    screen.getByText('seuraavaksi');
  });

  test('names who sits where', async () => {
    const { notebook, around, another } = await lehtolaHour();
    const timo = await another({ person: 'timo' });
    for (const [who, on] of [
      [notebook, 'liisa'],
      [timo, 'timo'],
    ] as const)
      await who.write([draft(seat, { space: notesSpace('v'), id: seatId(on, 'v') }, { track: 't1' })]);
    showPage(around, TodayPage, { visit: 'v' });
    expect((await card()).getByText('Sinä ja Timo')).toBeTruthy();
  });

  test('interviews that would begin without questions are counted, for those who hold them and for who can help it', async () => {
    const { coordinator, around } = await lehtolaHour();
    showPage(around, TodayPage, {});
    await card();
    expect(screen.queryByText(/ei ole vielä kysymyksiä/)).toBeNull();
    cleanup();
    await coordinator.write([draft(template, { space: programmeSpace('p'), id: 't' }, { version: '' })]);
    showPage(around, TodayPage, {});
    await screen.findByText(/^3 haastattelulla ei ole vielä kysymyksiä tässä laitteessa/);
    cleanup();
    showPage(pageApp(coordinator), TodayPage, { visit: 'v' });
    await screen.findByText('3 haastattelulla ei ole pohjaa käytössä');
  });

  test('what is over is folded away above the present moment, and the focus goes on from it', async () => {
    const { around } = await lehtolaHour();
    showPage(around, TodayPage, {});
    const earlier = await screen.findByRole('button', { name: 'Näytä aiemmat: Yhteinen aloitus 9.00' });
    const list = earlier.closest('ol')!;
    expect(list.firstElementChild).toBe(earlier.closest('li'));
    await fireEvent.click(earlier);
    expect(list.firstElementChild!.textContent).toContain('Yhteinen aloitus');
    expect(document.activeElement).toBe(list);
  });

  test('other visits are a tap away', async () => {
    const { coordinator, around } = await lehtolaHour();
    await coordinator.write([
      draft(visit, { space: programmeSpace('p'), id: 'w' }, { host: 'kaislaniemi', date: '2026-10-15', teams: ['team-k'] }),
    ]);
    showPage(around, TodayPage, {});
    const other = await screen.findByRole('link', { name: /Huomenna.*Kaislaniemi/ });
    expect(other.getAttribute('href')).toBe('/visits/w');
    expect(screen.getByRole('link', { name: /Tänään.*Lehtola/ }).getAttribute('aria-current')).toBe('page');
  });

  test('the host contact sees the day and the plan’s next steps, and nothing of notes', async () => {
    const { another } = await lehtolaHour();
    showPage(pageApp(await another({ person: 'hanna' })), TodayPage, {});
    await screen.findByText('3 haastateltavaa');
    screen.getByText('3 on vahvistamatta');
    expect(screen.queryByText(/uistiinpano/)).toBeNull();
    expect(screen.queryByRole('link', { name: 'Avaa haastattelu' })).toBeNull();
  });

  test('a coordinator without a visit is told how a day comes together', async () => {
    const { notebook, another } = await memoryNotebook('tuula');
    await notebook.write([draft(visit, { space: programmeSpace('p'), id: 'v' }, { deleted: true })]);
    showPage(pageApp(notebook), TodayPage, {});
    expect((await screen.findByRole('link', { name: 'Avaa ohjelma' })).getAttribute('href')).toBe('/programme');
    cleanup();
    showPage(pageApp(await another({ person: 'liisa' })), TodayPage, {});
    await screen.findByText('Sinulla ei ole vielä vierailua');
  });

  test('without a schedule one can write all the same', async () => {
    const { notebook } = await memoryNotebook('liisa');
    showPage(pageApp(notebook), TodayPage, {});
    await screen.findByText('Päivän aikataulu ei ole vielä täällä');
    expect(screen.getByRole('link', { name: 'Kirjoita muistiinpano' })).toBeTruthy();
  });
});

test('a note outside interviews belongs to the visit, under the theme chosen', async () => {
  const { notebook, around } = await lehtolaHour();
  showPage(around, NotePage, { visit: 'v' });
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Muistiinpano' });
  await tap('Organisointi');
  await type(field, 'kysy kaikilta');
  await tap('Kirjaa');
  await waitFor(async () =>
    expect(await notesIn(notebook, 'v')).toMatchObject([{ words: 'kysy kaikilta', parent: 'v', theme: 'org', question: '' }]),
  );
  await type(field, 'toinen');
  await tap('Muu');
  await tap('Kirjaa');
  await waitFor(async () => expect((await notesIn(notebook, 'v')).at(-1)).toMatchObject({ words: 'toinen', theme: 'other' }));
});
