import { cleanup, fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { note, type Mark, type Sign } from '#domain/note.ts';
import { notesSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import SearchPage from '#ui/pages/search/SearchPage.svelte';
import { pageApp, showPage } from '../../../support/page-app.ts';
import { lehtolaHour } from './interview/lehtola-hour.ts';

afterEach(cleanup);

const visit = { visit: 'v' };

async function written(
  notebook: Notebook,
  person: string,
  id: string,
  words: string,
  more: { sign?: Sign; mark?: Mark; parent?: string } = {},
) {
  await notebook.write([
    draft(
      note,
      { space: notesSpace('v'), id: `${person}~${id}` },
      { parent: 's2', words, writtenAt: Date.UTC(2026, 9, 14, 6, 44), ...more },
    ),
  ]);
}

async function searching() {
  const made = await lehtolaHour();
  const mikko = await made.another({ person: 'mikko' });
  await written(mikko, 'mikko', 'n6', 'luontotieto kaavaan liian myöh, vasta ehdotusvaih', { sign: 'development' });
  await written(mikko, 'mikko', 'n13', '"luonto on metsäsuunnitelmassa liitteenä"', { mark: 'quote', parent: 's3' });
  await written(made.notebook, 'liisa', 'n1', 'niittoajat kysymättä', { parent: 'v' });
  return { ...made, mikko };
}

const ask = async (query: string) => fireEvent.input(await screen.findByRole('searchbox'), { target: { value: query } });
const links = () =>
  screen.queryAllByRole('link').filter(link => /\/(interviews|notes|debrief|findings)/.test(link.getAttribute('href') ?? ''));
const narrow = async (label: string, value: string) => {
  const field = screen.getByLabelText<HTMLSelectElement>(label);
  field.value = value;
  await fireEvent.change(field);
};

describe('search', () => {
  test('finds while one types, whatever the form, and leads to where it stands', async () => {
    const { around } = await searching();
    showPage(around, SearchPage, visit);
    await screen.findByText(/tekstiä tässä laitteessa/);
    await ask('metsasuun');
    await waitFor(() => expect(links().map(link => link.getAttribute('href'))).toEqual(['/visits/v/interviews/s3#mikko~n13']));
    screen.getByText(/Tekninen johtaja · Mikko 9.44/);
    await ask('niittoajoista');
    await waitFor(() => expect(links().map(link => link.getAttribute('href'))).toEqual(['/visits/v/notes/new#liisa~n1']));
    await ask('Jukka');
    await waitFor(() => expect(links().map(link => link.getAttribute('href'))).toEqual(['/visits/v/interviews/s3']));
    await ask('visio');
    await screen.findByText('Mikä on visio?');
  });

  test('narrows by sign, mark, writer and group, and shows all again', async () => {
    const { around } = await searching();
    showPage(around, SearchPage, visit);
    await ask('luonto');
    await screen.findByText('2 osumaa.');
    await narrow('Merkki', 'development');
    await screen.findByText('1 osuma.');
    await narrow('Merkki', '');
    await narrow('Ryhmä', 'leadership');
    await screen.findByText('1 osuma.');
    screen.getByText('"luonto on metsäsuunnitelmassa liitteenä"');
    await narrow('Kirjoittaja', 'Liisa');
    await screen.findByText('Ei löytynyt: luonto');
    await fireEvent.click(screen.getAllByRole('button', { name: 'Näytä kaikki' })[0]!);
    await screen.findByText('2 osumaa.');
  });

  test('says what was looked through when nothing is found, and follows what is written meanwhile', async () => {
    const { around, mikko } = await searching();
    showPage(around, SearchPage, visit);
    await ask('hulevesi');
    await screen.findByText('Ei löytynyt: hulevesi');
    await written(mikko, 'mikko', 'n20', 'hulevedet ojaan');
    await screen.findByText('hulevedet ojaan');
  });

  test('shows the host the schedule alone', async () => {
    const { another } = await searching();
    showPage(pageApp(await another({ person: 'hanna' })), SearchPage, visit);
    await ask('luonto');
    await screen.findByText('Ei löytynyt: luonto');
    await ask('Jukka');
    await screen.findByText('1 osuma.');
  });
});
