import { cleanup, fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { interview, seat, seatId } from '#domain/interview.ts';
import { practical } from '#domain/practical.ts';
import { slot } from '#domain/slot.ts';
import { notesSpace, visitSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import PlanPage from '#ui/pages/plan/PlanPage.svelte';
import TodayPage from '#ui/pages/today/TodayPage.svelte';
import { pageApp, showPage } from '../../../../support/page-app.ts';
import { lehtolaHour } from '../interview/lehtola-hour.ts';

afterEach(() => {
  cleanup();
  localStorage.clear();
});

const plan = { space: visitSpace('v') };

describe('around the day', () => {
  test('what changed since one last looked is told until it is seen, with what it was', async () => {
    const { coordinator, around } = await lehtolaHour();
    showPage(around, TodayPage, {});
    await screen.findByRole('region', { name: 'Kaupunginjohtaja' });
    expect(screen.queryByText(/^Muuttunut/)).toBeNull();
    cleanup();
    await coordinator.write([draft(slot, { ...plan, id: 's3' }, { room: 'Nh 3', start: '10:50' })]);
    showPage(around, TodayPage, {});
    await fireEvent.click(await screen.findByText('Muuttunut sen jälkeen, kun viimeksi katsoit'));
    const was = [...document.querySelectorAll('details del')].map(one => one.textContent);
    expect(was).toEqual(['10.45', 'Valtuustosali']);
    cleanup();
    showPage(around, TodayPage, {});
    await fireEvent.click(await screen.findByRole('button', { name: 'Selvä', hidden: true }));
    await waitFor(() => expect(screen.queryByText(/^Muuttunut/)).toBeNull());
    cleanup();
    showPage(around, TodayPage, {});
    await screen.findByRole('region', { name: 'Kaupunginjohtaja' });
    expect(screen.queryByText(/^Muuttunut/)).toBeNull();
  });

  test('a day that is still arriving when it is first seen has not changed', async () => {
    const { coordinator, around } = await lehtolaHour();
    showPage(around, TodayPage, {});
    await screen.findByRole('region', { name: 'Kaupunginjohtaja' });
    await coordinator.write([draft(slot, { ...plan, id: 's8' }, { type: 'break', start: '11:45', end: '12:30', title: 'Lounas' })]);
    await screen.findByText('Lounas');
    expect(screen.queryByText(/^Muuttunut/)).toBeNull();
    cleanup();
    showPage(around, TodayPage, {});
    await screen.findByText('Lounas');
    expect(screen.queryByText(/^Muuttunut/)).toBeNull();
  });

  test('a room that a teammate recorded is a change too', async () => {
    const { around, another } = await lehtolaHour();
    showPage(around, TodayPage, {});
    await screen.findByRole('region', { name: 'Kaupunginjohtaja' });
    cleanup();
    showPage(around, TodayPage, {});
    await screen.findByRole('region', { name: 'Kaupunginjohtaja' });
    const timo = await another({ person: 'timo' });
    await timo.write([draft(interview, { space: notesSpace('v'), id: 's3' }, { parent: 'v', room: 'Kabinetti' })]);
    await screen.findByText('Muuttunut sen jälkeen, kun viimeksi katsoit');
  });

  test('a break is for exchanging notes', async () => {
    const { coordinator, notebook, around } = await lehtolaHour();
    await coordinator.write([draft(slot, { ...plan, id: 's9' }, { type: 'break', start: '10:30', end: '10:45', title: 'Tauko' })]);
    await notebook.write([draft(seat, { space: notesSpace('v'), id: seatId('liisa', 'v') }, { track: 't1' })]);
    showPage(around, TodayPage, {});
    const link = await screen.findByRole('link', { name: 'Vaihda muistiinpanot' });
    expect(link.getAttribute('href')).toBe('/visits/v/handover');
    cleanup();
    showPage(pageApp(coordinator), TodayPage, { visit: 'v' });
    await screen.findByText('Tauko');
  });

  test('the host writes whom to call, and a tap calls', async () => {
    const { another, around, notebook } = await lehtolaHour();
    const hanna = await another({ person: 'hanna' });
    showPage(pageApp(hanna), PlanPage, { visit: 'v' });
    const field = async (name: string, value: string) => {
      const input = await screen.findByRole('textbox', { name });
      await fireEvent.input(input, { target: { value } });
      await fireEvent.blur(input);
    };
    await field('Isännän yhteyshenkilö', 'Hanna');
    await field('Puhelin', '+358 40 123 4567');
    await waitFor(async () =>
      expect(await notebook.read(r => r.item(practical, plan.space, 'v'))).toMatchObject({ contact: 'Hanna', phone: '+358 40 123 4567' }),
    );
    cleanup();
    showPage(around, TodayPage, {});
    const call = await screen.findByRole('link', { name: 'Soita: Hanna' });
    expect(call.getAttribute('href')).toBe('tel:+358401234567');
  });
});
