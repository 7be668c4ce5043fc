import { cleanup, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { asked, askedId, interview } from '#domain/interview.ts';
import { notesSpace, programmeSpace } from '#domain/spaces.ts';
import { versionId } from '#domain/template-content.ts';
import { template, templateVersion, type TemplateContent } from '#domain/template.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { createMemoryStore, type MemoryStore } from '#oplog/memory-store.ts';
import { receiveOps } from '#oplog/receiving.ts';
import InterviewPage from '#ui/pages/interview/InterviewPage.svelte';
import { memoryNotebook } from '../../../../support/memory-notebook.ts';
import { showPage } from '../../../../support/page-app.ts';
import { content, inInterview, lehtolaHour, tap } from './lehtola-hour.ts';

afterEach(cleanup);

const home = { space: programmeSpace('p') };
const started = (notebook: Notebook, id: string) => notebook.read(r => r.item(interview, notesSpace('v'), id));

/** `urgent` at the head of the first theme, `q2` reworded, the second theme gone. */
const changed: TemplateContent = {
  ...content,
  themes: [
    {
      ...content.themes[0]!,
      questions: [
        { id: 'urgent', words: 'Mitä eilinen päätös muuttaa?' },
        { id: 'q1', words: 'Mikä on visio?' },
        { id: 'q2', words: 'Kenen oli visio?' },
      ],
    },
  ],
};

async function publish(coordinator: Notebook, clock: { now: number }, published: TemplateContent): Promise<string> {
  clock.now += 5 * 60_000;
  const id = versionId(published);
  await coordinator.write([
    draft(templateVersion, { ...home, id }, { parent: 't', content: published }),
    draft(template, { ...home, id: 't' }, { version: id }),
  ]);
  return id;
}

async function exchange(one: MemoryStore, other: MemoryStore): Promise<void> {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const spaces = await from.read(reader => reader.spaces());
    for (const space of spaces) {
      const ops = await from.read(async reader => {
        const heads = await reader.heads(space);
        return (await Promise.all(heads.map(head => reader.opsAfter(space, head.writer, 0, 1_000)))).flat();
      });
      await to.write(tx => receiveOps(tx, space, ops));
    }
  }
}

describe('a template that is changed in the middle of the day', () => {
  test('leaves the question in hand, and what was added is found last in its theme', async () => {
    const { coordinator, around, clock } = await lehtolaHour();
    await inInterview(around);
    await publish(coordinator, clock, changed);
    await tap(/Seuraavaksi/);
    screen.getByRole('heading', { name: 'Ketkä osallistuivat?' });
    screen.getByText('2/3');
    expect(screen.queryByText('lisätty kesken päivän')).toBeNull();
    await tap(/Seuraavaksi, lisätty/);
    await screen.findByRole('heading', { name: 'Mitä eilinen päätös muuttaa?' });
    screen.getByText('lisätty kesken päivän');
    await tap(/Seuraavaksi/);
    await screen.findByRole('heading', { name: 'Miten roolit on määritelty?' });
    expect(screen.queryByText('Kenen oli visio?')).toBeNull();
  });

  test('takes nobody back to a theme that was done, and nobody from the last question', async () => {
    const { coordinator, notebook, around, clock } = await lehtolaHour();
    await inInterview(around);
    const mark = (question: string) =>
      draft(asked, { space: notesSpace('v'), id: askedId('s1', question) }, { parent: 's1', state: 'asked' });
    await notebook.write([mark('q1'), mark('q2')]);
    await screen.findByRole('heading', { name: 'Miten roolit on määritelty?' });
    await publish(coordinator, clock, changed);
    await new Promise(resolve => setTimeout(resolve, 50));
    screen.getByRole('heading', { name: 'Miten roolit on määritelty?' });
    await notebook.write([mark('q3')]);
    await new Promise(resolve => setTimeout(resolve, 50));
    screen.getByRole('heading', { name: 'Miten roolit on määritelty?' });
  });

  test('changes no hour to come either: it begins with what the day opened with, and the addition', async () => {
    const { coordinator, notebook, around, clock } = await lehtolaHour();
    // In use since the evening before.
    await publishEvening(coordinator, clock);
    const newest = await publish(coordinator, clock, changed);
    showPage(around, InterviewPage, { visit: 'v', slot: 's3' });
    await screen.findByText(/2 teemaa, 4 kysymystä/);
    await tap('Aloita haastattelu');
    await waitFor(async () => expect((await started(notebook, 's3'))?.startedAt).toBeGreaterThan(0));
    const held = (await started(notebook, 's3'))!.version;
    expect(held).not.toBe(newest);
    expect(held).toBe(versionId(evening));
    await screen.findByRole('heading', { name: 'Mikä on visio?' });
  });

  test('and taken out of use leaves the hours to come their questions', async () => {
    const { coordinator, around, clock } = await lehtolaHour();
    await publishEvening(coordinator, clock);
    await coordinator.write([draft(template, { ...home, id: 't' }, { version: '' })]);
    showPage(around, InterviewPage, { visit: 'v', slot: 's3' });
    await screen.findByText(/2 teemaa, 3 kysymystä/);
  });

  test('gives its questions to an hour that was begun without any, as additions', async () => {
    const { coordinator, around, clock } = await lehtolaHour();
    await coordinator.write([draft(template, { ...home, id: 't' }, { version: '' })]);
    const field = await inInterview(around);
    await screen.findByText(/Kirjoita vain, kaikki jää talteen/);
    field.value = 'ilman pohjaa';
    await publish(coordinator, clock, changed);
    await screen.findByRole('heading', { name: 'Muu' });
    expect(field.isConnected).toBe(true);
    expect(field.value).toBe('ilman pohjaa');
  });
});

const evening: TemplateContent = { ...content, name: 'Luonto, illalla' };
async function publishEvening(coordinator: Notebook, clock: { now: number }): Promise<void> {
  const now = clock.now;
  clock.now = Date.UTC(2026, 9, 13, 16, 0);
  await publish(coordinator, clock, evening);
  clock.now = now;
}

test('two tablets that began an hour apart with different versions keep their own questions, and see the other ones as added', async () => {
  const { coordinator, notebook, around, clock, store, version } = await lehtolaHour();
  const mikkoStore = createMemoryStore();
  await exchange(store, mikkoStore);
  const mikko = (await memoryNotebook('mikko', { store: mikkoStore, now: clock.now + 20 * 60_000 })).notebook;
  // Mikko's tablet met no network since: it begins with what it has, Liisa's with the newer version.
  const newer = await publish(coordinator, clock, changed);
  await inInterview(around);
  expect((await started(notebook, 's1'))!.version).toBe(version);
  await mikko.write([
    draft(interview, { space: notesSpace('v'), id: 's1' }, { parent: 'v', startedAt: clock.now + 120_000, version: newer }),
  ]);
  await exchange(store, mikkoStore);
  await waitFor(async () =>
    expect(await started(notebook, 's1')).toMatchObject({ version: newer, row: { cells: { version: { lost: [{ value: version }] } } } }),
  );
  await new Promise(resolve => setTimeout(resolve, 50));
  screen.getByRole('heading', { name: 'Mikä on visio?' });
  await tap(/Seuraavaksi/);
  await screen.findByRole('heading', { name: 'Ketkä osallistuivat?' });
  await tap(/Seuraavaksi, lisätty/);
  await screen.findByRole('heading', { name: 'Mitä eilinen päätös muuttaa?' });
});
