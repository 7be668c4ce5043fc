import { cleanup, fireEvent, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { seat, seatId } from '#domain/interview.ts';
import { part } from '#domain/part.ts';
import { notesSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import InterviewPage from '#ui/pages/interview/InterviewPage.svelte';
import TodayPage from '#ui/pages/today/TodayPage.svelte';
import { showPage } from '../../../../support/page-app.ts';
import { lehtolaHour } from './lehtola-hour.ts';

afterEach(cleanup);

/** Liisa and Timo sit in the first track. */
async function twoInRoom() {
  const made = await lehtolaHour();
  const timo = await made.another({ person: 'timo' });
  const sit = (who: Notebook, person: string) =>
    who.write([draft(seat, { space: notesSpace('v'), id: seatId(person, 'v') }, { parent: 'v', track: 't1' })]);
  await sit(made.notebook, 'liisa');
  await sit(timo, 'timo');
  return { ...made, timo };
}

const give = async (name: string, what: string) =>
  fireEvent.click(within(await screen.findByRole('group', { name: `${name}: rooli tällä tunnilla` })).getByRole('button', { name: what }));

describe('who does what in the hour', () => {
  test('is given by one tap each; nobody or two who write is said', async () => {
    const { notebook, around } = await twoInRoom();
    showPage(around, InterviewPage, { visit: 'v', slot: 's1' });
    await give('Sinä', 'haastattelija');
    await screen.findByText('Kukaan ei ole kirjaaja.');
    await give('Timo', 'kirjaaja');
    await screen.findByText('Kirjaaja: Timo');
    await give('Sinä', 'kirjaaja');
    await screen.findByText('Kirjaajia on useampi: sinä ja Timo');
    await give('Sinä', 'kirjaaja');
    await screen.findByText('Kirjaaja: Timo');
    const given = await notebook.read(r => r.children(part, 's1'));
    expect(given.map(one => [one.person, one.part])).toEqual([
      ['liisa', 'none'],
      ['timo', 'recorder'],
    ]);
  });

  test('two tablets that give parts without meeting have both, and each is told of two who write', async () => {
    const { notebook, timo, around } = await twoInRoom();
    const write = (by: Notebook, person: string) =>
      by.write([draft(part, { space: notesSpace('v'), id: `s1.${person}` }, { parent: 's1', person, part: 'recorder' })]);
    await write(notebook, 'liisa');
    await write(timo, 'timo');
    showPage(around, InterviewPage, { visit: 'v', slot: 's1' });
    await screen.findByText('Kirjaajia on useampi: sinä ja Timo');
  });

  test('rotates: the hour before in this track is remembered, and today says who writes now', async () => {
    const { notebook, around } = await twoInRoom();
    for (const [person, what] of [
      ['liisa', 'recorder'],
      ['timo', 'interviewer'],
    ] as const)
      await notebook.write([draft(part, { space: notesSpace('v'), id: `s1.${person}` }, { parent: 's1', person, part: what })]);
    showPage(around, InterviewPage, { visit: 'v', slot: 's3' });
    await screen.findByText('Viime tunnilla: haastattelija Timo, kirjaaja sinä.');
    cleanup();
    showPage(around, TodayPage, { visit: 'v' });
    await screen.findByText('Kirjaaja: sinä');
  });

  test('is not asked of somebody who is alone in the room', async () => {
    const { notebook, around } = await lehtolaHour();
    await notebook.write([draft(seat, { space: notesSpace('v'), id: seatId('liisa', 'v') }, { parent: 'v', track: 't1' })]);
    showPage(around, InterviewPage, { visit: 'v', slot: 's1' });
    await screen.findByRole('heading', { name: 'Kuka istuu vastapäätä?' });
    expect(screen.queryByRole('heading', { name: 'Roolit' })).toBeNull();
  });
});
