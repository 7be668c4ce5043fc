import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { attendance } from '#domain/attendance.ts';
import { followUp, followUpKey, type Aim } from '#domain/follow-up.ts';
import { asked, askedId, interview } from '#domain/interview.ts';
import { note } from '#domain/note.ts';
import { notesSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import InterviewPage from '#ui/pages/interview/InterviewPage.svelte';
import NotePage from '#ui/pages/note/NotePage.svelte';
import { showPage } from '../../../../support/page-app.ts';
import { inInterview, lehtolaHour, notesIn, press, tap, type } from './lehtola-hour.ts';

afterEach(() => {
  cleanup();
  history.replaceState(null, '', '/');
});

const space = notesSpace('v');
const question = 'kysy tekniseltä kuka päättää niittoajat??';
const aims = (notebook: Notebook) => notebook.read(r => r.items(followUp, space)).then(all => all.map(one => one.aim));
const toTechnical: Aim = { to: 'interview', slot: 's3' };

/** Mikko's n7, written in the planner's interview. */
const asks = (aim: Aim | null, id = 'mikko~7', words = question) => [
  draft(note, { space, id }, { parent: 's2', words, sign: 'follow', theme: 'lead', writtenAt: Date.UTC(2026, 9, 14, 7, 21) }),
  draft(followUp, { space, id }, { parent: id, aim }),
];

describe('giving a note to be asked', () => {
  test('two taps in the middle of a text: the focus, the caret and every character stay', async () => {
    const { notebook, around } = await lehtolaHour();
    const field = await inInterview(around);
    await type(field, 'kysy tekniseltä');
    field.setSelectionRange(4, 4);
    await tap('seuranta');
    await tap('Kysy tämä seuraavalta');
    await tap(/^10.45 Tekninen johtaja/);
    expect([document.activeElement, field.selectionStart]).toEqual([field, 4]);
    await screen.findByRole('button', { name: 'Kysytään: 10.45 Tekninen johtaja', expanded: false });
    screen.getByText('lähtee, kun vaihdatte');
    await press(field, 'Enter');
    await waitFor(async () => expect(await aims(notebook)).toEqual([toTechnical]));
    const [written] = await notesIn(notebook);
    expect((await notebook.read(r => r.items(followUp, space)))[0]).toMatchObject({ id: written!.id, parent: written!.id });
    // The sent note says whom it is asked of.
    await screen.findByText(/Kysytään: 10.45 Tekninen johtaja · lähtee, kun vaihdatte/);
  });

  test('before the first character it waits for it, and nothing is written when none comes', async () => {
    const { notebook, around } = await lehtolaHour();
    const field = await inInterview(around);
    await tap('seuranta');
    await tap('Kysy tämä seuraavalta');
    await tap('keneltä tahansa');
    expect(await aims(notebook)).toEqual([]);
    await type(field, 'kuka päättää');
    await waitFor(async () => expect(await aims(notebook)).toEqual([{ to: 'anybody' }]));
  });

  test('on a note already sent, changed and taken back', async () => {
    const { notebook, around } = await lehtolaHour();
    const field = await inInterview(around);
    await type(field, 'kuka päättää');
    await press(field, 'Enter');
    await fireEvent.click(await screen.findByRole('button', { name: /kuka päättää/ }));
    await tap('Kysy tämä seuraavalta');
    await tap('Ryhmältä: Johto');
    await waitFor(async () => expect(await aims(notebook)).toEqual([{ to: 'group', group: 'leadership' }]));
    await tap('Kysytään: Johto');
    expect(screen.getByRole('button', { name: 'Ryhmältä: Johto' }).getAttribute('aria-pressed')).toBe('true');
    await tap('Ei kysytäkään');
    await waitFor(async () => expect(await aims(notebook)).toEqual([null]));
    await screen.findByRole('button', { name: 'Kysy tämä seuraavalta' });
  });

  test('outside interviews too, and Escape closes what was opened', async () => {
    const { notebook, around } = await lehtolaHour();
    showPage(around, NotePage, { visit: 'v' });
    const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Muistiinpano' });
    await type(field, 'kysy kaikilta');
    await tap('seuranta');
    await tap('Kysy tämä seuraavalta');
    const choice = await screen.findByRole('button', { name: 'keneltä tahansa' });
    await fireEvent.keyDown(choice, { key: 'Escape' });
    expect(screen.queryByRole('group', { name: 'Keneltä kysytään' })).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Kysy tämä seuraavalta' }));
    await tap('Kysy tämä seuraavalta');
    await tap('Ryhmältä: Johto');
    await waitFor(async () => expect(await aims(notebook)).toEqual([{ to: 'group', group: 'leadership' }]));
  });

  test('the going-on interview of the other track and the own one are not among those to come', async () => {
    const { notebook, around, another } = await lehtolaHour();
    await (await another({ person: 'mikko' })).write([draft(interview, { space, id: 's2' }, { parent: 'v', startedAt: notebook.wall() })]);
    await inInterview(around);
    await tap('seuranta');
    await tap('Kysy tämä seuraavalta');
    const choices = within(screen.getByRole('group', { name: 'Keneltä kysytään' })).getAllByRole('button');
    expect(choices.map(one => one.textContent.replaceAll(/\s+/g, ' ').trim())).toEqual([
      'keneltä tahansa',
      '10.45 Tekninen johtaja Johto',
      'Ryhmältä: Johto',
    ]);
  });
});

describe('on top of the interview it is for', () => {
  async function technical(aim: Aim | null = toTechnical) {
    const hour = await lehtolaHour();
    const mikko = await hour.another({ person: 'mikko' });
    await mikko.write(asks(aim));
    return { ...hour, mikko };
  }

  test('it stands before the hour and during it, with the words its note has at each moment', async () => {
    const { around, mikko } = await technical();
    showPage(around, InterviewPage, { visit: 'v', slot: 's3' });
    await screen.findByRole('region', { name: 'Kysy myös' });
    screen.getByText(question);
    screen.getByText(/Mikko 10.21, Kaavoituspäällikkö/);
    await mikko.write([draft(note, { space, id: 'mikko~7' }, { words: 'kuka päättää niittoajat?' })]);
    await screen.findByText('kuka päättää niittoajat?');
    await tap('Aloita haastattelu');
    expect(await screen.findByRole('button', { name: /kuka päättää niittoajat/, expanded: false })).toBeTruthy();
  });

  test.each([
    ['taken back', null],
    ['for another', { to: 'interview', slot: 's1' } as const],
    ['for a group that is not heard here', { to: 'group', group: 'civil' } as const],
  ])('not when it is %s', async (_, aim) => {
    const { around } = await technical(aim);
    showPage(around, InterviewPage, { visit: 'v', slot: 's3' });
    await screen.findByRole('button', { name: 'Aloita haastattelu' });
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(screen.queryByText(question)).toBeNull();
  });

  test('marked asked and answered, the answer says what it answers, and the asker sees when and who', async () => {
    const { notebook, around, mikko } = await technical();
    showPage(around, InterviewPage, { visit: 'v', slot: 's3' });
    await tap('Aloita haastattelu');
    await tap(/^kysy tekniseltä/);
    await tap('kysytty');
    await waitFor(async () =>
      expect(await notebook.read(r => r.item(asked, space, askedId('s3', followUpKey('mikko~7'))))).toMatchObject({ state: 'asked' }),
    );
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Muistiinpano' });
    await type(field, 'urakoitsija itse');
    await press(field, 'Enter');
    await waitFor(async () =>
      expect(await notesIn(notebook, 's3')).toMatchObject([{ words: 'urakoitsija itse', answers: 'mikko~7', theme: 'lead', question: '' }]),
    );
    const back = await screen.findByRole('link', { name: /Vastaus: Mikko kysyi/ });
    expect(back.getAttribute('href')).toBe('/visits/v/interviews/s2#mikko~7');
    const [answer] = await notesIn(mikko, 's3');
    // What is written after going back to the question answers nothing.
    await tap(/^Takaisin/);
    await type(field, 'muuta');
    await press(field, 'Enter');
    await waitFor(async () => expect((await notesIn(notebook, 's3')).map(one => one.answers).sort()).toEqual(['', 'mikko~7']));
    cleanup();
    // The link leads to the asker's note, which is open there and leads on to the answer.
    history.replaceState(null, '', back.getAttribute('href'));
    showPage(around, InterviewPage, { visit: 'v', slot: 's2' });
    const there = await screen.findByRole('link', { name: 'Vastattu: 9.34 Liisa' });
    expect(there.getAttribute('href')).toBe(`/visits/v/interviews/s3#${answer!.id}`);
    expect(screen.getByRole('button', { name: new RegExp('kysy tekniseltä'), expanded: true })).toBeTruthy();
  });

  test('for a role group by who came: a deputy of another group is asked what that group is asked', async () => {
    const { notebook, around } = await technical({ to: 'group', group: 'managers' });
    showPage(around, InterviewPage, { visit: 'v', slot: 's3' });
    await screen.findByRole('button', { name: 'Aloita haastattelu' });
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(screen.queryByText(question)).toBeNull();
    await notebook.write([
      draft(attendance, { space, id: 'i3' }, { parent: 's3', state: 'deputy', title: 'Teknisen johtajan sijainen', group: 'managers' }),
    ]);
    expect(await screen.findByText(question)).toBeTruthy();
  });

  test('two who mark it, each on their own, are one mark', async () => {
    const { notebook, mikko } = await technical();
    const where = { space, id: askedId('s3', followUpKey('mikko~7')) };
    for (const who of [notebook, mikko]) await who.write([draft(asked, where, { parent: 's3', state: 'asked' })]);
    expect((await notebook.read(r => r.children(asked, 's3'))).map(one => one.state)).toEqual(['asked']);
  });

  test('what comes or goes during the hour moves nothing until one goes a step on', async () => {
    const { around, mikko } = await technical({ to: 'anybody' });
    showPage(around, InterviewPage, { visit: 'v', slot: 's3' });
    await screen.findByText(question);
    await tap('Aloita haastattelu');
    await screen.findByRole('button', { name: /^kysy tekniseltä/ });
    await mikko.write([
      ...asks(toTechnical, 'mikko~8', 'entä talvihoito?'),
      draft(asked, { space, id: askedId('s1', followUpKey('mikko~7')) }, { parent: 's1', state: 'asked' }),
    ]);
    // What became of it elsewhere is told where it stands.
    await screen.findByRole('button', { name: /^kysy tekniseltä.*Kysytty: 9.34 Mikko/ });
    expect(screen.queryByText('entä talvihoito?')).toBeNull();
    await tap(/^Seuraavaksi/);
    await screen.findByRole('button', { name: /^entä talvihoito/ });
    expect(screen.queryByRole('button', { name: /^kysy tekniseltä/ })).toBeNull();
  });

  test('for anybody it is gone from the next once somebody asked it', async () => {
    const { around, mikko } = await technical({ to: 'anybody' });
    showPage(around, InterviewPage, { visit: 'v', slot: 's3' });
    await screen.findByText(question);
    await mikko.write([draft(asked, { space, id: askedId('s1', followUpKey('mikko~7')) }, { parent: 's1', state: 'came-up' })]);
    await waitFor(() => expect(screen.queryByText(question)).toBeNull());
  });
});

describe('what nobody has asked yet', () => {
  const begun = async () => {
    const hour = await lehtolaHour();
    const mark = (slot: string, id: string, state: 'asked' | 'came-up' | 'skipped') =>
      draft(asked, { space, id: askedId(slot, id) }, { parent: slot, state });
    await hour.notebook.write([
      draft(interview, { space, id: 's1' }, { parent: 'v', startedAt: hour.clock.now, version: hour.version }),
      draft(interview, { space, id: 's2' }, { parent: 'v', startedAt: hour.clock.now, version: hour.version }),
      mark('s1', 'q1', 'asked'),
      mark('s2', 'q1', 'came-up'),
      mark('s2', 'q2', 'skipped'),
    ]);
    return hour;
  };

  test('is said before the hour, and opens to a table of questions and interviews', async () => {
    const { around } = await begun();
    showPage(around, InterviewPage, { visit: 'v', slot: 's3' });
    const summary = (await screen.findByText('Kukaan ei ole vielä kysynyt')).closest('summary')!;
    expect(within(summary).queryByText('Mikä on visio?')).toBeNull();
    within(summary).getByText('Ketkä osallistuivat?');
    await fireEvent.click(summary);
    const table = screen.getByRole('table', { name: 'Mitä missäkin haastattelussa on kysytty' });
    expect(
      within(table)
        .getAllByRole('columnheader', { hidden: true })
        .map(one => one.textContent.trim()),
    ).toEqual(['Kysymys', '9.30 Kaupunginjohtaja', '9.30 Kaavoituspäällikkö']);
    const cells = (words: string) =>
      within(within(table).getByRole('row', { name: new RegExp(words) }))
        .getAllByRole('cell')
        .map(cell => cell.querySelector('.state')!.textContent.trim());
    expect([cells('Mikä on visio'), cells('Ketkä osallistuivat'), cells('Miten roolit')]).toEqual([
      ['kysytty', 'tuli jo ilmi'],
      ['ei vielä', 'ohitettiin'],
      ['ei vielä', 'ei vielä'],
    ]);
    screen.getByText('Aloitettuja haastatteluja, joista tämä laite tietää: 2');
  });

  test('is not said while no interview has begun', async () => {
    const { around } = await lehtolaHour();
    showPage(around, InterviewPage, { visit: 'v', slot: 's3' });
    await screen.findByRole('button', { name: 'Aloita haastattelu' });
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(screen.queryByText('Kukaan ei ole vielä kysynyt')).toBeNull();
  });
});
