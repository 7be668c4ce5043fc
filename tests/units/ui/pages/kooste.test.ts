import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { programme } from '#domain/programme.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import { readDebrief } from '#ui/items/debrief-reading.ts';
import { downloadKooste, koosteAsDocument } from '#ui/pages/kooste/kooste-download.ts';
import KoostePage from '#ui/pages/kooste/KoostePage.svelte';
import type { Notebook } from '#notebook/notebook.ts';
import { memoryNotebook } from '../../../support/memory-notebook.ts';
import { pageApp, showPage } from '../../../support/page-app.ts';
import { findings, findingsOf, lehtolaDay } from './lehtola-debrief.ts';

afterEach(cleanup);

const read = (notebook: Notebook) => notebook.read(reader => readDebrief(notebook, reader, 'v'));

test('ideas taken home, discarded and unworded findings are not in it; strengths come first', async () => {
  const { notebook } = await lehtolaDay();
  await findings(notebook, {
    f1: { side: 'development', claim: 'Luontotieto tulee myöhään.', evidence: ['liisa~n8'], why: 'Valinnat on tehty.' },
    f2: { side: 'strength', claim: 'Valtuusto on yksimielinen.', evidence: ['liisa~n2'] },
    f3: { side: 'home', claim: 'Koululaisten lajikartoitus.', evidence: ['liisa~n10'] },
    f4: { side: 'strength', claim: 'Hylätty.', deleted: true },
    f5: { side: 'tip' },
  });
  const kooste = koosteAsDocument(await read(notebook));
  expect(kooste.sections.map(section => section.findings.map(one => one.claim))).toEqual([
    ['Valtuusto on yksimielinen.'],
    ['Luontotieto tulee myöhään.'],
    [],
  ]);
  expect(kooste.heardLine).toBe('Haastateltiin 2 ihmistä: johto 1 ja päälliköt 1.');
  expect(kooste.visitors).toBe('Vierailijat: Hirsikoski ja Kaislaniemi');
  expect(kooste.date).toBe('ke 14.10.2026');
  expect(JSON.stringify(kooste)).not.toMatch(/Virtanen|Mattsson|Liisa|lajikart|hyväks/);

  showPage(pageApp(notebook), KoostePage, { visit: 'v' });
  await screen.findByText('Valtuusto on yksimielinen.', { selector: '.paper' });
  expect(screen.queryByText(/lajikartoitus/)).toBeNull();
});

test('role groups are named in the programme’s own words', async () => {
  const day = await lehtolaDay();
  const coordinator = await day.another({ person: 'tuula' });
  const written = await coordinator.write([
    draft(programme, { space: programmeSpace('p'), id: 'p' }, { groupWords: { managers: 'Esihenkilöt' } }),
  ]);
  expect(written.ok).toBe(true);
  expect(koosteAsDocument(await read(day.notebook)).heardLine).toBe('Haastateltiin 2 ihmistä: johto 1 ja esihenkilöt 1.');
});

test('a person named holds it back and is pointed at, until it is worded otherwise', async () => {
  const { notebook } = await lehtolaDay();
  await findings(notebook, { f1: { side: 'development', claim: 'Kaavoitus kuulee myöhään (Å.M.).' } });
  expect(await downloadKooste(await read(notebook))).toEqual({ type: 'names' });

  showPage(pageApp(notebook), KoostePage, { visit: 'v' });
  const link = await screen.findByRole('link', { name: '”Kaavoitus kuulee myöhään (Å.M.).” (Åsa Mattsson)' });
  expect(document.querySelector(link.getAttribute('href')!)).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Tulosta' }).disabled).toBe(true);
  await fireEvent.click(screen.getByRole('button', { name: 'Lataa Word-tiedostona' }));
  await screen.findByText('Tiedostoa ei tehty, koska koosteessa on ihmisen nimi.');

  await findings(notebook, { f1: { claim: 'Kaavoitus kuulee myöhään.' } });
  await notebook.sealAll();
  await waitFor(() => expect(screen.queryByRole('link', { name: /Åsa/ })).toBeNull());
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Tulosta' }).disabled).toBe(false);
});

test('what is typed on the sheet is the finding itself', async () => {
  const { notebook } = await lehtolaDay();
  await findings(notebook, { f1: { side: 'strength', claim: 'Valtuusto' } });
  showPage(pageApp(notebook), KoostePage, { visit: 'v' });
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Havainto 1' });
  await waitFor(() => expect(field.value).toBe('Valtuusto'));
  await fireEvent.input(field, { target: { value: 'Valtuusto on yksimielinen.' } });
  await fireEvent.blur(field);
  await waitFor(async () => expect((await findingsOf(notebook))[0]!.claim).toBe('Valtuusto on yksimielinen.'));
});

test('one left out waits beside, and can be taken in again', async () => {
  const { notebook } = await lehtolaDay();
  await findings(notebook, { f1: { side: 'strength', claim: 'Eka' } });
  showPage(pageApp(notebook), KoostePage, { visit: 'v' });
  const acts = async () => within(await screen.findByRole('menu', { name: 'Toiminnot: Eka', hidden: true }));
  await fireEvent.click((await acts()).getByRole('menuitem', { name: 'Jätä pois', hidden: true }));
  await fireEvent.click(await screen.findByRole('button', { name: 'Ota mukaan' }));
  await acts();
});

test('the host contact reads that the visitors write it', async () => {
  const { notebook } = await memoryNotebook('hanna');
  showPage(pageApp(notebook), KoostePage, { visit: 'v' });
  expect(await screen.findByText(/Koosteen tekevät vierailijat/)).toBeTruthy();
});
