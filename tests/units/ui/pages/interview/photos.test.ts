import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { note } from '#domain/note.ts';
import { photo } from '#domain/photo.ts';
import { notesSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { Photos } from '#ui/photos.ts';
import InterviewPage from '#ui/pages/interview/InterviewPage.svelte';
import { pictureBytes } from '../../../../support/picture-bytes.ts';
import { showPage, type PageApp } from '../../../../support/page-app.ts';
import { inInterview, lehtolaHour, notesIn, press, tap, type } from './lehtola-hour.ts';

afterEach(cleanup);

const space = notesSpace('v');
const made: Awaited<ReturnType<Photos['recode']>> = {
  ok: true,
  value: { bytes: pictureBytes(1), type: 'image/jpeg', width: 1_600, height: 1_200 },
};

/** Photos are made at once, or when told. */
function withPhotos(around: PageApp, { refused = false, wait = Promise.resolve() } = {}): void {
  around.app.photos = async () => ({
    recode: async () => {
      await wait;
      return made;
    },
    isCameraRefused: async () => refused,
  });
}

const photosIn = (notebook: Notebook) => notebook.read(r => r.items(photo, space));
const file = new File(['x'], 'kuva.jpg', { type: 'image/jpeg' });

async function addPhoto(): Promise<void> {
  await tap('Lisää kuva');
  await screen.findByRole('group', { name: 'Miten kuva lisätään' });
  await choose();
}

async function choose(): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('input[type=file][multiple]')!;
  Object.defineProperty(input, 'files', { value: [file], configurable: true });
  await fireEvent.change(input);
}

describe('adding a photo', () => {
  test('to the note that is being written leaves its words alone, and goes with it', async () => {
    const { notebook, around } = await lehtolaHour();
    withPhotos(around);
    const field = await inInterview(around);
    await type(field, 'kyltti');
    await addPhoto();
    await screen.findByRole('group', { name: 'Tämän muistiinpanon kuvat' });
    expect(document.activeElement).toBe(field);
    await type(field, ' niityllä');
    await press(field, 'Enter');
    await waitFor(async () => expect((await notesIn(notebook)).map(one => one.words)).toEqual(['kyltti niityllä']));
    const [own] = await notesIn(notebook);
    expect(await photosIn(notebook)).toMatchObject([{ parent: own!.id, source: 'camera', width: 1_600, height: 1_200, bytes: 2_000 }]);
  });

  test('to a note that is emptied meanwhile keeps the note: a picture is something', async () => {
    const { notebook, around } = await lehtolaHour();
    const { promise, resolve } = Promise.withResolvers<void>();
    withPhotos(around, { wait: promise });
    const field = await inInterview(around);
    await type(field, 'x');
    await addPhoto();
    await screen.findByText('Kuvaa pienennetään…');
    field.value = '';
    await fireEvent.input(field);
    cleanup();
    await waitFor(async () => expect((await notesIn(notebook)).map(one => one.deleted)).toEqual([true]));
    resolve();
    await waitFor(async () => expect(await photosIn(notebook)).toHaveLength(1));
    expect((await notesIn(notebook)).map(one => one.deleted)).toEqual([false]);
  });

  test('and emptying its words afterwards deletes nothing', async () => {
    const { notebook, around } = await lehtolaHour();
    withPhotos(around);
    const field = await inInterview(around);
    await type(field, 'x');
    await addPhoto();
    await waitFor(async () => expect(await photosIn(notebook)).toHaveLength(1));
    field.value = '';
    await fireEvent.input(field);
    await tap('Kirjaa');
    await type(field, 'y');
    await press(field, 'Enter');
    await waitFor(async () =>
      expect((await notesIn(notebook)).map(one => [one.words, one.deleted])).toEqual([
        ['', false],
        ['y', false],
      ]),
    );
  });

  test('with the keyboard: one goes on in the ways, and Escape leads back', async () => {
    const { around } = await lehtolaHour();
    withPhotos(around);
    await inInterview(around);
    const opener = await screen.findByRole('button', { name: 'Lisää kuva' });
    opener.focus();
    await fireEvent.click(opener);
    const take = await screen.findByRole('button', { name: 'Ota kuva' });
    expect(document.activeElement).toBe(take);
    await fireEvent.keyDown(take, { key: 'Escape' });
    expect(document.activeElement).toBe(opener);
    expect(screen.queryByRole('group', { name: 'Miten kuva lisätään' })).toBeNull();
  });

  test('says so when the camera is refused, and when no picture came of it', async () => {
    const { around } = await lehtolaHour();
    withPhotos(around, { refused: true });
    await inInterview(around);
    await tap('Lisää kuva');
    await screen.findByText(/^Selain ei saa käyttää kameraa\./);
    await fireEvent(document.querySelector('input[capture]')!, new Event('cancel'));
    await screen.findByText(/^Kuvaa ei tullut\./);
  });

  test('when its code does not come, says so and leaves the words', async () => {
    const { around } = await lehtolaHour();
    const field = await inInterview(around);
    await type(field, 'tämä jää');
    await tap('Lisää kuva');
    await screen.findByRole('group', { name: 'Miten kuva lisätään' });
    await choose();
    await screen.findByText(/^Kuvien lisääminen ei auennut\. Sanasi ovat ennallaan\./);
    expect(field.value).toBe('tämä jää');
  });

  test('keeps on the screen what could not be stored, and stores it when told to try again', async () => {
    const { notebook, around } = await lehtolaHour();
    withPhotos(around);
    const keep = notebook.keepPicture;
    notebook.keepPicture = async () => ({ ok: false, error: { type: 'storage', cause: 'full' } });
    await inInterview(around);
    await addPhoto();
    const banner = await screen.findByRole('alert');
    within(banner).getByText('Kuva ei ole tallessa');
    within(banner).getByRole('button', { name: 'Tallenna tiedostoksi' });
    expect(await photosIn(notebook)).toEqual([]);
    notebook.keepPicture = keep;
    await tap('Yritä tallentaa uudelleen');
    await waitFor(async () => expect(await photosIn(notebook)).toHaveLength(1));
    await waitFor(() => expect(screen.queryByText('Kuva ei ole tallessa')).toBeNull());
  });
});

