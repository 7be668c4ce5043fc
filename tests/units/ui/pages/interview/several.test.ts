import { cleanup, fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { asked } from '#domain/interview.ts';
import { keepAbbreviations } from '#ui/items/own-abbreviations.ts';
import { inInterview, lehtolaHour, notesIn, press, tap, type } from './lehtola-hour.ts';

afterEach(() => {
  cleanup();
  localStorage.clear();
});

/** The mayor's interview with three notes of one's own. */
async function withThree() {
  const made = await lehtolaHour();
  const field = await inInterview(made.around);
  for (const words of ['eka', 'toka', 'kolmas']) {
    await type(field, words);
    await press(field, 'Enter');
  }
  await waitFor(async () => expect(await notesIn(made.notebook)).toHaveLength(3));
  return { ...made, field };
}

const menuItem = async (name: string) => fireEvent.click(await screen.findByRole('menuitem', { name, hidden: true }));

describe('several notes at once', () => {
  test('move as one act, with one way back', async () => {
    const { notebook, field } = await withThree();
    await menuItem('Valitse useita');
    await tap(/eka/);
    await tap(/kolmas/);
    screen.getByText('2 valittu');
    const place = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Siirrä' });
    await fireEvent.change(place, { target: { value: 's1|org|q3' } });
    const where = async () => (await notesIn(notebook)).map(one => [one.words, one.theme, one.question]);
    await waitFor(async () =>
      expect(await where()).toEqual([
        ['eka', 'org', 'q3'],
        ['kolmas', 'org', 'q3'],
        ['toka', 'lead', 'q1'],
      ]),
    );
    await screen.findByText('2 muistiinpanoa siirretty: Miten roolit on määritelty?');
    await tap('Kumoa');
    await waitFor(async () => expect(new Set((await where()).map(([, theme]) => theme))).toEqual(new Set(['lead'])));
    // One writes on in the very same field.
    expect(screen.getByRole('textbox', { name: 'Muistiinpano' })).toBe(field);
  });

  test('get a sign and are deleted, and what is in the hand stays', async () => {
    const { notebook, field } = await withThree();
    await type(field, 'kesken');
    await menuItem('Valitse useita');
    await tap(/eka/);
    await tap(/toka/);
    const strengths = async () => (await notesIn(notebook)).filter(one => one.sign === 'strength').map(one => one.words);
    for (const button of screen.getAllByRole('button', { name: 'vahvuus' }).slice(0, 1)) await fireEvent.click(button);
    await waitFor(async () => expect((await strengths()).toSorted()).toEqual(['eka', 'toka']));
    await tap(/^Poista\s+valitut/);
    await waitFor(async () => expect((await notesIn(notebook)).filter(one => one.deleted)).toHaveLength(2));
    await tap('Kumoa');
    await waitFor(async () => expect((await notesIn(notebook)).filter(one => one.deleted)).toHaveLength(0));
    expect((await strengths()).toSorted()).toEqual(['eka', 'toka']);
    expect(field.value).toBe('kesken');
  });
});

describe('keys', () => {
  test('give signs and marks, mark the question and go on, and a sheet shows them', async () => {
    const { notebook, around } = await lehtolaHour();
    const field = await inInterview(around);
    await type(field, 'hyvin');
    const both = { ctrlKey: true, shiftKey: true };
    await press(field, '!', { ...both, code: 'Digit1' });
    await press(field, '%', { ...both, code: 'Digit5' });
    await waitFor(async () => expect(await notesIn(notebook)).toMatchObject([{ words: 'hyvin', sign: 'strength', mark: 'quote' }]));
    expect(document.activeElement).toBe(field);
    await press(field, 'Enter', { ...both, code: 'Enter' });
    await screen.findByRole('heading', { name: 'Ketkä osallistuivat?' });
    await waitFor(async () => expect(await notebook.read(r => r.children(asked, 's1'))).toMatchObject([{ id: 's1.q1', state: 'asked' }]));
    await press(field, 'PageUp', { altKey: true });
    await screen.findByRole('heading', { name: 'Mikä on visio?' });
    await press(field, '/', { ctrlKey: true, shiftKey: true, code: 'Digit7' });
    await screen.findByRole('heading', { name: 'Pikanäppäimet' });
  });

  test('abbreviations open while one types when they are on, undo brings them back, and they stay shut when they are off', async () => {
    const { notebook, around, store } = await lehtolaHour();
    const field = await inInterview(around);
    const space = async () => {
      field.value += ' ';
      field.setSelectionRange(field.value.length, field.value.length);
      await fireEvent(field, new InputEvent('input', { inputType: 'insertText', data: ' ' }));
    };
    await type(field, 'kh');
    await space();
    expect(field.value).toBe('kh ');
    await press(field, 'Enter');
    const open = () => store.read(reader => reader.opens());
    await waitFor(async () => expect(await open()).toHaveLength(0));
    keepAbbreviations({ isOn: true, known: [{ short: 'kh', long: 'kaupunginhallitus' }] });
    await type(field, 'kh');
    await waitFor(async () => expect(await open()).toHaveLength(1));
    await space();
    expect(field.value).toBe('kaupunginhallitus ');
    await press(field, 'z', { ctrlKey: true });
    expect(field.value).toBe('kh ');
    await type(field, 'hoitaa');
    await press(field, 'Enter');
    await waitFor(async () => expect((await notesIn(notebook)).map(one => one.words).toSorted()).toEqual(['kh ', 'kh hoitaa']));
  });
});
