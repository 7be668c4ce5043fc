import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { interviewee, slot, track } from '#domain/slot.ts';
import { visitSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import PlanPage from '#ui/pages/plan/PlanPage.svelte';
import { memoryNotebook } from '../../../support/memory-notebook.ts';
import { pageApp, showPage } from '../../../support/page-app.ts';

afterEach(cleanup);

const space = visitSpace('v');
const at = (id: string) => ({ space, id });

const day = [
  draft(track, at('t1'), { name: 'Valtuustosali', order: 0 }),
  draft(track, at('t2'), { name: 'Nh 2', order: 1 }),
  draft(slot, at('lunch'), { type: 'break', title: 'Lounas', start: '11:45', end: '12:30' }),
  draft(slot, at('mayor'), { start: '09:30', end: '10:30', room: 'Valtuustosali', track: 't1' }),
  draft(slot, at('forester'), { start: '12:00', end: '13:00', room: 'Nh 2', track: 't2' }),
  draft(interviewee, at('p1'), {
    parent: 'mayor',
    name: 'Marja-Leena Esimerkki',
    title: 'Kaupunginjohtaja',
    group: 'leadership',
    isConfirmed: true,
  }),
  draft(interviewee, at('p2'), { parent: 'forester', name: 'Olavi Oletus', title: 'Metsätalousinsinööri', group: 'specialists' }),
];

async function planning(who: 'tuula' | 'hanna' | 'liisa' = 'tuula') {
  const made = await memoryNotebook('tuula');
  await made.notebook.write(day);
  const notebook = who === 'tuula' ? made.notebook : await made.another({ person: who });
  const around = pageApp(notebook);
  showPage(around, PlanPage, { visit: 'v' });
  await screen.findAllByText(/Olavi Oletus/);
  return { notebook, around };
}

const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));
const slotNow = (notebook: Notebook, id: string) => notebook.read(r => r.item(slot, space, id));
const fill = async (label: string, value: string) => {
  const field = await screen.findByLabelText(label);
  await fireEvent.input(field, { target: { value } });
  await fireEvent.blur(field);
};

describe('the plan of the day', { timeout: 20_000 }, () => {
  test('says what does not fit, who is unconfirmed and which groups are missing', async () => {
    await planning();
    expect(screen.getByText('Olavi Oletus alkaa 12.00, ja Lounas on silloin kesken.')).toBeDefined();
    expect(screen.getByText(/Yksi päällekkäisyys, yksi vahvistamatta, ryhmä puuttuu: Päälliköt/)).toBeDefined();
    expect(screen.getByText('2 haastateltavaa')).toBeDefined();
  });

  test('moves a clashing interview by one press', async () => {
    const { notebook, around } = await planning();
    await press('Siirrä 12.30–13.30');
    await waitFor(async () => expect(await slotNow(notebook, 'forester')).toMatchObject({ start: '12:30', end: '13:30' }));
    expect(around.said.at(-1)).toBe('Olavi Oletus siirretty: 12.30–13.30.');
  });

  test('confirms one person where they stand', async () => {
    const { notebook } = await planning();
    await press('Vahvista Olavi Oletus');
    await waitFor(async () => expect((await notebook.read(r => r.item(interviewee, space, 'p2')))?.isConfirmed).toBe(true));
  });

  test('adds an interview of two people by hand, and says what is missing first', async () => {
    const { notebook } = await planning();
    await press('Lisää rivi');
    await press('Tallenna');
    expect(screen.getByText('Anna alkamisaika.')).toBeDefined();
    await fill('Alkaa', '13.45');
    await fill('Päättyy', '13');
    expect(screen.getByText('Päättyy ennen kuin alkaa. Alku on 13.45.')).toBeDefined();
    await fill('Päättyy', '1445');
    await fill('Nimi', 'Riikka Kuvitteellinen');
    await press('Lisää haastateltava');
    const second = within(screen.getByRole('group', { name: 'Haastateltava 2' }));
    await fireEvent.input(second.getByLabelText('Nimi'), { target: { value: 'Teppo Tarina' } });
    await press('Tallenna');
    await waitFor(async () =>
      expect((await notebook.read(r => r.items(slot, space))).some(one => one.start === '13:45' && one.end === '14:45')).toBe(true),
    );
    const made = (await notebook.read(r => r.items(slot, space))).find(one => one.start === '13:45')!;
    expect((await notebook.read(r => r.children(interviewee, made.id))).map(one => one.name).sort()).toEqual([
      'Riikka Kuvitteellinen',
      'Teppo Tarina',
    ]);
  });

  test('writes only what was changed, so that two who edit one row keep both', async () => {
    const { notebook } = await planning();
    await press(/9.30–10.30/);
    await notebook.write([draft(slot, at('mayor'), { room: 'Nh 3' })]);
    await fill('Huomautus tiimille', 'Tulee pyörällä');
    await press('Tallenna');
    await waitFor(async () =>
      expect(await slotNow(notebook, 'mayor')).toMatchObject({ room: 'Nh 3', remark: 'Tulee pyörällä', start: '09:30' }),
    );
  });

  test('cancels a row and brings it back', async () => {
    const { notebook } = await planning();
    await press(/9.30–10.30/);
    await press('Peru rivi');
    await waitFor(async () => expect((await slotNow(notebook, 'mayor'))?.isCancelled).toBe(true));
    await press('Palauta Marja-Leena Esimerkki');
    await waitFor(async () => expect((await slotNow(notebook, 'mayor'))?.isCancelled).toBe(false));
  });

  test('is the host’s to edit, and only the visitors’ to read', async () => {
    await planning('hanna');
    expect(screen.getByRole('button', { name: 'Lisää rivi' })).toBeDefined();
    cleanup();
    await planning('liisa');
    expect(screen.queryByRole('button', { name: 'Lisää rivi' })).toBeNull();
    expect(screen.getByText('Aikataulua muuttavat isäntäkunnan yhteyshenkilö ja koordinaattori.')).toBeDefined();
  });
});
