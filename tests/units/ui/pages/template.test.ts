import { readFileSync } from 'node:fs';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { interview } from '#domain/interview.ts';
import { slot } from '#domain/slot.ts';
import { notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { question, template, templateVersion, theme } from '#domain/template.ts';
import { visit } from '#domain/visit.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import TemplatePage from '#ui/pages/template/TemplatePage.svelte';
import { memoryNotebook } from '../../../support/memory-notebook.ts';
import { pageApp, showPage } from '../../../support/page-app.ts';

afterEach(cleanup);

const home = programmeSpace('p');
const energy = readFileSync('tests/fixtures/energiatehokkuus-2021.txt', 'utf8');
const at = (id: string) => ({ space: home, id });

const now = (notebook: Notebook) =>
  notebook.read(async r => ({
    template: (await r.item(template, home, 't'))!,
    themes: (await r.children(theme, 't')).sort((a, b) => a.order - b.order),
    questions: (await r.items(question, home)).sort((a, b) => a.order - b.order),
    versions: await r.children(templateVersion, 't'),
  }));

async function withTemplate(who: 'tuula' | 'liisa' = 'tuula', words: Record<string, string[]> = {}) {
  const made = await memoryNotebook('tuula');
  await made.notebook.write([
    draft(template, at('t'), { name: 'Luontotyö' }),
    ...Object.entries(words).flatMap(([title, asked], order) => [
      draft(theme, at(title), { parent: 't', title, minutes: 60 / Object.keys(words).length, order }),
      ...asked.map((one, place) => draft(question, at(`${title}-${place}`), { parent: title, words: one, order: place })),
    ]),
  ]);
  const notebook = who === 'tuula' ? made.notebook : await made.another({ person: who });
  const around = pageApp(notebook);
  return { notebook, coordinator: made.notebook, around, show: () => showPage(around, TemplatePage, { template: 't' }) };
}

const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));
const leave = async (field: HTMLElement, value: string) => {
  await fireEvent.input(field, { target: { value } });
  await fireEvent.blur(field);
};

