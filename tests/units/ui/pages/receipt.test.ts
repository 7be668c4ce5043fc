import { cleanup, fireEvent, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { locales, setLocale } from '#i18n/locale.ts';
import type { SavedState } from '#notebook/saved.ts';
import type { Link } from '#ui/app-context.ts';
import { statusWords } from '#ui/items/saved-words.ts';
import ReceiptPage from '#ui/pages/receipt/ReceiptPage.svelte';
import { online, pageApp, ready, showPage } from '../../../support/page-app.ts';
import { lehtolaDay } from './lehtola-debrief.ts';

afterEach(() => {
  cleanup();
  setLocale('fi');
});

const all: SavedState = { waiting: 0, pictures: 0, waitingSince: null, devices: 1, devicesWithAll: 1, onServer: true, perDevice: [] };
const waiting = { ...all, waiting: 12, waitingSince: 1, onServer: false };
const links: Link[] = [
  'online',
  'offline',
  'unreachable',
  'captive',
  'signed-out',
  'revoked',
  'replaced',
  'wrong-version',
  'server-failed',
  'starting',
];

describe('the status line', () => {
  test.each<[string, SavedState, Link, string]>([
    ['waits for a network', waiting, 'offline', 'Tallessa tässä laitteessa · 12 odottaa verkkoa'],
    [
      'has one picture that waits',
      { ...waiting, waiting: 1, pictures: 1 },
      'offline',
      'Tallessa tässä laitteessa · 1 kuva odottaa verkkoa',
    ],
    [
      'has words and pictures that wait',
      { ...waiting, waiting: 5, pictures: 2 },
      'online',
      'Tallessa tässä laitteessa · 3 ja 2 kuvaa odottaa lähtöä',
    ],
    ['waits behind a login page', waiting, 'captive', 'Tallessa tässä laitteessa · 12 odottaa, wifi pyytää kirjautumaan'],
    ['waits while signed out', waiting, 'signed-out', 'Tallessa tässä laitteessa · 12 odottaa, palvelin ei tunne laitetta'],
    ['is on the server alone', all, 'online', 'Tallessa palvelimella'],
    ['is on the server, not on the others', { ...all, devices: 5 }, 'online', 'Tallessa palvelimella · ei vielä muilla laitteilla'],
    ['is on four of five', { ...all, devices: 5, devicesWithAll: 4 }, 'online', 'Tallessa 4/5 laitteella'],
    ['is on all', { ...all, devices: 4, devicesWithAll: 4 }, 'offline', 'Kaikki tallessa 4/4 laitteella · ei verkkoa juuri nyt'],
  ])('%s', (_, saved, link, words) => {
    const line = statusWords(saved, { link }, ready);
    expect([line.words, line.detail].filter(Boolean).join(' · ')).toBe(words);
  });

  test('while the store has stopped it claims nothing, whatever was saved before', () => {
    expect(statusWords(all, online, { storage: 'full' })).toEqual({
      state: 'trouble',
      words: 'Ei tallessa',
      detail: 'laitteen muisti on täynnä',
    });
  });

  test('while words on the screen wait for the store it does not call them saved', () => {
    expect(statusWords(all, online, ready, true)).toEqual({ state: 'here', words: 'Ei vielä tallessa' });
  });

  test.each(locales)('in %s nothing that waits is said to be anywhere else than here', locale => {
    setLocale(locale);
    const here = statusWords(waiting, online, ready).words;
    for (const link of links) {
      const line = statusWords({ ...waiting, devices: 5, devicesWithAll: 5 }, { link }, ready);
      expect(line).toMatchObject({ state: 'here', words: here });
      expect(line.detail).toMatch(/12/);
    }
  });
});

describe('the receipt', () => {
  test('says what is only here, since when, and tries again when asked', async () => {
    const { notebook } = await lehtolaDay();
    const around = pageApp(notebook);
    around.link.tell({ ...online, link: 'offline' });
    showPage(around, ReceiptPage, {});
    await screen.findByRole('heading', { name: /asiaa on vain tässä laitteessa/ });
    await screen.findByText(/kun verkko löytyy/);
    expect(screen.queryByText(/Voit lähteä/)).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Yritä nyt' }));
    expect(around.exchanges()).toBe(1);
  });
});
