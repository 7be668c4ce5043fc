import { cleanup, fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import HistoryPage from '#ui/pages/history/HistoryPage.svelte';
import { pageApp, showPage } from '../../../support/page-app.ts';
import { findings, findingsOf, lehtolaDay } from './lehtola-debrief.ts';

afterEach(cleanup);

const address = { family: 'debrief', scope: 'v', kind: 'finding', id: 'f1' };

test('tells who wrote what, and writes an earlier state anew', async () => {
  const day = await lehtolaDay();
  const { notebook, clock } = day;
  await findings(notebook, { f1: { side: 'strength', claim: 'Hyväksyttiin 2023.' } });
  clock.now += 30 * 60_000;
  const timo = await day.another({ person: 'timo' });
  await findings(timo, { f1: { claim: 'Hyväksyttiin 2022.', side: 'development' } });

  showPage(pageApp(notebook), HistoryPage, address);
  await screen.findByText('Timo kirjoitti');
  await screen.findByText('2023.', { selector: 'del' });
  await screen.findByText('2022.', { selector: 'ins' });
  await screen.findByText('lista: Kehityskohde');
  await fireEvent.click(await screen.findByRole('button', { name: 'Palauta tämä, 9.34' }));
  await waitFor(async () => expect((await findingsOf(notebook))[0]).toMatchObject({ claim: 'Hyväksyttiin 2023.', side: 'strength' }));
  expect((await notebook.history({ space: 'debrief/v', kind: 'finding', id: 'f1' })).length).toBe(3);
});

test('deleted and restored are told as such', async () => {
  const { notebook } = await lehtolaDay();
  await findings(notebook, { f1: { side: 'tip', claim: 'Vinkki' } });
  await findings(notebook, { f1: { deleted: true } });
  showPage(pageApp(notebook), HistoryPage, address);
  await screen.findByText('Liisa poisti');
  await fireEvent.click(await screen.findByRole('button', { name: /Palauta tämä/ }));
  await screen.findByText('Liisa palautti');
  expect((await findingsOf(notebook))[0]!.deleted).toBe(false);
});

test('reads the steps outside the transaction that watches: in a browser another one within it would end it', async () => {
  const { notebook } = await lehtolaDay();
  await findings(notebook, { f1: { side: 'tip', claim: 'Vinkki' } });
  let isReading = false;
  const strict: typeof notebook = {
    ...notebook,
    watch: (read, next, fail) =>
      notebook.watch(
        async reader => {
          const opsOf: typeof reader.log.opsOf = item => ((isReading = true), reader.log.opsOf(item));
          return read({ ...reader, log: { ...reader.log, opsOf } }).finally(() => (isReading = false));
        },
        next,
        fail,
      ),
    history: item => (isReading ? Promise.reject(new Error('within a transaction')) : notebook.history(item)),
  };
  showPage(pageApp(strict), HistoryPage, address);
  await screen.findByText('lista: Vinkki isännälle');
});

test('what has no history here says so', async () => {
  const { notebook } = await lehtolaDay();
  showPage(pageApp(notebook), HistoryPage, { ...address, id: 'nowhere' });
  expect(await screen.findByText('Tästä ei ole historiaa tässä laitteessa')).toBeTruthy();
});
