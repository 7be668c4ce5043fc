import { cleanup, fireEvent, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { photo } from '#domain/photo.ts';
import { locales, setLocale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import { draft } from '#notebook/draft.ts';
import { readLeave } from '#notebook/safe-to-leave.ts';
import { vectorOf } from '#oplog/log-store.ts';
import { shortName } from '#oplog/pictures.ts';
import { receiptsKey, serverHeadsKey, type TeamReceipts } from '#protocol/remembered.ts';
import LeavePage from '#ui/pages/leave/LeavePage.svelte';
import { pictureBytes } from '../../../support/picture-bytes.ts';
import { online, pageApp, ready, showPage } from '../../../support/page-app.ts';
import { lehtolaDay } from './lehtola-debrief.ts';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  setLocale('fi');
});

type Word = TeamReceipts['devices'][string];

/** Liisa's tablet after the day; `server` says whether the server has all, `words` what Mikko's and Timo's said. */
async function afterTheDay({ server = true, words = {} }: { server?: boolean; words?: Record<string, Partial<Word>> } = {}) {
  const day = await lehtolaDay();
  const { known } = await day.notebook.read(reader => readLeave(day.notebook, reader, 'v'));
  await day.store.write(async tx => {
    for (const { space, own } of known.spaces) {
      if (server) await tx.remember(serverHeadsKey(space), { vector: own, at: day.clock.now });
      const devices = Object.fromEntries(
        Object.entries(words).map(([device, said]) => [device, { vector: own, at: day.clock.now, open: 0, ...said }]),
      );
      await tx.remember(receiptsKey(space), { after: 1, devices });
    }
  });
  const around = pageApp(day.notebook);
  return { ...day, around, show: () => showPage(around, LeavePage, { visit: 'v' }) };
}

const both = { 'device-mikko': {}, 'device-timo': {} };
const row = async (name: RegExp) => (await screen.findByRole('heading', { level: 3, name })).closest('li')!;

describe('leaving in peace', () => {
  test('is said only when every device has just said that all it has is elsewhere', async () => {
    const { show } = await afterTheDay({ words: both });
    show();
    await screen.findByRole('heading', { name: 'Turvallista lähteä', level: 2 });
    expect(screen.getAllByText('Tallessa muuallakin')).toHaveLength(3);
    expect(screen.queryByRole('button', { name: /Jätä syrjään/ })).toBeNull();
  });

  test('says whose, how much and since when, and what helps, when something is on one device alone', async () => {
    const { show, clock } = await afterTheDay({ words: { ...both, 'device-timo': { open: 2, at: Date.UTC(2026, 9, 14, 6, 1) } } });
    expect(clock.now).toBe(Date.UTC(2026, 9, 14, 6, 34));
    show();
    await screen.findByRole('heading', { name: 'Älä lähde vielä', level: 2 });
    const timo = await row(/^Timo/);
    // Two texts in each of the visit's three spaces.
    within(timo).getByText(/^6 asiaa oli vain sillä, kun siitä viimeksi kuultiin 9\.01/);
    within(timo).getByText(/Pyydä avaamaan Vertti/);
    expect(screen.queryByText('Turvallista lähteä')).toBeNull();
  });

  test('this device alone without a network: what is here, since when, and the nearest way', async () => {
    const { around, show } = await afterTheDay({ server: false });
    around.link.tell({ ...online, link: 'offline' });
    show();
    const here = await row(/tämä laite/);
    within(here).getByText(/asiaa on vain tässä laitteessa\. Vanhin on kirjoitettu 9\.34\./);
    within(here).getByText(/Yhdistä verkkoon/);
    await screen.findByRole('heading', { name: 'Älä lähde vielä', level: 2 });
  });

  test('one picture that is still on its way keeps this device, and nothing more is said to', async () => {
    const { show, notebook, store } = await afterTheDay({ words: both });
    const kept = await notebook.keepPicture('notes/v', pictureBytes(1), picture => [
      draft(photo, { space: 'notes/v', id: notebook.newId('mine') }, { picture }),
    ]);
    if (!kept.ok) throw new Error('not kept');
    const lacks = [shortName(kept.picture)];
    await store.write(async tx => {
      const vector = vectorOf(await tx.heads('notes/v'));
      const at = notebook.wall();
      const word = { vector, at, open: 0, lacks };
      await tx.remember(serverHeadsKey('notes/v'), { vector, at, lacks });
      await tx.remember(receiptsKey('notes/v'), { after: 1, devices: { 'device-mikko': word, 'device-timo': word } });
    });
    show();
    await screen.findByRole('heading', { name: 'Odota hetki: yksi kuva on vain tässä laitteessa.', level: 2 });
    within(await row(/tämä laite/)).getByText('Yksi kuva on vain tässä laitteessa.');
    await store.write(async tx => {
      await tx.remember(serverHeadsKey('notes/v'), { vector: {}, at: 0 });
      await tx.remember(receiptsKey('notes/v'), { after: 1, devices: {} });
    });
    await screen.findByRole('heading', { name: 'Älä lähde vielä', level: 2 });
    const said = (await row(/tämä laite/)).textContent;
    expect(said).toMatch(/asiaa? on vain tässä laitteessa.*Niistä 1 on kuva\./s);
  });

  test('a forgotten phone is set aside, said so, and taken back', async () => {
    const { show, store } = await afterTheDay({ words: { 'device-mikko': {} } });
    show();
    await screen.findByRole('heading', { name: 'Vielä ei tiedetä', level: 2 });
    await fireEvent.click(await screen.findByRole('button', { name: /^Jätä syrjään: Timo/ }));
    await screen.findByText('1 laite on jätetty syrjään. Siitä ei luvata mitään.');
    within(await row(/^Timo/)).getByText('Jätetty syrjään');
    expect(await store.read(reader => reader.rowsOfKind('notes/v', 'set-aside'))).toHaveLength(1);
    await fireEvent.click(screen.getByRole('button', { name: /^Ota takaisin: Timo/ }));
    await screen.findByRole('button', { name: /^Jätä syrjään: Timo/ });
  });

  test('a store that has stopped is never safe', async () => {
    const { around, show } = await afterTheDay({ words: both });
    around.device.tell({ ...ready, storage: 'full' });
    show();
    await screen.findByRole('heading', { name: 'Kaikki ei ole tallessa', level: 2 });
  });

  test('who may not see the notes sees nothing of it', async () => {
    const { another } = await lehtolaDay();
    showPage(pageApp(await another({ person: 'hanna' })), LeavePage, { visit: 'v' });
    await screen.findByText('Vierailua ei ole tässä laitteessa');
  });

  test.each(locales)('the receipt is a page that can be read, in %s', async locale => {
    setLocale(locale);
    const made: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation(blob => `blob:${made.push(blob as Blob)}`);
    const { show } = await afterTheDay({ words: { ...both, 'device-timo': { open: 1 } } });
    show();
    await screen.findByRole('heading', { name: m.leave_waits_title(), level: 2 });
    await fireEvent.click(screen.getByRole('button', { name: m.leave_keep() }));
    const html = await made[0]!.text();
    const sheet = new DOMParser().parseFromString(html, 'text/html');
    expect(sheet.documentElement.lang).toBe(locale);
    expect(sheet.querySelector('h1')?.textContent).toBe(m.leave_waits_title());
    const said = ['Liisa', 'Mikko', 'Timo', 'Lehtola', m.leave_word_waits(), 'visit/v', 'notes/v'];
    for (const words of said) expect(sheet.body.textContent).toContain(words);
    expect(html).toContain('charset="utf-8"');
  });
});
