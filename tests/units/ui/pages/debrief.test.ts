import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import DebriefPage from '#ui/pages/debrief/DebriefPage.svelte';
import FindingPage from '#ui/pages/finding/FindingPage.svelte';
import { memoryNotebook } from '../../../support/memory-notebook.ts';
import { pageApp, showPage } from '../../../support/page-app.ts';
import { findings, findingsOf, lehtolaDay } from './lehtola-debrief.ts';

afterEach(cleanup);

const column = async (name: string) => within(await screen.findByRole('region', { name }));
const choose = async (words: string) => fireEvent.click(await screen.findByRole('checkbox', { name: new RegExp(words) }));

describe('the debrief', () => {
  test('makes a finding of chosen notes, which stay attached as its evidence', async () => {
    const { notebook } = await lehtolaDay();
    showPage(pageApp(notebook), DebriefPage, { visit: 'v' });
    await choose('valtuusto');
    await choose('nurmi');
    await fireEvent.click(await screen.findByRole('menuitem', { name: 'Vahvuus', hidden: true }));
    await (await column('Vahvuudet')).findByText(/2 haastattelua · 2 ryhmää · 1 kunta/);
    const [made] = await findingsOf(notebook);
    expect(made).toMatchObject({ side: 'strength', claim: '', evidence: ['liisa~n2', 'liisa~n8'] });
  });

  test('collects more notes into one, and lets them go again', async () => {
    const { notebook } = await lehtolaDay();
    await findings(notebook, { f1: { side: 'strength', claim: 'Valtuusto on yksimielinen.', evidence: ['liisa~n2'] } });
    showPage(pageApp(notebook), DebriefPage, { visit: 'v' });
    await fireEvent.click(await screen.findByRole('button', { name: 'Kerää tähän: Valtuusto on yksimielinen.' }));
    await choose('nurmi');
    await waitFor(async () => expect((await findingsOf(notebook))[0]!.evidence).toEqual(['liisa~n2', 'liisa~n8']));
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /nurmi/ }).checked).toBe(true));
    await choose('nurmi');
    await waitFor(async () => expect((await findingsOf(notebook))[0]!.evidence).toEqual(['liisa~n2']));
  });

  test('merges one into another and splits it out with its own words and notes', async () => {
    const { notebook } = await lehtolaDay();
    await findings(notebook, {
      f1: { side: 'strength', claim: 'Ensimmäinen', evidence: ['liisa~n2'], order: 1 },
      f2: { side: 'strength', claim: 'Toinen', evidence: ['liisa~n8'], order: 2 },
    });
    const around = pageApp(notebook);
    showPage(around, FindingPage, { visit: 'v', finding: 'f2' });
    await fireEvent.click(await screen.findByRole('button', { name: 'Yhdistä toiseen…' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Ensimmäinen' }));
    await waitFor(() => expect(around.went).toEqual(['/visits/v/findings/f1']));
    cleanup();

    showPage(around, FindingPage, { visit: 'v', finding: 'f1' });
    await screen.findByText('2 haastattelua · 2 ryhmää · 1 kunta');
    await fireEvent.click(await screen.findByRole('button', { name: 'Erota' }));
    await screen.findByText('1 haastattelu · 1 ryhmä · 1 kunta');
    const [first, second] = await findingsOf(notebook);
    expect(first).toMatchObject({ claim: 'Ensimmäinen', evidence: ['liisa~n2'] });
    expect(second).toMatchObject({ claim: 'Toinen', evidence: ['liisa~n8'], mergedInto: '' });
  });

  test('keeps what is typed before the words of a finding have come', async () => {
    const { notebook } = await lehtolaDay();
    await findings(notebook, { f1: { side: 'strength', claim: 'Valtuusto on yksimielinen.' } });
    let come: () => void = () => undefined;
    const coming = new Promise<void>(resolve => (come = resolve));
    const slow: typeof notebook = {
      ...notebook,
      openText: async (...text) => {
        await coming;
        return notebook.openText(...text);
      },
    };
    showPage(pageApp(slow), FindingPage, { visit: 'v', finding: 'f1' });
    const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Havainnon sanamuoto' });
    await fireEvent.input(field, { target: { value: ' Se' } });
    come();
    await waitFor(() => expect(field.value).toBe('Valtuusto on yksimielinen. Se'));
    await fireEvent.input(field, { target: { value: `${field.value} kantaa.` } });
    await fireEvent.blur(field);
    await waitFor(async () => expect((await findingsOf(notebook))[0]!.claim).toBe('Valtuusto on yksimielinen. Se kantaa.'));
  });

  test('discards with an undo, and restores from the discarded', async () => {
    const { notebook } = await lehtolaDay();
    await findings(notebook, { f1: { side: 'tip', claim: 'Vinkki' } });
    showPage(pageApp(notebook), DebriefPage, { visit: 'v' });
    await fireEvent.click(await screen.findByRole('menuitem', { name: 'Hylkää', hidden: true }));
    await screen.findByText('Hylätty: Vinkki');
    expect((await findingsOf(notebook))[0]!.deleted).toBe(true);
    await fireEvent.click(screen.getByRole('button', { name: 'Kumoa' }));
    await waitFor(async () => expect((await findingsOf(notebook))[0]!.deleted).toBe(false));
  });

  test('moves between lists and within one', async () => {
    const { notebook } = await lehtolaDay();
    await findings(notebook, { f1: { side: 'strength', claim: 'Eka', order: 1 }, f2: { side: 'strength', claim: 'Toka', order: 2 } });
    showPage(pageApp(notebook), DebriefPage, { visit: 'v' });
    const strengths = await column('Vahvuudet');
    const claims = () => strengths.queryAllByRole('heading', { level: 3 }).map(heading => heading.textContent);
    await waitFor(() => expect(claims()).toEqual(['Eka', 'Toka']));
    await fireEvent.click(strengths.getAllByRole('button', { name: 'Siirrä ylös' })[1]!);
    await waitFor(() => expect(claims()).toEqual(['Toka', 'Eka']));
    await fireEvent.click(strengths.getAllByRole('menuitem', { name: 'Siirrä: Kehityskohteet', hidden: true })[0]!);
    await waitFor(() => expect(claims()).toEqual(['Eka']));
  });

  test('the host contact reads why there is nothing for them, and no note', async () => {
    const { notebook } = await memoryNotebook('hanna');
    showPage(pageApp(notebook), DebriefPage, { visit: 'v' });
    await screen.findByText('Purku on vierailijoiden oma');
    expect(screen.queryByRole('checkbox')).toBeNull();
  });
});
