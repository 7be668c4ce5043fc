import { cleanup, fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { asked, interview } from '#domain/interview.ts';
import { note } from '#domain/note.ts';
import { ownQuestion } from '#domain/own-question.ts';
import { notesSpace, programmeSpace } from '#domain/spaces.ts';
import { versionId } from '#domain/template-content.ts';
import { template, templateVersion } from '#domain/template.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import InterviewPage from '#ui/pages/interview/InterviewPage.svelte';
import type { Told } from '#ui/told.ts';
import { pageApp, showPage } from '../../../../support/page-app.ts';
import { content, inInterview, lehtolaHour, notesIn, press, tap, type } from './lehtola-hour.ts';

afterEach(cleanup);

const ownQuestions = (notebook: Notebook) => notebook.read(r => r.children(ownQuestion, 's1'));
const held = (notebook: Notebook) => notebook.read(r => r.item(interview, notesSpace('v'), 's1'));

describe('the hour of an interview', () => {
  test('a late start shortens it, and the start is written down with the version of the template', async () => {
    const { notebook, around, clock, version } = await lehtolaHour();
    await inInterview(around);
    expect(screen.getAllByText('56 min jäljellä').length).toBeGreaterThan(0);
    expect(await held(notebook)).toMatchObject({ startedAt: clock.now, version });
  });

  test('the clock changes with the minute, and speaks at ten and at five minutes', async () => {
    const { around, clock } = await lehtolaHour();
    const minute = around.app.minute as Told<number>;
    await inInterview(around);
    const toMinutesLeft = (left: number) => {
      clock.now = Date.UTC(2026, 9, 14, 7, 30 - left);
      minute.tell(clock.now);
    };
    for (const left of [12, 11, 10, 9, 6, 5, 4]) toMinutesLeft(left);
    await screen.findByText('4 min jäljellä');
    expect(around.said).toEqual(['10 minuuttia jäljellä', '5 minuuttia jäljellä']);
    toMinutesLeft(-3);
    await screen.findByText('3 min yli');
  });

  test('opening words are ticked before the start, and can be seen later', async () => {
    const { notebook, around } = await lehtolaHour();
    showPage(around, InterviewPage, { visit: 'v', slot: 's1' });
    await fireEvent.click(await screen.findByRole('checkbox', { name: 'Olemme vertaisia.' }));
    await waitFor(async () => expect((await held(notebook))?.opening).toEqual(['0']));
    await tap('Aloita haastattelu');
    await fireEvent.click(await screen.findByRole('menuitem', { name: 'Alkusanat ja paikallaolijat', hidden: true }));
    expect((await screen.findByRole<HTMLInputElement>('checkbox', { name: 'Olemme vertaisia.' })).checked).toBe(true);
  });

  test('a question is marked asked, and stays in hand until one goes on', async () => {
    const { notebook, around } = await lehtolaHour();
    await inInterview(around);
    await tap('kysytty');
    await waitFor(() => expect(screen.getByRole('button', { name: 'kysytty' }).getAttribute('aria-pressed')).toBe('true'));
    screen.getByRole('heading', { name: 'Mikä on visio?' });
    expect((await notebook.read(r => r.children(asked, 's1'))).map(one => [one.id, one.state])).toEqual([['s1.q1', 'asked']]);
    await tap(/Seuraavaksi/);
    await screen.findByRole('heading', { name: 'Ketkä osallistuivat?' });
  });

  test('the close shows what was missed, and a tap leads there', async () => {
    const { around } = await lehtolaHour();
    await inInterview(around);
    await tap('kysytty');
    await fireEvent.click(await screen.findByRole('menuitem', { name: /^Muu/, hidden: true }));
    await screen.findByText('2 kysymystä on vielä kysymättä');
    expect(screen.queryByRole('button', { name: 'Mikä on visio?' })).toBeNull();
    await tap('Miten roolit on määritelty?');
    await screen.findByRole('heading', { name: 'Miten roolit on määritelty?' });
  });

  test('a question typed on the spot stands under the theme in hand, is asked like the others, and is kept from its first letter', async () => {
    const { notebook, around, store } = await lehtolaHour();
    await inInterview(around);
    await fireEvent.click(await screen.findByRole('menuitem', { name: 'Lisää oma kysymys', hidden: true }));
    const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Oma kysymys' });
    await type(field, 'Kuka päättää?');
    await waitFor(async () => expect(await store.read(reader => reader.opens())).toHaveLength(1));
    await press(field, 'Enter');
    await waitFor(async () => expect(await ownQuestions(notebook)).toMatchObject([{ words: 'Kuka päättää?', theme: 'lead' }]));
    await screen.findByRole('heading', { name: 'Kuka päättää?' });
    screen.getByText('3/3');
    await tap('kysytty');
    const [own] = await ownQuestions(notebook);
    await waitFor(async () =>
      expect((await notebook.read(r => r.children(asked, 's1'))).map(one => [one.id, one.state])).toEqual([
        [`s1.${own!.id.replace('~', '.')}`, 'asked'],
      ]),
    );
    const composer = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Muistiinpano' });
    await type(composer, 'Valtuusto');
    await press(composer, 'Enter');
    await waitFor(async () => expect(await notesIn(notebook)).toMatchObject([{ theme: 'lead', question: own!.id.replace('~', '.') }]));
  });

  test('one left without words leaves nothing behind', async () => {
    const { notebook, around } = await lehtolaHour();
    await inInterview(around);
    await fireEvent.click(await screen.findByRole('menuitem', { name: 'Lisää oma kysymys', hidden: true }));
    await press(await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Oma kysymys' }), 'Enter');
    await waitFor(async () => expect(await ownQuestions(notebook)).toEqual([]));
  });

  test('a second interview begun while one is running says so, and can be begun all the same', async () => {
    const { around, notebook, clock } = await lehtolaHour();
    await notebook.write([draft(interview, { space: notesSpace('v'), id: 's3' }, { parent: 'v', startedAt: clock.now })]);
    showPage(around, InterviewPage, { visit: 'v', slot: 's1' });
    const said = await screen.findByText(/^Tekninen johtaja on vielä kesken samassa linjassa/);
    expect(said.querySelector('a')?.getAttribute('href')).toBe('/visits/v/interviews/s3');
    await tap('Aloita haastattelu');
    await waitFor(async () => expect((await held(notebook))?.startedAt).toBe(clock.now));
  });

  test('the version it began with stays, whatever becomes of the template', async () => {
    const { coordinator, around } = await lehtolaHour();
    await inInterview(around);
    const changed = { ...content, themes: [{ ...content.themes[0]!, questions: [{ id: 'q1', words: 'Aivan muu kysymys' }] }] };
    const home = { space: programmeSpace('p') };
    await coordinator.write([
      draft(templateVersion, { ...home, id: versionId(changed) }, { parent: 't', content: changed }),
      draft(template, { ...home, id: 't' }, { version: versionId(changed) }),
    ]);
    await new Promise(resolve => setTimeout(resolve, 50));
    screen.getByRole('heading', { name: 'Mikä on visio?' });
    expect(screen.queryByText('Aivan muu kysymys')).toBeNull();
  });

  test('an interview without a template is begun and written in', async () => {
    const { coordinator, notebook, around } = await lehtolaHour();
    await coordinator.write([draft(template, { space: programmeSpace('p'), id: 't' }, { version: '' })]);
    await inInterview(around);
    await screen.findByText(/ei ole pohjaa/);
    expect(await held(notebook)).toMatchObject({ version: '' });
  });
});

describe('others', () => {
  test('their new notes move nothing: a pill says how many, and shows them', async () => {
    const { around, another } = await lehtolaHour();
    const mikko = await another({ person: 'mikko' });
    const written = (id: string, words: string) =>
      draft(note, { space: notesSpace('v'), id: `mikko~${id}` }, { parent: 's1', words, theme: 'lead', question: 'q1', writtenAt: 1 });
    await mikko.write([written('a', 'jo täällä')]);
    await inInterview(around);
    await screen.findByText('jo täällä');
    await mikko.write([written('b', 'uusi yksi'), written('c', 'uusi kaksi')]);
    const pill = await screen.findByRole('button', { name: '2 uutta' });
    expect(screen.queryByText('uusi yksi')).toBeNull();
    await fireEvent.click(pill);
    await screen.findByText('uusi yksi');
    screen.getAllByText('Mikko');
    expect(screen.queryByRole('button', { name: '2 uutta' })).toBeNull();
  });

  test('the host contact is shown no note, and nothing of the notes space is read', async () => {
    const { another } = await lehtolaHour();
    const around = pageApp(await another({ person: 'hanna' }));
    showPage(around, InterviewPage, { visit: 'v', slot: 's1' });
    await screen.findByText('Muistiinpanot ovat vierailijoiden omat');
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  test('an interview that is not there says so', async () => {
    const { around } = await lehtolaHour();
    showPage(around, InterviewPage, { visit: 'v', slot: 'gone' });
    expect(await screen.findByText('Tätä haastattelua ei ole tässä laitteessa')).toBeTruthy();
  });
});
