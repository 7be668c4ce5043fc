import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { finding } from '#domain/finding.ts';
import { note } from '#domain/note.ts';
import { interviewee, slot } from '#domain/slot.ts';
import { debriefSpace, notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { question, template, theme } from '#domain/template.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import BinPage from '#ui/pages/bin/BinPage.svelte';
import { memoryNotebook } from '../../../support/memory-notebook.ts';
import { pageApp, showPage } from '../../../support/page-app.ts';

afterEach(cleanup);

const plan = visitSpace('v');
const notes = notesSpace('v');

/** A day of which a note of Timo's, a finding, a row with its person and another row are gone. */
async function day() {
  const made = await memoryNotebook('tuula');
  const timo = await made.another({ person: 'timo' });
  const mine = { space: notes, id: timo.newId('mine') };
  await made.notebook.write([
    draft(slot, { space: plan, id: 's1' }, { start: '09:30' }),
    draft(interviewee, { space: plan, id: 'p1' }, { name: 'Maarit', parent: 's1' }),
    draft(
      slot,
      { space: plan, id: 's2' },
      { start: '10:45', title: 'Lounas', type: 'break', imported: { title: 'Lounas', cancelled: 'import' } },
    ),
  ]);
  await timo.write([draft(note, mine, { parent: 'v', words: 'metsäsuunnitelma uusitaan' })]);
  await timo.write([draft(finding, { space: debriefSpace('v'), id: 'f1' }, { claim: 'Valmistelu on ohutta' })]);
  made.clock.now += 60_000;
  await made.notebook.write([
    draft(slot, { space: plan, id: 's1' }, { deleted: true }),
    draft(interviewee, { space: plan, id: 'p1' }, { deleted: true }),
  ]);
  await made.notebook.write([draft(slot, { space: plan, id: 's2' }, { isCancelled: true })]);
  await timo.write([draft(note, mine, { deleted: true })]);
  await timo.write([draft(finding, { space: debriefSpace('v'), id: 'f1' }, { deleted: true })]);
  return { ...made, timo, mine };
}

const stands = async (notebook: Notebook, id: string) =>
  (await notebook.read(async r => [...(await r.items(slot, plan)), ...(await r.items(interviewee, plan))])).some(one => one.id === id);

test('tells what, who and when, and gives it back', async () => {
  const { timo, mine } = await day();
  const around = pageApp(timo);
  showPage(around, BinPage, { visit: 'v' });
  await screen.findByText('metsäsuunnitelma uusitaan');
  expect(await screen.findAllByText('Poistit')).toHaveLength(2);
  await screen.findByText('Tuula perui');
  await fireEvent.click(await screen.findByRole('button', { name: 'Palauta: metsäsuunnitelma uusitaan' }));
  await waitFor(async () => expect((await timo.read(r => r.item(note, notes, mine.id)))!.deleted).toBe(false));
  await fireEvent.click(await screen.findByRole('button', { name: 'Palauta: Valmistelu on ohutta' }));
  await waitFor(async () => expect((await timo.read(r => r.item(finding, debriefSpace('v'), 'f1')))!.deleted).toBe(false));
  expect(around.said).toEqual(['Palautettu: metsäsuunnitelma uusitaan', 'Palautettu: Valmistelu on ohutta']);
  // The plan is not a visitor's to change.
  expect(screen.queryByRole('button', { name: /Lounas/ })).toBeNull();
});

test('what went in one act comes back in one, or one by one with what it stands beneath', async () => {
  const { notebook } = await day();
  showPage(pageApp(notebook), BinPage, { visit: 'v' });
  await screen.findByText('1 rivi ja 1 haastateltava');
  await fireEvent.click(await screen.findByRole('button', { name: 'Palauta: Maarit' }));
  await waitFor(async () => expect([await stands(notebook, 's1'), await stands(notebook, 'p1')]).toEqual([true, true]));
  await fireEvent.click(await screen.findByRole('button', { name: 'Palauta: 10.45 Lounas' }));
  await waitFor(async () =>
    expect(await notebook.read(r => r.item(slot, plan, 's2'))).toMatchObject({ isCancelled: false, imported: { title: 'Lounas' } }),
  );
});

test('a host contact sees the plan’s bin alone, and nobody sees another’s notes', async () => {
  const { another } = await day();
  showPage(pageApp(await another({ person: 'hanna' })), BinPage, { visit: 'v' });
  await screen.findByText('10.45 Lounas');
  expect(screen.queryByText(/metsäsuunnitelma|Valmistelu/)).toBeNull();
  cleanup();
  showPage(pageApp(await another({ person: 'liisa' })), BinPage, { visit: 'v' });
  await screen.findByText('Valmistelu on ohutta');
  expect(screen.queryByText(/metsäsuunnitelma/)).toBeNull();
});

test('notes left empty are told apart', async () => {
  const { timo } = await day();
  const empty = { space: notes, id: timo.newId('mine') };
  await timo.write([draft(note, empty, { parent: 'v', words: 'x' })]);
  await timo.write([draft(note, empty, { words: '' })]);
  await timo.write([draft(note, empty, { deleted: true })]);
  showPage(pageApp(timo), BinPage, { visit: 'v' });
  const group = (await screen.findByText('Yksi tyhjäksi jäänyt muistiinpano')).closest('details')!;
  expect(within(group).getByRole('link').getAttribute('href')).toBe(`/history/notes/v/note/${empty.id}`);
});

test('the programme has a bin of its own', async () => {
  const { notebook } = await memoryNotebook('tuula');
  const space = programmeSpace('p');
  await notebook.write([
    draft(template, { space, id: 't1' }, { name: 'Luontotyö' }),
    draft(theme, { space, id: 'th1' }, { title: 'Johtajuus', parent: 't1' }),
    draft(question, { space, id: 'q1' }, { words: 'Mihin päätös perustui?', parent: 'th1' }),
  ]);
  await notebook.write([draft(question, { space, id: 'q1' }, { deleted: true })]);
  await notebook.write([draft(theme, { space, id: 'th1' }, { deleted: true })]);
  showPage(pageApp(notebook), BinPage, {});
  await fireEvent.click(await screen.findByRole('button', { name: 'Palauta: Mihin päätös perustui?' }));
  await waitFor(async () => expect(await notebook.read(r => r.items(theme, space))).toHaveLength(1));
  expect(await notebook.read(r => r.items(question, space))).toHaveLength(1);
});