describe('showing a photo', () => {
  /** Mikko's note with a photo, whose picture has come or not; Liisa looks. */
  async function mikkosPhoto(hasCome: boolean): Promise<PageApp> {
    const { around, another } = await lehtolaHour();
    const mikko = await another({ person: 'mikko' });
    const about = { parent: 'mikko~n', width: 800, height: 600, caption: 'Kosteikon luvut' };
    const ofNote = draft(
      note,
      { space, id: 'mikko~n' },
      { parent: 's1', words: 'luvut taululla', theme: 'lead', question: 'q1', writtenAt: 1 },
    );
    const show = (picture: string) => [ofNote, draft(photo, { space, id: 'mikko~p' }, { ...about, picture })];
    const written = hasCome ? await mikko.keepPicture(space, pictureBytes(3), show) : await mikko.write(show('ab'.repeat(32)));
    expect(written.ok).toBe(true);
    return around;
  }
  const look = async (around: PageApp) => {
    showPage(around, InterviewPage, { visit: 'v', slot: 's1' });
    await fireEvent.click(await screen.findByRole('button', { name: 'Aloita haastattelu' }));
    return screen.findByRole('button', { name: 'Avaa suurena: Kosteikon luvut' });
  };

  test('that has not come says so, in the room it will take', async () => {
    const button = await look(await mikkosPhoto(false));
    await within(button).findByText('Kuva tulee, kun verkko löytyy');
    expect(within(button).queryByRole('img')).toBeNull();
    expect(button.closest('li')!.style.getPropertyValue('--shape')).toBe(String(800 / 600));
  });

  test('of another opens large to be looked at: it is not deleted, nor its caption changed', async () => {
    const button = await look(await mikkosPhoto(true));
    const image = await within(button).findByRole('img', { name: 'Kosteikon luvut' });
    expect([image.getAttribute('width'), image.getAttribute('height')]).toEqual(['800', '600']);
    await fireEvent.click(button);
    const dialog = await screen.findByRole('dialog', { name: 'Kuva suurena' });
    within(dialog).getByText('Kosteikon luvut');
    expect(within(dialog).queryByRole('textbox')).toBeNull();
    expect(within(dialog).queryByRole('button', { name: 'Poista kuva' })).toBeNull();
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Sulje' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  test('gives its address back when nobody looks any more', async () => {
    const given: string[] = [];
    const { revokeObjectURL } = URL;
    URL.revokeObjectURL = address => void given.push(address);
    const button = await look(await mikkosPhoto(true));
    const { src } = await within(button).findByRole<HTMLImageElement>('img');
    expect(src).toMatch(/^blob:/);
    cleanup();
    await waitFor(() => expect(given).toContain(src));
    URL.revokeObjectURL = revokeObjectURL;
  });
});
