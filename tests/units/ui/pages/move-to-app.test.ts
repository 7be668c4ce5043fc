import { cleanup, fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { note } from '#domain/note.ts';
import { draft } from '#notebook/draft.ts';
import type { App } from '#ui/app-context.ts';
import JoinPage from '#ui/pages/join/JoinPage.svelte';
import ReadyPage from '#ui/pages/ready/ReadyPage.svelte';
import { online, pageApp, showPage } from '../../../support/page-app.ts';
import { evening, space } from './ready-evening.ts';

afterEach(cleanup);

const code = { id: 'i', secret: 's', code: 'K7QF2MXD', expires: Date.UTC(2026, 9, 15, 20, 59) };
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

/** Liisa's Safari tab; `replace` as the server answers. */
async function tab(replace: App['office']['replace'] = async () => ({ ok: true, value: code })) {
  const day = await evening('liisa', { browser: { kind: 'safari-touch', isInstalled: false, isApart: true } });
  const asked = vi.fn<App['office']['replace']>(replace);
  day.around.app.office.replace = asked;
  return { ...day, asked, show: () => showPage(day.around, ReadyPage, { visit: 'v' }) };
}

test('shows a code in two parts, asked for this device until the day after the visit', async () => {
  const { asked, show } = await tab();
  show();
  await press('Näytä koodi');
  await screen.findByText('K7QF');
  screen.getByText('2MXD');
  screen.getByText(/to 15\.10\..*23\.59.*Se käy yhden kerran/);
  expect(asked).toHaveBeenCalledExactlyOnceWith('device-liisa', 'v');
});

test('says what would stay in the browser, and asks to send it first', async () => {
  const { notebook, around, show } = await tab();
  await notebook.write([draft(note, { space, id: 'liisa~1' }, { parent: 'v', words: 'niitty', writtenAt: 1 })]);
  show();
  await screen.findByText('Yksi asia on vain tässä selaimessa');
  const before = around.exchanges();
  await press('Lähetä nyt');
  await waitFor(() => expect(around.exchanges()).toBeGreaterThan(before));
  expect(screen.getByRole('link', { name: 'Anna toiselle laitteelle' }).getAttribute('href')).toBe('/visits/v/handover');
  around.link.tell({ ...online, link: 'offline' });
  await screen.findByText(/Nyt ei ole yhteyttä/);
});

test('says why there is no code', async () => {
  const { show } = await tab(async () => ({ ok: false, error: { type: 'offline' } }));
  show();
  await press('Näytä koodi');
  await screen.findByRole('alert');
});

test('says when the app goes on, and keeps what was not sent', async () => {
  const { notebook, around, show } = await tab();
  show();
  await press('Näytä koodi');
  await notebook.write([draft(note, { space, id: 'liisa~1' }, { parent: 'v', words: 'niitty', writtenAt: 1 })]);
  around.link.tell({ ...online, link: 'replaced' });
  await screen.findByText(/Siirretty\. Jatka sovelluksessa/);
  await screen.findByText('Yksi asia jäi vain tähän selaimeen');
  expect(screen.queryByText('K7QF')).toBeNull();
});

test('is not offered in the installed app, nor where browser and app share their storage', async () => {
  showPage((await evening()).around, ReadyPage, { visit: 'v' });
  await screen.findByText(/on valmis/);
  expect(screen.queryByText('Siirrä tämä laite sovellukseen')).toBeNull();
});

test('is told in the app as going on, and not as another tablet', async () => {
  const { notebook } = await tab();
  const around = pageApp(notebook);
  around.app.notebook = null;
  around.app.office.lookInvitation = async () => ({
    ok: true,
    value: {
      programme: 'Luonto kunnissa',
      team: '',
      host: 'Lehtola',
      date: '2026-10-14',
      replaces: { label: 'iPad', shape: 'tablet' },
      names: [{ person: 'liisa', name: 'Liisa' }],
      expires: code.expires,
    },
  });
  showPage(around, JoinPage, {});
  await fireEvent.input(await screen.findByLabelText('Kirjoita koodi'), { target: { value: 'k7qf 2mxd' } });
  await press('Jatka');
  await screen.findByText(/Liisa, sovellus jatkaa siitä, mihin selaimessa jäit: Lehtola ke 14\.10\./);
  screen.getByRole('button', { name: 'Jatka tällä: Liisa' });
});
