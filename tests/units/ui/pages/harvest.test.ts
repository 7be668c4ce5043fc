import { cleanup, fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { harvest } from '#domain/harvest.ts';
import { interview } from '#domain/interview.ts';
import { note } from '#domain/note.ts';
import { notesSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { readDebrief } from '#ui/items/debrief-reading.ts';
import DebriefPage from '#ui/pages/debrief/DebriefPage.svelte';
import HarvestPage from '#ui/pages/harvest/HarvestPage.svelte';
import TodayPage from '#ui/pages/today/TodayPage.svelte';
import { pageApp, showPage } from '../../../support/page-app.ts';
import { inInterview, lehtolaHour, notesIn, tap, type } from './interview/lehtola-hour.ts';

afterEach(cleanup);

const where = { visit: 'v', slot: 's1' };
const words = ['valtuusto hyväks ohjelman', 'valmistelu yhden varassa', 'ltk:t ei maininnu', 'luontobudjetti omana rivinä'];

async function noted(notebook: Notebook, person = 'liisa') {
  for (const [index, said] of words.entries())
    await notebook.write([
      draft(note, { space: notesSpace('v'), id: `${person}~n${index}` }, { parent: 's1', words: said, writtenAt: 1_000 + index }),
    ]);
}

const starred = async (notebook: Notebook) => (await notesIn(notebook)).filter(one => one.isStarred).map(one => one.words);
const own = (notebook: Notebook) => notebook.read(r => r.item(harvest, notesSpace('v'), 'liisa~s1'));

describe('the harvest after the hour', () => {
  test('comes when the hour is ended, and is not asked again once it was passed over', async () => {
    const { notebook, around } = await lehtolaHour();
    await inInterview(around);
    const end = async () => fireEvent.click(await screen.findByRole('menuitem', { name: 'Haastattelu päättyi', hidden: true }));
    await end();
    await waitFor(() => expect(around.went).toEqual(['/visits/v/interviews/s1/harvest']));
    cleanup();
    showPage(around, HarvestPage, where);
    await tap('Ohita');
    await waitFor(() => expect(around.went).toEqual(['/visits/v/interviews/s1/harvest', '/visits/v']));
    expect(await own(notebook)).toMatchObject({ state: 'skipped', line: '' });
    cleanup();
    showPage(around, TodayPage, { visit: 'v' });
    await screen.findByRole('region', { name: 'Kaupunginjohtaja' });
    expect(screen.queryByText(/Mikä jäi mieleen/)).toBeNull();
  });

  test('gives up to three stars to one’s own notes, and says so at the fourth', async () => {
    const { notebook, around, another } = await lehtolaHour();
    await noted(notebook);
    await noted(await another({ person: 'timo' }), 'timo');
    showPage(around, HarvestPage, where);
    await screen.findByText('Tähtiä jäljellä: 3.');
    expect(screen.getAllByRole('button', { name: /^Tähti: / })).toHaveLength(4);
    for (const said of words.slice(0, 3)) await tap(new RegExp(said));
    await screen.findByText('Tähtiä jäljellä: 0.');
    await tap(new RegExp(words[3]!));
    await screen.findByText('Kolme tähteä on jo annettu. Ota ensin yksi pois.');
    expect(await starred(notebook)).toEqual(words.slice(0, 3));
    await tap(new RegExp(words[1]!));
    await screen.findByText('Vielä yksi tähti jäljellä.');
    expect(await starred(notebook)).toEqual([words[0], words[2]]);
  });

  test('keeps the line from its first letter, and what is starred and in mind comes first in the debrief', async () => {
    const { notebook, around } = await lehtolaHour();
    await noted(notebook);
    showPage(around, HarvestPage, where);
    await tap(new RegExp(words[2]!));
    await type(await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Yksi lause' }), 'ohjelma on, tekijöitä yksi');
    await tap('Valmis');
    await waitFor(() => expect(around.went).toEqual(['/visits/v']));
    expect(await own(notebook)).toMatchObject({ state: 'done', line: 'ohjelma on, tekijöitä yksi' });
    const day = await notebook.read(r => readDebrief(notebook, r, 'v'));
    expect(day.inMind).toMatchObject([{ words: 'ohjelma on, tekijöitä yksi', writer: 'Liisa', interview: 'Kaupunginjohtaja' }]);
    cleanup();
    showPage(around, DebriefPage, { visit: 'v' });
    await screen.findByText('Mitä jäi mieleen (1)');
    const shown = screen.getAllByText(new RegExp(words.join('|'))).map(one => one.textContent);
    expect(shown).toEqual([words[2], words[0], words[1], words[3]]);
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Vain tähdellä merkityt' }));
    await waitFor(() => expect(screen.getAllByText(new RegExp(words.join('|')))).toHaveLength(1));
  });

  test('is offered in the break, and not to the host', async () => {
    const { notebook, around, another, clock } = await lehtolaHour();
    await notebook.write([
      draft(interview, { space: notesSpace('v'), id: 's1' }, { parent: 'v', startedAt: clock.now, endedAt: clock.now + 1 }),
    ]);
    showPage(around, TodayPage, { visit: 'v' });
    expect((await screen.findByRole('link', { name: 'Poimi kolme' })).getAttribute('href')).toBe('/visits/v/interviews/s1/harvest');
    cleanup();
    showPage(pageApp(await another({ person: 'hanna' })), HarvestPage, where);
    await screen.findByText('Muistiinpanot ovat vierailijoiden omat');
  });
});
