import { cleanup, fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { municipality } from '#domain/municipality.ts';
import { person } from '#domain/person.ts';
import { programme as programmeKind } from '#domain/programme.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { team } from '#domain/team.ts';
import { question, template, theme } from '#domain/template.ts';
import { visit } from '#domain/visit.ts';
import ProgrammePage from '#ui/pages/programme/ProgrammePage.svelte';
import { memoryNotebook } from '../../../support/memory-notebook.ts';
import { pageApp, showPage } from '../../../support/page-app.ts';

afterEach(cleanup);

const home = programmeSpace('p');

async function programme(who: 'tuula' | 'liisa' = 'tuula') {
  const { notebook } = await memoryNotebook(who, { now: Date.UTC(2026, 9, 5, 6) });
  const around = pageApp(notebook);
  showPage(around, ProgrammePage, {});
  await screen.findAllByText('Lehtola');
  return { notebook, around };
}
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));
const pressLast = async (name: string) => fireEvent.click((await screen.findAllByRole('button', { name })).at(-1)!);

describe('the programme', { timeout: 20_000 }, () => {
  test('says what comes next for a visit, and leads there', async () => {
    await programme();
    expect(screen.getByText('Yksi asia odottaa sinua')).toBeDefined();
    expect(screen.getByText('9 päivän päästä')).toBeDefined();
    expect(screen.getByRole('link', { name: 'Tuo aikataulu' }).getAttribute('href')).toBe('/visits/v/import');
  });

  test('takes in a municipality with its team and its host contact in one act', async () => {
    const { notebook } = await programme();
    await press('Lisää kunta');
    await pressLast('Tallenna');
    expect(screen.getByText('Anna kunnalle nimi.')).toBeDefined();
    await fireEvent.input(screen.getByLabelText('Kunnan nimi'), { target: { value: 'lehtola' } });
    expect(screen.getByText('lehtola on jo ohjelmassa.')).toBeDefined();
    await fireEvent.input(screen.getByLabelText('Kunnan nimi'), { target: { value: 'Suvantola' } });
    const [first, second] = screen.getAllByLabelText('Nimi 1');
    await fireEvent.input(first!, { target: { value: 'Liisa' } });
    expect(screen.getByText('Nimi Liisa on jo toisella. Lisää sukunimi, jotta heidät erottaa.')).toBeDefined();
    await fireEvent.input(first!, { target: { value: 'Liisa Suo' } });
    await fireEvent.input(second!, { target: { value: 'Veikko' } });
    await pressLast('Tallenna');
    await screen.findAllByText('Suvantola');
    const { found, own, people } = await notebook.read(async r => ({
      found: (await r.items(municipality, home)).find(one => one.name === 'Suvantola')!,
      own: await r.items(team, home),
      people: await r.items(person, home),
    }));
    expect(people.find(one => one.name === 'Liisa Suo')).toMatchObject({
      roles: ['visitor'],
      team: own.find(one => one.municipality === found.id)!.id,
      hasJoined: false,
    });
    expect(people.find(one => one.name === 'Veikko')).toMatchObject({ roles: ['host'], municipality: found.id });
  });

  test('lets nobody visit themselves, and wants a day', async () => {
    const { notebook } = await programme();
    await press('Lisää vierailu');
    const host = screen.getByLabelText<HTMLSelectElement>('Isäntäkunta');
    await fireEvent.change(host, { target: { selectedIndex: 2 } });
    expect(screen.queryByLabelText('Kaislaniemi')).toBeNull();
    await fireEvent.click(screen.getByLabelText('Hirsikoski'));
    await pressLast('Tallenna');
    expect(screen.getByText('Anna päivä.')).toBeDefined();
    const day = screen.getByLabelText('Vierailupäivä');
    await fireEvent.input(day, { target: { value: '2026-11-05' } });
    await fireEvent.blur(day);
    await pressLast('Tallenna');
    await waitFor(async () =>
      expect((await notebook.read(r => r.items(visit, home))).find(one => one.date === '2026-11-05')).toMatchObject({
        host: 'kaislaniemi',
        teams: ['team-h'],
      }),
    );
  });

  test('names the role groups in words of its own', async () => {
    const { notebook } = await programme();
    await press('Muuta tietoja');
    await fireEvent.input(await screen.findByLabelText('Järjestöt ja asukkaat'), { target: { value: ' Yhdistykset ' } });
    await pressLast('Tallenna');
    await waitFor(async () =>
      expect((await notebook.read(r => r.items(programmeKind, home)))[0]!.groupWords).toEqual({ civil: 'Yhdistykset' }),
    );
  });

  test('makes a template from what comes with the product and opens it', async () => {
    const { notebook, around } = await programme();
    await fireEvent.click(await screen.findByText('Luonnon monimuotoisuus'));
    await waitFor(() => expect(around.went).toHaveLength(1));
    const made = (await notebook.read(r => r.items(template, home)))[0]!;
    expect(around.went[0]).toBe(`/templates/${made.id}`);
    const themes = await notebook.read(r => r.children(theme, made.id));
    expect(themes.reduce((sum, one) => sum + one.minutes, 0)).toBe(60);
    expect((await notebook.read(r => r.items(question, home))).length).toBeGreaterThan(7);
  });

  test('is only read by those who do not coordinate', async () => {
    await programme('liisa');
    expect(screen.queryByRole('button', { name: 'Lisää kunta' })).toBeNull();
    expect(screen.getByText(/Ohjelmaa muuttaa koordinaattori/)).toBeDefined();
  });
});
