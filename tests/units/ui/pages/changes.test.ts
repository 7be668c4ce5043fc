import { cleanup, fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { interviewee, slot } from '#domain/slot.ts';
import { visitSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import ChangesPage from '#ui/pages/changes/ChangesPage.svelte';
import { memoryNotebook } from '../../../support/memory-notebook.ts';
import { pageApp, showPage } from '../../../support/page-app.ts';

afterEach(cleanup);

const space = visitSpace('v');
const at = (id: string) => ({ space, id });
const address = { family: 'visit', scope: 'v' };

const importDay = (notebook: Notebook) =>
  notebook.write([
    draft(slot, at('s1'), { start: '09:30', end: '10:30', room: 'Valtuustosali', imported: { room: 'Valtuustosali' } }),
    draft(interviewee, at('p1'), { name: 'Maarit', title: 'Kaupunginjohtaja', parent: 's1' }),
    draft(slot, at('s2'), { start: '10:45', end: '11:45', room: 'Nh 2', imported: { room: 'Nh 2' } }),
    draft(slot, at('s3'), { start: '12:00', end: '13:00', title: 'Lounas', type: 'break', imported: { title: 'Lounas' } }),
  ]);
const slots = async (notebook: Notebook) => (await notebook.read(r => r.items(slot, space))).map(one => one.id);

test('an import is undone as one, long after; what was changed since is named and stays', async () => {
  const made = await memoryNotebook('tuula');
  await importDay(made.notebook);
  made.clock.now += 60 * 60_000;
  const host = await made.another({ person: 'hanna' });
  await host.write([draft(slot, at('s1'), { room: 'Kabinetti' })]);
  const around = pageApp(made.notebook);
  showPage(around, ChangesPage, address);
  await screen.findByText('Aikataulu tuotiin taulukosta');
  await screen.findByText('Tuula · lisätty 3 riviä ja 1 haastateltava');
  await screen.findByText('Aikataulun rivi: 9.30 Kaupunginjohtaja', { selector: 'b' });
  await screen.findByText('Yhtä kohtaa on muutettu tai käytetty tämän jälkeen: siihen ei kosketa');
  await fireEvent.click(await screen.findByRole('button', { name: 'Kumoa tuonti, 9.34' }));
  await screen.findByText('Aiempi muutos kumottiin');
  expect(around.said).toEqual(['Kumottu. Siihen, mitä on muutettu sen jälkeen, ei koskettu.']);
  expect(await slots(made.notebook)).toEqual(['s1']);
  expect(screen.queryByRole('button', { name: /Kumoa tuonti/ })).toBeNull();
  const left = await screen.findByRole('link', { name: 'Aikataulun rivi: 9.30 Kaupunginjohtaja' });
  expect(left.getAttribute('href')).toBe('/history/visit/v/slot/s1');
});

test('undoing is undone the same way', async () => {
  const { notebook, clock } = await memoryNotebook('tuula');
  await importDay(notebook);
  clock.now += 60_000;
  showPage(pageApp(notebook), ChangesPage, address);
  await fireEvent.click(await screen.findByRole('button', { name: /Kumoa tuonti/ }));
  await screen.findByText('Kumottu');
  expect(await slots(notebook)).toEqual([]);
  clock.now += 60_000;
  await fireEvent.click(await screen.findByRole('button', { name: 'Kumoa, 9.35' }));
  await waitFor(async () => expect(await slots(notebook)).toEqual(['s1', 's2', 's3']));
});

test('confirming many is a change of many, and no import or undoing', async () => {
  const { notebook, clock } = await memoryNotebook('tuula');
  await importDay(notebook);
  await notebook.write([draft(interviewee, at('p2'), { name: 'Juhani', parent: 's2' })]);
  clock.now += 60_000;
  await notebook.write(['p1', 'p2'].map(id => draft(interviewee, at(id), { isConfirmed: true })));
  showPage(pageApp(notebook), ChangesPage, address);
  await screen.findByText('Monta kerralla');
  await screen.findByText('Tuula · muutettu 2 haastateltavaa');
});

test('who may only read sees what was done, and no buttons', async () => {
  const made = await memoryNotebook('tuula');
  await importDay(made.notebook);
  showPage(pageApp(await made.another({ person: 'timo' })), ChangesPage, address);
  await screen.findByText('Aikataulu tuotiin taulukosta');
  expect(screen.queryByRole('button', { name: /Kumoa/ })).toBeNull();
});
