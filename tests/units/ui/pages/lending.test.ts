import { cleanup, fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { note } from '#domain/note.ts';
import { draft } from '#notebook/draft.ts';
import { openLentNotebook } from '#notebook/lending.ts';
import LentLine from '#ui/items/LentLine.svelte';
import HistoryPage from '#ui/pages/history/HistoryPage.svelte';
import InterviewPage from '#ui/pages/interview/InterviewPage.svelte';
import NotePage from '#ui/pages/note/NotePage.svelte';
import SettingsPage from '#ui/pages/settings/SettingsPage.svelte';
import { memoryNotebook, surroundings } from '../../../support/memory-notebook.ts';
import { pageApp, showPage, type PageApp } from '../../../support/page-app.ts';
import { lehtolaHour, notesIn, press, tap, type } from './interview/lehtola-hour.ts';

afterEach(cleanup);

const space = 'notes/v';

/** Whom the device was given to, and given back. */
function lendings(around: PageApp): (string | null)[] {
  const given: (string | null)[] = [];
  around.app.lend = async to => given.push(to) > 0;
  return given;
}

async function lentDay() {
  const day = await memoryNotebook('liisa');
  const write = (id: string, words: string, by = day.notebook) =>
    by.write([draft(note, { space, id }, { words, parent: 'v', writtenAt: day.clock.now, device: 'device-liisa' })]);
  await write('liisa~1', 'lainaajan oma');
  await write('mikko~1', 'omalla tabletilla', await day.another({ person: 'mikko' }));
  const lent = await openLentNotebook(surroundings(day.store, 'liisa', day.clock), 'mikko');
  const id = lent.newId('mine');
  await write(id, 'lainalaitteella', lent);
  return { ...day, lent, id };
}

test('the device is given to a teammate by name, and to nobody of another team', async () => {
  const { notebook } = await memoryNotebook('liisa');
  const around = pageApp(notebook);
  const given = lendings(around);
  showPage(around, SettingsPage, {});
  await fireEvent.click(await screen.findByRole('button', { name: 'Kirjoittajaksi: Mikko' }));
  expect(given).toEqual(['mikko']);
  expect(screen.queryByRole('button', { name: 'Kirjoittajaksi: Timo' })).toBeNull();
});

test('who may lend nothing is offered nothing', async () => {
  const { notebook } = await memoryNotebook('tuula');
  showPage(pageApp(notebook), SettingsPage, {});
  await screen.findByText('koordinaattori');
  expect(screen.queryByText('Kirjoita toisen puolesta')).toBeNull();
});

test('who writes now stands there, with one tap back; a text that is not stored keeps the hand', async () => {
  const { lent } = await lentDay();
  const around = pageApp(lent);
  around.app.lending = { person: 'mikko', day: '2026-10-14', isOver: false };
  const given = lendings(around);
  showPage(around, LentLine, {});
  await screen.findByText('Kirjoittajana nyt: Mikko');
  await fireEvent.click(screen.getByRole('button', { name: 'Lopeta' }));
  expect(given).toEqual([null]);
  around.app.lend = async () => false;
  await fireEvent.click(screen.getByRole('button', { name: 'Lopeta' }));
  await screen.findByText(/^Kirjoittaja ei vaihtunut/);
});

test('that it ended with the day is told, not silent', async () => {
  const { notebook } = await lentDay();
  const around = pageApp(notebook);
  around.app.lending = { person: 'mikko', day: '2026-10-13', isOver: true };
  const given = lendings(around);
  showPage(around, LentLine, {});
  await screen.findByText('Päivä vaihtui. Kirjoittajana taas: Liisa');
  await fireEvent.click(screen.getByRole('button', { name: 'Selvä' }));
  expect(given).toEqual([null]);
});

test('what was begun here is written on here; the lender’s is another’s, and what was begun elsewhere says where it is edited', async () => {
  const { lent, id } = await lentDay();
  showPage(pageApp(lent), NotePage, { visit: 'v' });
  await screen.findByText('Liisa');
  await fireEvent.click(await screen.findByText('omalla tabletilla'));
  await screen.findByText('Aloitettu toisella laitteella, ja sitä muokataan siellä.');
  expect(screen.queryByRole('button', { name: 'Poista' })).toBeNull();
  await fireEvent.click(screen.getByText('lainalaitteella'));
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Muistiinpano' });
  await waitFor(() => expect(field.value).toBe('lainalaitteella'));
  await fireEvent.input(field, { target: { value: 'lainalaitteella, ja jatkoa' } });
  await waitFor(async () => {
    await lent.sealAll();
    const found = await lent.read(r => r.item(note, space, id));
    expect(found).toMatchObject({ words: 'lainalaitteella, ja jatkoa', author: 'mikko', owner: 'mikko' });
  });
});

test('in the owner’s own hand again the borrower’s is another’s, and the borrower’s own tablet may go on with it', async () => {
  const { notebook, another, id } = await lentDay();
  showPage(pageApp(notebook), NotePage, { visit: 'v' });
  await fireEvent.click(await screen.findByText('lainalaitteella'));
  expect(screen.queryByText('Aloitettu toisella laitteella, ja sitä muokataan siellä.')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Poista' })).toBeNull();
  cleanup();
  const his = await another({ person: 'mikko' });
  expect([his.owns(id), notebook.owns(id)]).toEqual([true, false]);
  showPage(pageApp(his), NotePage, { visit: 'v' });
  await fireEvent.click(await screen.findByText('lainalaitteella'));
  expect(await screen.findByRole('button', { name: 'Poista' })).toBeTruthy();
});

test('the history says on whose device it was begun', async () => {
  const { notebook, id } = await lentDay();
  showPage(pageApp(notebook), HistoryPage, { family: 'notes', scope: 'v', kind: 'note', id });
  await screen.findByText('Aloitettu lainalaitteella: liisa (Liisa)');
  await screen.findByText('Mikko kirjoitti');
});

test('in a borrowed hour notes are written and sent, and what anybody marks is shown and left', async () => {
  const { store, clock } = await lehtolaHour();
  const lent = await openLentNotebook(surroundings(store, 'liisa', clock), 'mikko');
  showPage(pageApp(lent), InterviewPage, { visit: 'v', slot: 's1' });
  await screen.findByRole('checkbox', { name: 'Olemme vertaisia.' });
  expect(screen.queryByRole('button', { name: 'Aloita haastattelu' })).toBeNull();
  await tap('Katso kysymyksiä');
  expect((await screen.findByRole<HTMLButtonElement>('button', { name: 'kysytty' })).disabled).toBe(true);
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Muistiinpano' });
  await type(field, 'liitteenä');
  await press(field, 'Enter');
  await waitFor(async () => expect((await notesIn(lent))[0]).toMatchObject({ words: 'liitteenä', author: 'mikko', theme: 'lead' }));
  expect((await notesIn(lent))[0]!.id).toMatch(/^mikko~device-liisa\./);
});
