import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { note } from '#domain/note.ts';
import { notesSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import { createMemoryStore } from '#oplog/memory-store.ts';
import { sealOrphans } from '#notebook/orphans.ts';
import { memoryLocks } from '../../../../support/memory-notebook.ts';
import { inInterview, lehtolaHour, notesIn, press, tap, type } from './lehtola-hour.ts';

afterEach(cleanup);

const pressed = (name: string) => screen.getByRole('button', { name }).getAttribute('aria-pressed');

describe('writing a note', () => {
  test('it is stored from its first character, with the moment and the place of that character', async () => {
    const { notebook, around, store, clock } = await lehtolaHour();
    const field = await inInterview(around);
    await type(field, 'v');
    await waitFor(async () => expect(await store.read(reader => reader.opens())).toHaveLength(1));
    const killed = createMemoryStore(store.snapshot());
    await sealOrphans(killed, {
      writer: 'f'.repeat(16),
      now: () => clock.now,
      offset: () => 0,
      randomHex: () => 'ab',
      locks: memoryLocks(),
    });
    const [row] = await killed.read(reader => reader.rowsOfParent(note.name, 's1'));
    expect(row?.texts['words']).toBe('v');
    const first = clock.now;
    clock.now += 3 * 60_000;
    await type(field, 'altuusto');
    await press(field, 'Enter');
    await waitFor(async () =>
      expect(await notesIn(notebook)).toMatchObject([
        { words: 'valtuusto', writtenAt: first, theme: 'lead', question: 'q1', device: 'device-liisa' },
      ]),
    );
  });

  test('Enter begins the next in the same field, Shift+Enter and a composition do not', async () => {
    const { notebook, around } = await lehtolaHour();
    const field = await inInterview(around);
    await type(field, 'eka');
    await press(field, 'Enter', { shiftKey: true });
    await press(field, 'Enter', { isComposing: true });
    await press(field, 'Enter', { keyCode: 229 });
    expect(field.value).toBe('eka');
    await press(field, 'Enter');
    expect(field.value).toBe('');
    expect(document.activeElement).toBe(field);
    await type(field, 'toka');
    await tap('Kirjaa');
    expect(screen.getByRole('textbox', { name: 'Muistiinpano' })).toBe(field);
    await waitFor(async () => expect((await notesIn(notebook)).map(one => one.words)).toEqual(['eka', 'toka']));
  });

  test('Enter on nothing writes nothing, and what is emptied is deleted', async () => {
    const { notebook, around } = await lehtolaHour();
    const field = await inInterview(around);
    await press(field, 'Enter');
    await type(field, 'x');
    field.value = '';
    await fireEvent.input(field);
    await tap('Kirjaa');
    await type(field, 'y');
    await press(field, 'Enter');
    await waitFor(async () => expect((await notesIn(notebook)).filter(one => !one.deleted).map(one => one.words)).toEqual(['y']));
  });

  test('undo and redo take steps of one’s own, by key or by menu, and leave a composition alone', async () => {
    const { notebook, around, clock } = await lehtolaHour();
    const field = await inInterview(around);
    const menu = (inputType: string) => fireEvent(field, new InputEvent('beforeinput', { inputType, bubbles: true, cancelable: true }));
    await type(field, 'valmistelu');
    // The text is opened by its first character; its steps are known once it is there.
    await waitFor(async () => expect(notebook.unstored()).toEqual([]));
    clock.now += 5000;
    await type(field, ' tekniikan varassa');
    await press(field, 'z', { ctrlKey: true });
    expect(field.value).toBe('valmistelu');
    await press(field, 'z', { ctrlKey: true, shiftKey: true });
    expect(field.value).toBe('valmistelu tekniikan varassa');
    expect(await menu('historyUndo')).toBe(false);
    expect([field.value, field.selectionStart]).toEqual(['valmistelu', 'valmistelu'.length]);
    await fireEvent.compositionStart(field);
    await press(field, 'y', { ctrlKey: true, isComposing: true });
    expect(await menu('historyRedo')).toBe(true);
    expect(field.value).toBe('valmistelu');
    await fireEvent.compositionEnd(field);
    await press(field, 'y', { ctrlKey: true });
    await press(field, 'Enter');
    await waitFor(async () => expect((await notesIn(notebook)).map(one => one.words)).toEqual(['valmistelu tekniikan varassa']));
  });

  test('the sent note stands in the list at once', async () => {
    const { around } = await lehtolaHour();
    const field = await inInterview(around);
    await type(field, 'heti tässä');
    await press(field, 'Enter');
    expect(await screen.findByText('heti tässä')).toBeTruthy();
  });

  test('a text of 200,000 characters is refused with a sentence and stays on the screen', async () => {
    const { notebook, around } = await lehtolaHour();
    const field = await inInterview(around);
    field.value = 'a'.repeat(200_000);
    await fireEvent.input(field);
    await screen.findByText(/enintään 50.000 merkkiä/);
    await press(field, 'Enter');
    expect(field.value).toHaveLength(200_000);
    field.value = 'lyhyt';
    await fireEvent.input(field);
    await waitFor(() => expect(screen.queryByText(/enintään/)).toBeNull());
    await press(field, 'Enter');
    await waitFor(async () => expect((await notesIn(notebook)).map(one => one.words)).toEqual(['lyhyt']));
  });

  test('half an emoji is refused with a sentence', async () => {
    const { around } = await lehtolaHour();
    const field = await inInterview(around);
    field.value = 'niitty \uD83C';
    await fireEvent.input(field);
    expect(await screen.findByText(/puolikas emoji/)).toBeTruthy();
  });

  test('a full disk keeps the text in the field, says so, and goes on where it was', async () => {
    const { notebook, around, store } = await lehtolaHour();
    const field = await inInterview(around);
    await type(field, 'alku');
    await waitFor(() => expect(notebook.unstored()).toEqual([]));
    store.failWrites(Object.assign(new Error('full'), { type: 'full' }));
    await type(field, ' ja loppu');
    await screen.findByText(/Teksti on vielä ruudulla, mutta ei tallessa/);
    await press(field, 'Enter');
    expect(field.value).toBe('alku ja loppu');
    around.app.resumeStorage = async () => {
      store.failWrites(null);
      notebook.retryAll();
    };
    await tap('Yritä tallentaa uudelleen');
    await waitFor(() => expect(screen.queryByText(/ei tallessa/)).toBeNull());
    await press(field, 'Enter');
    await waitFor(async () => expect((await notesIn(notebook)).map(one => one.words)).toEqual(['alku ja loppu']));
  });
});

describe('signs and marks', () => {
  test('a sign before the text goes to the note to come', async () => {
    const { notebook, around } = await lehtolaHour();
    const field = await inInterview(around);
    await tap('vahvuus');
    expect(document.activeElement).toBe(field);
    await type(field, 'ennen');
    await press(field, 'Enter');
    await waitFor(async () => expect(await notesIn(notebook)).toMatchObject([{ words: 'ennen', sign: 'strength', parent: 's1' }]));
  });

  test('in the middle of a text it keeps the focus, the caret and every character', async () => {
    const { notebook, around } = await lehtolaHour();
    const field = await inInterview(around);
    await type(field, 'valmistelu yhden');
    field.setSelectionRange(4, 4);
    await tap('kehityskohde');
    expect([document.activeElement, field.selectionStart]).toEqual([field, 4]);
    await type(field, ' ihmisen varassa');
    await press(field, 'Enter');
    await waitFor(async () =>
      expect(await notesIn(notebook)).toMatchObject([
        { words: 'valmistelu yhden ihmisen varassa', sign: 'development', parent: 's1', theme: 'lead' },
      ]),
    );
  });

  test('right after the first character, while the note is still being opened', async () => {
    const { notebook, around } = await lehtolaHour();
    const field = await inInterview(around);
    field.value = 'x';
    void fireEvent.input(field);
    await tap('vahvuus');
    await type(field, 'y');
    await press(field, 'Enter');
    await waitFor(async () =>
      expect(await notesIn(notebook)).toMatchObject([{ words: 'xy', sign: 'strength', parent: 's1', question: 'q1' }]),
    );
  });

  test('with an empty field it goes to the note just sent', async () => {
    const { notebook, around } = await lehtolaHour();
    const field = await inInterview(around);
    await type(field, 'lähti jo');
    await press(field, 'Enter');
    await tap('seuranta');
    await waitFor(async () => expect(await notesIn(notebook)).toMatchObject([{ words: 'lähti jo', sign: 'follow' }]));
    await type(field, 'seuraava');
    expect(pressed('seuranta')).toBe('false');
  });

  test('an idea goes home until it is made a tip, and the marks exclude each other', async () => {
    const { notebook, around } = await lehtolaHour();
    const field = await inInterview(around);
    await type(field, 'koululaisten lajikartotus');
    await tap('idea');
    expect(pressed('Viedään kotiin')).toBe('true');
    await tap('Vinkki isännälle');
    await tap('sanasta sanaan');
    await tap('oma tulkinta');
    expect([pressed('sanasta sanaan'), pressed('oma tulkinta')]).toEqual(['false', 'true']);
    await press(field, 'Enter');
    await waitFor(async () => expect(await notesIn(notebook)).toMatchObject([{ sign: 'tip', mark: 'interpretation' }]));
  });
});

describe('a note that was written', () => {
  async function withNote() {
    const day = await lehtolaHour();
    await day.notebook.write([
      draft(
        note,
        { space: notesSpace('v'), id: 'liisa~n2' },
        { parent: 's1', words: 'valtuusto hyväks', theme: 'lead', question: 'q1', writtenAt: day.clock.now },
      ),
    ]);
    const field = await inInterview(day.around);
    await fireEvent.click(await screen.findByRole('button', { name: /valtuusto hyväks/ }));
    await waitFor(() => expect(field.value).toBe('valtuusto hyväks'));
    return { ...day, field };
  }

  test('is edited through the same field, and keeps its time', async () => {
    const { notebook, field, clock } = await withNote();
    const written = clock.now;
    clock.now += 600_000;
    await type(field, ' lumo-ohjelman');
    await tap('Valmis');
    expect(field.value).toBe('');
    await waitFor(async () =>
      expect(await notesIn(notebook)).toMatchObject([{ words: 'valtuusto hyväks lumo-ohjelman', writtenAt: written }]),
    );
  });

  test('takes a sign while it is in the hand', async () => {
    const { notebook } = await withNote();
    await tap('vahvuus');
    await waitFor(async () => expect(await notesIn(notebook)).toMatchObject([{ sign: 'strength', words: 'valtuusto hyväks' }]));
  });

  test('moves to another question, and to another interview', async () => {
    const { notebook } = await withNote();
    const move = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Siirrä' });
    await fireEvent.change(move, { target: { value: 's1|org|q3' } });
    await waitFor(async () => expect(await notesIn(notebook)).toMatchObject([{ theme: 'org', question: 'q3' }]));
    await fireEvent.click(screen.getByRole('radio', { name: /Koko haastattelu/ }));
    await fireEvent.change(await screen.findByRole('combobox', { name: 'Siirrä' }), { target: { value: 's3||' } });
    await waitFor(async () =>
      expect(await notesIn(notebook, 's3')).toMatchObject([{ theme: 'org', question: 'q3', words: 'valtuusto hyväks' }]),
    );
  });

  test('is deleted without a question, and brought back from the bar', async () => {
    const { notebook, field } = await withNote();
    await tap('Poista');
    await waitFor(async () => expect((await notesIn(notebook))[0]?.deleted).toBe(true));
    expect(field.value).toBe('');
    await tap('Kumoa');
    await waitFor(async () => expect((await notesIn(notebook))[0]).toMatchObject({ deleted: false, words: 'valtuusto hyväks' }));
  });

  test('is brought back from the list of the deleted', async () => {
    const { notebook } = await withNote();
    await tap('Poista');
    await screen.findByText('1 poistettu');
    await fireEvent.click(await screen.findByRole('button', { name: 'Palauta', hidden: true }));
    await waitFor(async () => expect((await notesIn(notebook))[0]?.deleted).toBe(false));
  });

  test('says where it is stored, and has its history', async () => {
    await withNote();
    const line = within(screen.getByRole('button', { name: /valtuusto hyväks/ }).closest('li')!);
    line.getByText('Tallessa tässä laitteessa');
    expect(line.getByRole('link', { name: 'Historia' }).getAttribute('href')).toBe('/history/notes/v/note/liisa~n2');
  });

  test('keeps every character when it is written on two devices at once', async () => {
    const { notebook, field, another } = await withNote();
    const other = await another({ person: 'liisa' });
    const session = await other.openText(note, { space: notesSpace('v'), id: 'liisa~n2' }, 'words');
    session.edit('KOLME: valtuusto hyväks');
    await session.seal();
    await waitFor(() => expect(field.value).toBe('KOLME: valtuusto hyväks'));
    await type(field, '!');
    await tap('Valmis');
    await waitFor(async () => expect(await notesIn(notebook)).toMatchObject([{ words: 'KOLME: valtuusto hyväks!' }]));
  });
});
