import { readFileSync } from 'node:fs';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { interview } from '#domain/interview.ts';
import { interviewee, slot, track } from '#domain/slot.ts';
import { notesSpace, visitSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import ImportPage from '#ui/pages/import/ImportPage.svelte';
import PlanPage from '#ui/pages/plan/PlanPage.svelte';
import { memoryNotebook } from '../../../support/memory-notebook.ts';
import { pageApp, showPage } from '../../../support/page-app.ts';

afterEach(cleanup);

const space = visitSpace('v');
const lehtola = readFileSync('tests/fixtures/vierailupaiva.csv');
const heading = 'Klo\tHaastateltava\tTehtävä\tRyhmä\tTila\tHuom';
const rows = {
  opening: '9.00–9.30\tYhteinen aloitus\tKaikki\t\tValtuustosali\t',
  mayor: '9.30–10.30\tMarja-Leena Esimerkki\tKaupunginjohtaja\tJohto\tValtuustosali\t',
  planner: '9.30–10.30\tÅsa Mallström\tKaavoituspäällikkö\tPäälliköt\tNh 2\tHaastattelu ruotsiksi',
  forester: '12.30\tOlavi Oletus\tMetsätalousinsinööri\tas.yhd.\tNh 2\t',
};

const plan = (notebook: Notebook) =>
  notebook.read(async r => ({
    slots: (await r.items(slot, space)).sort((a, b) => (a.start + a.room < b.start + b.room ? -1 : 1)),
    people: await r.items(interviewee, space),
    tracks: (await r.items(track, space)).sort((a, b) => a.order - b.order),
  }));

async function importing(who: 'tuula' | 'hanna' | 'liisa' = 'tuula', before?: (notebook: Notebook) => Promise<unknown>) {
  const made = await memoryNotebook('tuula');
  await before?.(made.notebook);
  const notebook = who === 'tuula' ? made.notebook : await made.another({ person: who });
  const around = pageApp(notebook);
  showPage(around, ImportPage, { visit: 'v' });
  return { notebook, coordinator: made.notebook, went: around.went };
}

const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));
const paste = async (...lines: string[]) => {
  await fireEvent.input(await screen.findByLabelText('Tai liitä solut tähän'), { target: { value: [heading, ...lines].join('\n') } });
  await press('Lue solut');
};
const give = async (name: string, bytes: Uint8Array | string) => {
  const input = await screen.findByLabelText('Valitse tiedosto');
  Object.defineProperty(input, 'files', { value: [new File([bytes as BlobPart], name)], configurable: true });
  await fireEvent.change(input);
};
const stored = async (notebook: Notebook) => (await plan(notebook)).slots.length;

