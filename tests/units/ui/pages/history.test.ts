import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { slot, track } from '#domain/slot.ts';
import { visitSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import HistoryPage from '#ui/pages/history/HistoryPage.svelte';
import { memoryNotebook } from '../../../support/memory-notebook.ts';
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

test('an earlier state is looked at whole, and what another typed since stays in the history that a restore can be restored from', async () => {
  const day = await lehtolaDay();
  const { notebook, clock } = day;
  await findings(notebook, { f1: { side: 'strength', claim: 'Hyväksyttiin 2023.', why: 'Se sitoo.' } });
  clock.now += 30 * 60_000;
  await findings(await day.another({ person: 'timo' }), { f1: { claim: 'Hyväksyttiin 2023, yksimielisesti.', why: '' } });
  clock.now += 30 * 60_000;
  showPage(pageApp(notebook), HistoryPage, address);
  const first = await screen.findByText('Katso kokonaan');
  const details = first.closest('details')!;
  details.open = true;
  await fireEvent(details, new Event('toggle'));
  expect((await within(details).findByText('Se sitoo.')).className).toContain('words');
  await within(details).findByText('lista: Vahvuus');
  await fireEvent.click(await screen.findByRole('button', { name: 'Palauta tämä, 9.34' }));
  await waitFor(async () => expect((await findingsOf(notebook))[0]).toMatchObject({ claim: 'Hyväksyttiin 2023.', why: 'Se sitoo.' }));
  await fireEvent.click(await screen.findByRole('button', { name: 'Palauta tämä, 10.04' }));
  await waitFor(async () =>
    expect((await findingsOf(notebook))[0]).toMatchObject({ claim: 'Hyväksyttiin 2023, yksimielisesti.', why: '' }),
  );
});

test('a row of the schedule is told in its own words and goes back to an earlier state', async () => {
  const { notebook, clock } = await memoryNotebook('tuula');
  const at = { space: visitSpace('v'), id: 's1' };
  await notebook.write([draft(track, { space: at.space, id: 't1' }, { name: 'Valtuustosali' })]);
  await notebook.write([draft(slot, at, { start: '09:30', end: '10:30', room: 'Nh 2', track: 't1' })]);
  clock.now += 30 * 60_000;
  await notebook.write([draft(slot, at, { start: '10:00', room: 'Kabinetti', isCancelled: true })]);
  showPage(pageApp(notebook), HistoryPage, { family: 'visit', scope: 'v', kind: 'slot', id: 's1' });
  const now = await screen.findByRole('region', { name: 'Nyt voimassa' });
  within(now).getByText('huone: Kabinetti');
  within(now).getByText('linja: Valtuustosali');
  within(now).getByText('peruttu: kyllä');
  await fireEvent.click(await screen.findByRole('button', { name: 'Palauta tämä, 9.34' }));
  await waitFor(async () =>
    expect(await notebook.read(r => r.item(slot, at.space, 's1'))).toMatchObject({ start: '09:30', room: 'Nh 2', isCancelled: false }),
  );
});

test('deleted and restored are told as such', async () => {
  const { notebook } = await lehtolaDay();
  await findings(notebook, { f1: { side: 'tip', claim: 'Vinkki' } });
  await findings(notebook, { f1: { deleted: true } });
  showPage(pageApp(notebook), HistoryPage, address);
  await screen.findByText('Poistit');
  await fireEvent.click(await screen.findByRole('button', { name: /Palauta tämä/ }));
  await screen.findByText('Palautit');
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