describe('a template', () => {
  test('comes from pasted text: four themes, nine questions, an hour, and nothing before it is accepted', async () => {
    const { notebook, show } = await withTemplate();
    show();
    await fireEvent.input(await screen.findByLabelText('Liitettävä teksti'), { target: { value: energy } });
    await screen.findByText('Teemoja 4, kysymyksiä 9');
    expect((await now(notebook)).questions).toHaveLength(0);
    await press('Lisää 9 kysymystä');
    await screen.findByRole('heading', { name: '60 minuuttia, tunti täyttyy tasan' });
    const { themes, questions } = await now(notebook);
    expect([themes.length, questions.length, themes.reduce((sum, one) => sum + one.minutes, 0)]).toEqual([4, 9, 60]);
  });

  test('pasted again adds nothing that is there', async () => {
    const { show } = await withTemplate('tuula', { Johtajuus: ['Mikä on visio?'] });
    show();
    await fireEvent.input(await screen.findByLabelText('Liitettävä teksti'), {
      target: { value: 'Johtajuus\nMikä on visio?\nKuka johtaa?' },
    });
    await screen.findByText(/on jo pohjassa/);
    await press('Lisää 1 kysymys');
    const region = within(await screen.findByRole('region', { name: 'Johtajuus' }));
    await region.findByRole('button', { name: 'Muokkaa: Kuka johtaa?' });
    expect(region.getAllByRole('button', { name: /^Muokkaa: / })).toHaveLength(2);
  });

  test.each([
    [
      '300 questions',
      Array.from({ length: 300 }, (_, index) => `Kysymys ${index}?`).join('\n'),
      /Kysymyksiä tulisi 300.*Mitään ei lisätty/,
    ],
    ['no question', 'Johtajuus\nOrganisointi', /ei löytynyt kysymyksiä.*Mitään ei lisätty/],
  ])('says why text with %s is not taken', async (_, text, words) => {
    const { notebook, show } = await withTemplate();
    show();
    await fireEvent.input(await screen.findByLabelText('Liitettävä teksti'), { target: { value: text } });
    await screen.findByText(words);
    expect((await now(notebook)).themes).toHaveLength(0);
  });

  test('is taken into use, and says so when it has changed since', async () => {
    const { notebook, around, show } = await withTemplate('tuula', { Johtajuus: ['Mikä on visio?'] });
    show();
    await press('Ota käyttöön');
    await screen.findByText('Käytössä sellaisena kuin se tässä on.');
    expect(around.said).toEqual(['Pohja on käytössä. Jo alkaneeseen vierailupäivään siitä tulevat vain uudet kysymykset, lisäyksinä.']);
    const first = await now(notebook);
    expect(first.versions.map(one => one.id)).toEqual([first.template.version]);
    expect(first.versions[0]!.content.themes[0]!.questions[0]!.words).toBe('Mikä on visio?');

    await press('Muokkaa: Mikä on visio?');
    await leave(screen.getByLabelText('Kysymys'), 'Mikä on kunnan visio?');
    await screen.findByText(/muutoksia, joita ei ole otettu käyttöön/);
    await press('Ota muutokset käyttöön');
    await screen.findByText('Käytössä sellaisena kuin se tässä on.');
    const second = await now(notebook);
    expect(second.versions).toHaveLength(2);
    expect(second.template.version).not.toBe(first.template.version);
  });

  test('is not taken into use while the minutes are not an hour; they can be shared', async () => {
    const { notebook, show } = await withTemplate('tuula', { Johtajuus: ['Mikä on visio?'], Osat: ['Mitä tehdään?', 'Kuka tekee?'] });
    show();
    const minutes = await screen.findByRole('textbox', { name: 'Minuutit: Osat' });
    await leave(minutes, '35');
    await screen.findByRole('heading', { name: 'Tunti ylittyy: 5 min yli' });
    await press('Ota käyttöön');
    await screen.findByText('Teemojen minuutit ylittävät tunnin: 5 min yli.');
    expect((await now(notebook)).versions).toHaveLength(0);
    await press('Jaa minuutit kysymysten mukaan');
    await screen.findByRole('heading', { name: '60 minuuttia, tunti täyttyy tasan' });
    await press('Ota käyttöön');
    await screen.findByText('Käytössä sellaisena kuin se tässä on.');
  });

  test('says which minutes cannot be read and what still holds', async () => {
    const { notebook, show } = await withTemplate('tuula', { Johtajuus: ['Mikä on visio?'] });
    show();
    await leave(await screen.findByRole('textbox', { name: 'Minuutit: Johtajuus' }), '12,5');
    await screen.findByText('”12,5” ei ole kokonaisia minuutteja. Voimassa on vielä 60 min.');
    expect((await now(notebook)).themes[0]!.minutes).toBe(60);
  });

  test('moves questions and themes, and brings back what was deleted', async () => {
    const { notebook, show } = await withTemplate('tuula', { Johtajuus: ['Eka?', 'Toka?'], Osat: ['Kolmas?'] });
    show();
    const region = within(await screen.findByRole('region', { name: 'Johtajuus' }));
    await fireEvent.click(region.getAllByRole('button', { name: 'Siirrä alas' })[0]!);
    await waitFor(() =>
      expect(region.getAllByRole('button', { name: /^Muokkaa: / }).map(found => found.textContent.trim())).toEqual(['Toka?', 'Eka?']),
    );

    await press('Muokkaa teemaa: Osat');
    await fireEvent.click(within(screen.getByRole('region', { name: 'Osat' })).getAllByRole('button', { name: 'Siirrä ylös' })[0]!);
    await waitFor(async () => expect((await now(notebook)).themes.map(one => one.title)).toEqual(['Osat', 'Johtajuus']));
    await press('Poista teema');
    await screen.findByText('Poistettu teema: Osat');
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Osat' })).toBeNull());
    await press('Kumoa');
    await screen.findByRole('region', { name: 'Osat' });

    await press('Muokkaa: Kolmas?');
    await press('Poista kysymys');
    await screen.findByText('Poistetut (1)');
    await press('Palauta');
    await screen.findByRole('button', { name: 'Muokkaa: Kolmas?' });
  });

  test('is chosen for a visit and for one interview, and started ones keep theirs', async () => {
    const { notebook, show } = await withTemplate('tuula', { Johtajuus: ['Mikä on visio?'] });
    await notebook.write([
      draft(templateVersion, at('old'), { parent: 't' }),
      draft(slot, { space: visitSpace('v'), id: 's' }, { type: 'interview', start: '09:30', end: '10:30' }),
      draft(interview, { space: notesSpace('v'), id: 's' }, { startedAt: 1, version: 'old' }),
    ]);
    show();
    await screen.findByText(/^1 aloitettu haastattelu pitää aiemman version/);
    await fireEvent.click(await screen.findByRole('checkbox', { name: /Lehtola/ }));
    await waitFor(async () => expect(await notebook.read(async r => (await r.item(visit, home, 'v'))!.template)).toBe('t'));
    await fireEvent.change(screen.getByRole('combobox', { name: /9.30/ }), { target: { value: 't' } });
    await waitFor(async () => expect(await notebook.read(async r => (await r.item(slot, visitSpace('v'), 's'))!.template)).toBe('t'));
  });

  test('a visitor reads it and cannot change it', async () => {
    const { show } = await withTemplate('liisa', { Johtajuus: ['Mikä on visio?'] });
    show();
    await screen.findByText('Mikä on visio?');
    await screen.findByText(/Pohjia muokkaa koordinaattori/);
    expect(screen.queryAllByRole('button', { name: /Muokkaa|Lisää|Ota käyttöön/ })).toHaveLength(0);
  });
});
