import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { trial } from '#domain/trial.ts';
import { draft } from '#notebook/draft.ts';
import { vectorOf } from '#oplog/log-store.ts';
import { receiptsKey, serverHeadsKey } from '#protocol/remembered.ts';
import BinPage from '#ui/pages/bin/BinPage.svelte';
import ReadyPage from '#ui/pages/ready/ReadyPage.svelte';
import { showPage, type PageApp } from '../../../support/page-app.ts';
import { evening, pageAppOf, space } from './ready-evening.ts';

afterEach(cleanup);

const show = (day: { around: PageApp }) => showPage(day.around, ReadyPage, { visit: 'v' });

describe('a trial note', () => {
  const row = (name: RegExp) =>
    within(screen.getByRole('region', { name: 'Koekirjoitus' }))
      .getByText(name)
      .closest('li')!.textContent;

  test('is not sent while the server is not reached, and says why', async () => {
    const day = await evening();
    day.tell({}, { link: 'offline' });
    show(day);
    const send = await screen.findByRole<HTMLButtonElement>('button', { name: 'Lähetä koekirjoitus' });
    expect(send.disabled).toBe(true);
    screen.getByText(/nyt palvelinta ei tavoiteta/);
  });

  test('shows its way to the server, to a teammate’s device and back', async () => {
    const day = await evening();
    show(day);
    await fireEvent.click(await screen.findByRole('button', { name: 'Lähetä koekirjoitus' }));
    await screen.findByText('Lähti klo 18.00.00');
    expect(day.around.exchanges()).toBeGreaterThan(0);
    expect(row(/^Palvelimella/)).toContain('odottaa');
    const all = async () => ({ vector: vectorOf(await day.store.read(reader => reader.heads(space))), at: day.clock.now });
    day.clock.now += 1_900;
    const held = await all();
    await day.store.write(tx => tx.remember(serverHeadsKey(space), held));
    await waitFor(() => expect(row(/^Palvelimella/)).toContain('perillä, kuittaus tuli 1,9 s kuluttua'));
    await day.store.write(tx => tx.remember(receiptsKey(space), { after: 1, devices: { 'device-mikko': held } }));
    await waitFor(() => expect(row(/^Mikko · mikko$/)).toContain('perillä, kuittaus tuli 1,9 s kuluttua'));
    expect(row(/^Timo · timo$/)).toContain('ei vielä perillä');

    const mikko = await day.another({ person: 'mikko' });
    const [sent] = await mikko.read(r => r.items(trial, space));
    day.clock.now += 10_000;
    cleanup();
    showPage(pageAppOf(mikko, day.around.app.abilities), ReadyPage, { visit: 'v' });
    await fireEvent.click(await screen.findByRole('button', { name: 'Vastaa: Liisa' }));
    await screen.findByText('Vastasit koekirjoitukseen: Liisa.');
    cleanup();
    show(day);
    await waitFor(() => expect(row(/^Mikko · mikko$/)).toContain('perillä, vastasi 11,9 s kuluttua'));
    expect(sent!.id).toBe('device-liisa');
  });

  test('is taken away with its answers, and is found in no bin', async () => {
    const day = await evening();
    show(day);
    await fireEvent.click(await screen.findByRole('button', { name: 'Lähetä koekirjoitus' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Valmis' }));
    await screen.findByRole('button', { name: 'Lähetä koekirjoitus' });
    expect(await day.notebook.read(r => r.items(trial, space))).toEqual([]);
    cleanup();
    showPage(day.around, BinPage, { visit: 'v' });
    await screen.findByText('Roskakori on tyhjä');
  });

  test('that was left behind asks nobody next week, and goes when its sender comes by', async () => {
    const day = await evening('mikko');
    const liisa = await day.another({ person: 'liisa' });
    await liisa.write([draft(trial, { space, id: 'device-liisa' }, { sentAt: liisa.wall() - 31 * 60_000 })]);
    show(day);
    await screen.findByRole('button', { name: 'Lähetä koekirjoitus' });
    expect(screen.queryByRole('button', { name: 'Vastaa: Liisa' })).toBeNull();
    cleanup();
    showPage(pageAppOf(liisa, day.around.app.abilities), ReadyPage, { visit: 'v' });
    await waitFor(async () => expect(await liisa.read(r => r.items(trial, space))).toEqual([]));
  });
});