// A whole day is a large document for happy-dom's questions by role.
describe('bringing in a day', { timeout: 20_000 }, () => {
  test('of a table that is longer than what is read says so', async () => {
    await importing();
    await give('pitka.csv', `Klo;Nimi\n${'9.30;Åsa\n'.repeat(12)}${';\n'.repeat(5_000)}10.45;Jukka\n`);
    await screen.findByText(/luettiin ensimmäiset 5000 riviä ja 100 saraketta/);
  });

  test('stores nothing before it is confirmed, and then the whole day in one act', async () => {
    const { notebook, went } = await importing();
    await give('vierailupaiva.csv', lehtola);
    await screen.findByText('12 riviä on valmiina');
    expect(await stored(notebook)).toBe(0);
    await press('Tuo 12 riviä');
    await screen.findByText(/Tuotu\./);
    expect(went).toEqual(['/visits/v/plan']);
    const { slots, people, tracks } = await plan(notebook);
    expect(slots.map(one => one.type)).toEqual([
      'opening',
      'interview',
      'interview',
      'interview',
      'interview',
      'break',
      'interview',
      'interview',
      'interview',
      'interview',
      'debrief',
      'feedback',
    ]);
    expect(people).toHaveLength(8);
    expect(people.find(one => one.name === 'Åsa Mallström')).toMatchObject({
      title: 'Kaavoituspäällikkö',
      group: 'managers',
      isConfirmed: false,
    });
    expect(tracks.map(one => one.name)).toEqual(['Valtuustosali', 'Neuvotteluhuone 2']);
    expect(new Set(slots.filter(one => one.type === 'interview').map(one => one.track))).toEqual(new Set(tracks.map(one => one.id)));
  });

  test('is undone as one from the plan that it leads to, and only there', async () => {
    const { notebook, went } = await importing();
    await paste(rows.opening, rows.mayor);
    await press('Tuo 2 riviä');
    await waitFor(() => expect(went).toEqual(['/visits/v/plan']));
    cleanup();
    const around = pageApp(notebook);
    showPage(around, PlanPage, { visit: 'v' });
    await press('Kumoa tuonti');
    await waitFor(async () => expect((await plan(notebook)).slots).toEqual([]));
    expect(await plan(notebook)).toMatchObject({ people: [], tracks: [] });
    expect(around.said).toEqual(['Kumottu. Kumoamisenkin voi kumota.']);
    cleanup();
    showPage(pageApp(notebook), PlanPage, { visit: 'v' });
    await screen.findByRole('link', { name: 'Viimeisimmät muutokset' });
    expect(screen.queryByRole('button', { name: 'Kumoa tuonti' })).toBeNull();
  });

  test('lets rows wait that only a person can settle, and blocks nothing with them', async () => {
    const { notebook, went } = await importing();
    await paste(rows.opening, rows.mayor, rows.planner, rows.forester);
    await screen.findByRole('heading', { name: '3 riviä on valmiina, yksi kysyy sinulta' });
    const asks = await screen.findByRole('region', { name: 'Nämä tarvitsevat sinua' });
    expect(within(asks).getByText('Loppuaika puuttuu')).toBeDefined();
    expect(within(asks).getByText('Ryhmää ”as.yhd.” ei tunneta: Olavi Oletus')).toBeDefined();
    await press('Tuo 3 riviä');
    await waitFor(async () => expect(await stored(notebook)).toBe(3));
    expect(went).toEqual([]);
    await press('12.30–13.30 sopii');
    await press('Järjestöt ja asukkaat');
    await press('Tee muutokset');
    await waitFor(async () => expect(await stored(notebook)).toBe(4));
    const { slots, people, tracks } = await plan(notebook);
    const forester = slots.find(one => one.start === '12:30')!;
    expect(forester.end).toBe('13:30');
    expect(people.find(one => one.parent === forester.id)?.group).toBe('civil');
    expect(tracks.find(one => one.id === forester.track)?.name).toBe('Nh 2');
  });

  test('shows what a corrected file changes, keeps what was corrected by hand and touches no note', async () => {
    const { notebook } = await importing();
    await paste(rows.opening, rows.mayor, rows.planner);
    await press('Tuo 3 riviä');
    await screen.findByText(/Tuotu\./);
    const before = await plan(notebook);
    const [, mayor, planner] = [
      before.slots[0]!,
      before.slots.find(one => one.room === 'Valtuustosali' && one.type === 'interview')!,
      before.slots.find(one => one.room === 'Nh 2')!,
    ];
    await notebook.write([
      draft(slot, { space, id: planner.id }, { room: 'Nh 3' }),
      draft(interview, { space: notesSpace('v'), id: mayor.id }, { startedAt: 1 }),
    ]);
    await press('Vaihda tiedosto');
    await paste(
      rows.planner,
      rows.mayor.replace('9.30–10.30', '9.45–10.45'),
      '10.45–11.45\tJukka Näyte\tTekninen johtaja\tJohto\tValtuustosali\t',
    );
    const diff = await screen.findByRole('region', { name: /tuotu jo aiemmin/ });
    for (const words of ['Yksi lisätään', 'Yksi muuttuu', 'Yksi jää pois', 'Yksi ennallaan', 'Käsin korjattu pysyy: Åsa Mallström'])
      expect(within(diff).getByText(words)).toBeDefined();
    await press('Tee muutokset');
    await screen.findByText(/Tuotu\./);
    const after = await plan(notebook);
    const now = (id: string) => after.slots.find(one => one.id === id)!;
    expect(now(planner.id).room).toBe('Nh 3');
    expect(now(mayor.id)).toMatchObject({ start: '09:45', end: '10:45', track: mayor.track });
    expect(now(before.slots[0]!.id).isCancelled).toBe(true);
    expect(await notebook.read(r => r.item(interview, notesSpace('v'), mayor.id))).toMatchObject({ startedAt: 1 });
    expect(after.slots.find(one => one.title === '' && one.start === '10:45')?.track).toBe(mayor.track);
  });

  test('brings back what an import cancelled, and not what a person did', async () => {
    const { notebook } = await importing();
    await paste(rows.opening, rows.mayor, rows.planner);
    await press('Tuo 3 riviä');
    await screen.findByText(/Tuotu\./);
    const planner = (await plan(notebook)).slots.find(one => one.room === 'Nh 2')!;
    await press('Vaihda tiedosto');
    await paste(rows.opening, rows.mayor);
    await press('Tee muutokset');
    await waitFor(async () => expect((await plan(notebook)).slots.find(one => one.id === planner.id)?.isCancelled).toBe(true));
    await press('Vaihda tiedosto');
    await paste(rows.opening, rows.mayor, rows.planner);
    await press('Tee muutokset');
    await waitFor(async () => expect((await plan(notebook)).slots.find(one => one.id === planner.id)?.isCancelled).toBe(false));
    const { cancelled: _, ...imported } = (await plan(notebook)).slots.find(one => one.id === planner.id)!.imported;
    await notebook.write([draft(slot, { space, id: planner.id }, { isCancelled: true, imported })]);
    await press('Vaihda tiedosto');
    await paste(rows.opening, rows.mayor, rows.planner);
    await screen.findByRole('heading', { name: 'Tiedosto ja suunnitelma ovat samat' });
  });

  test('takes a person’s word for what a column is', async () => {
    const { notebook } = await importing();
    await fireEvent.input(await screen.findByLabelText('Tai liitä solut tähän'), {
      target: { value: 'Klo\tNimi\tMuu\n9.30–10.30\tJukka Näyte\tTekninen johtaja\n10.45–11.45\tSirkka Malli\tRehtori' },
    });
    await press('Lue solut');
    await fireEvent.change(await screen.findByLabelText('Muu'), { target: { selectedIndex: 4 } });
    for (const button of await screen.findAllByRole('button', { name: 'Ei ryhmää' })) await fireEvent.click(button);
    await press('Tuo 2 riviä');
    await waitFor(async () => expect((await plan(notebook)).people.map(one => one.title).sort()).toEqual(['Rehtori', 'Tekninen johtaja']));
  });

  test.each([
    ['tyhja.csv', '', /tyhja\.csv on tyhjä\. Mitään ei tallennettu\./],
    ['kuva.xlsx', 'PNG, ei taulukko', /kuva\.xlsx ei ole taulukko/],
    ['vanha.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...Buffer.from('Workbook\0', 'utf16le')]), /vanhaa Excel-muotoa/],
    ['iso.csv', new Uint8Array(21 * 1024 * 1024).fill(65), /liian suuri: 22 Mt.*enintään 21 Mt/],
  ])('says what is wrong with %s and stores nothing', async (name, bytes, words) => {
    const { notebook } = await importing();
    await give(name, bytes);
    expect(await screen.findByText(words)).toBeDefined();
    expect(await stored(notebook)).toBe(0);
  });

  test('says where a heading stands twice', async () => {
    await importing();
    await fireEvent.input(await screen.findByLabelText('Tai liitä solut tähän'), {
      target: { value: 'Klo\tNimi\tNimi\n9.30–10.30\tJukka Näyte\tToinen' },
    });
    await press('Lue solut');
    expect(
      await screen.findByText('Otsikko ”Nimi” on kahdesti, sarakkeissa 2 ja 3. Ensimmäistä käytetään. Valitse toisin, jos se on väärä.'),
    ).toBeDefined();
  });

  test('asks about a day that is in no calendar, with its row and column', async () => {
    const { notebook } = await importing();
    await paste(rows.opening, rows.mayor.replace('9.30–10.30', '31.2.2026 klo 9.30–10.30'));
    const asks = await screen.findByRole('region', { name: 'Nämä tarvitsevat sinua' });
    expect(within(asks).getByText(/Tiedostossa lukee ”31\.2\.2026 klo 9\.30–10\.30”/)).toBeDefined();
    expect(within(asks).getByText(/Rivi 3, sarake/)).toBeDefined();
    expect(await stored(notebook)).toBe(0);
  });

  test('says which row holds more than there is room for, and stores nothing of the others', async () => {
    const { notebook } = await importing();
    await paste(rows.opening, rows.mayor.replace('Valtuustosali', 'Valtuustosali '.repeat(40)));
    await press('Tuo 2 riviä');
    expect(
      await screen.findByText(
        /Rivillä 3 sarakkeessa Tila on liian pitkä teksti: ”Valtuustosali .*enintään 300 merkkiä.*Mitään ei tallennettu\./,
      ),
    ).toBeDefined();
    expect(await stored(notebook)).toBe(0);
  });

  test('is the host’s too, who is shown nothing of the notes', async () => {
    const { notebook, coordinator } = await importing('hanna', made =>
      made.write([draft(interview, { space: notesSpace('v'), id: 's' }, { startedAt: 1 })]),
    );
    await paste(rows.opening, rows.mayor);
    await press('Tuo 2 riviä');
    await waitFor(async () => expect(await stored(notebook)).toBe(2));
    expect(await coordinator.read(r => r.items(interview, notesSpace('v')))).toHaveLength(1);
  });

  test('is not a visitor’s', async () => {
    await importing('liisa');
    expect(await screen.findByText('Aikataulun tuo isäntä tai koordinaattori')).toBeDefined();
    expect(document.querySelector('input[type=file]')).toBeNull();
  });
});
