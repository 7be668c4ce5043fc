import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { attendance } from '#domain/attendance.ts';
import { interview, seat, seatId } from '#domain/interview.ts';
import { slot } from '#domain/slot.ts';
import { notesSpace, visitSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { readDebrief } from '#ui/items/debrief-reading.ts';
import InterviewPage from '#ui/pages/interview/InterviewPage.svelte';
import TodayPage from '#ui/pages/today/TodayPage.svelte';
import { pageApp, showPage } from '../../../../support/page-app.ts';
import { inInterview, lehtolaHour, tap } from './lehtola-hour.ts';

afterEach(cleanup);

const marks = (notebook: Notebook) => notebook.read(r => r.items(attendance, notesSpace('v')));
const heard = async (notebook: Notebook) =>
  (await notebook.read(r => readDebrief(notebook, r, 'v'))).heard.filter(one => one.parent === 's1').map(one => one.group);
const person = async () => within((await screen.findAllByRole('group', { name: 'Marja-Leena Esimerkki' }))[0]!);

describe('what really happened', () => {
  test('who did not come is not heard, and who comes late is after all', async () => {
    const { notebook, around } = await lehtolaHour();
    showPage(around, InterviewPage, { visit: 'v', slot: 's1' });
    await fireEvent.click((await person()).getByRole('button', { name: 'ei tullut' }));
    await (await person()).findByText('Ei lasketa kuulluksi.');
    expect(await heard(notebook)).toEqual([]);
    await fireEvent.click((await person()).getByRole('button', { name: 'myöhässä' }));
    await (await person()).findByText('Tuli klo 9.34.');
    expect(await heard(notebook)).toEqual(['leadership']);
  });

  test('a deputy is counted where they belong, and the plan stays beside', async () => {
    const { notebook, around } = await lehtolaHour();
    showPage(around, InterviewPage, { visit: 'v', slot: 's1' });
    await fireEvent.click((await person()).getByRole('button', { name: 'joku muu' }));
    const job = await (await person()).findByLabelText('Tehtävä');
    await fireEvent.input(job, { target: { value: 'Kaupunginjohtajan sijainen' } });
    await fireEvent.blur(job);
    const group = (await person()).getByLabelText<HTMLSelectElement>('Ryhmä');
    group.value = 'managers';
    await fireEvent.change(group);
    await (await person()).findByText('Lasketaan ryhmään Päälliköt.');
    await waitFor(async () =>
      expect(await marks(notebook)).toMatchObject([{ state: 'deputy', title: 'Kaupunginjohtajan sijainen', group: 'managers' }]),
    );
    expect(await heard(notebook)).toEqual(['managers']);
    expect(await notebook.read(r => r.item(slot, visitSpace('v'), 's1'))).toBeTruthy();
  });

  test('somebody else who came is heard too, and can be taken out again', async () => {
    const { notebook, around } = await lehtolaHour();
    showPage(around, InterviewPage, { visit: 'v', slot: 's1' });
    await tap('Joku muukin tuli');
    const extra = within(await screen.findByRole('group', { name: 'Tuli lisäksi' }));
    const group = extra.getByLabelText<HTMLSelectElement>('Ryhmä');
    group.value = 'specialists';
    await fireEvent.change(group);
    await waitFor(async () => expect(await heard(notebook)).toEqual(['leadership', 'specialists']));
    await fireEvent.click(extra.getByRole('button', { name: 'Poista lisätty' }));
    await waitFor(async () => expect(await heard(notebook)).toEqual(['leadership']));
  });

  test('another room is shown at once, and a later change of the plan stands beside it', async () => {
    const { coordinator, notebook, around } = await lehtolaHour();
    showPage(around, InterviewPage, { visit: 'v', slot: 's1' });
    await tap('Toinen tila');
    const room = await screen.findByLabelText('Tila, jossa ollaan');
    await fireEvent.input(room, { target: { value: 'Nh 3' } });
    await fireEvent.keyDown(room, { key: 'Enter' });
    await screen.findByText('(suunnitelmassa Valtuustosali)');
    expect(await notebook.read(r => r.item(interview, notesSpace('v'), 's1'))).toMatchObject({ room: 'Nh 3', startedAt: 0 });
    await coordinator.write([draft(slot, { space: visitSpace('v'), id: 's1' }, { room: 'Nh 4' })]);
    await screen.findByText('(suunnitelmassa Nh 4)');
    screen.getByText('· Nh 3');
  });

  test('the rest of my track is moved by one tap, the other track is not, and it is undone as one', async () => {
    const { notebook, around, coordinator } = await lehtolaHour();
    await coordinator.write([draft(seat, { space: notesSpace('v'), id: seatId('tuula', 'v') }, { track: '' })]);
    await inInterview(around);
    await fireEvent.click(await screen.findByRole('menuitem', { name: 'Siirrä loppupäivää 5 min', hidden: true }));
    await screen.findByText(/Loppupäivä siirtyi 5 min. Seuraavaksi/);
    const later = async () =>
      Object.fromEntries(
        (await notebook.read(r => r.items(interview, notesSpace('v')))).filter(one => one.later).map(one => [one.id, one.later]),
      );
    const moved = await later();
    const slots = await notebook.read(r => r.items(slot, visitSpace('v')));
    expect(Object.keys(moved).length).toBeGreaterThan(0);
    for (const id of Object.keys(moved)) expect(slots.find(one => one.id === id)?.track).toBe('t1');
    await tap('Kumoa');
    await waitFor(async () => expect(await later()).toEqual({}));
  });

  test('today shows the times as moved and the plan beside them', async () => {
    const { notebook, around } = await lehtolaHour();
    await notebook.write([draft(seat, { space: notesSpace('v'), id: seatId('liisa', 'v') }, { track: 't1' })]);
    showPage(around, TodayPage, { visit: 'v' });
    await fireEvent.click(await screen.findByRole('menuitem', { name: '10 min myöhemmäksi', hidden: true }));
    await screen.findByText(/siirtyi 10 min/);
    await screen.findByText(/^suunnitelmassa /);
    await fireEvent.click(await screen.findByRole('menuitem', { name: 'Takaisin suunnitelman aikoihin', hidden: true }));
    await waitFor(() => expect(screen.queryByText(/^suunnitelmassa /)).toBeNull());
  });

  test('the host is shown nothing of what the visitors recorded', async () => {
    const { notebook, another } = await lehtolaHour();
    await notebook.write([draft(interview, { space: notesSpace('v'), id: 's1' }, { parent: 'v', room: 'Nh 3' })]);
    const hanna = await another({ person: 'hanna' });
    showPage(pageApp(hanna), TodayPage, { visit: 'v' });
    await screen.findByRole('heading', { name: 'Kaupunginjohtaja', level: 2 });
    expect(screen.queryByText('Nh 3')).toBeNull();
  });
});
