import { cleanup, fireEvent, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { ownAbbreviations } from '#ui/items/own-abbreviations.ts';
import SettingsPage from '#ui/pages/settings/SettingsPage.svelte';
import { memoryNotebook } from '../../../support/memory-notebook.ts';
import { pageApp, ready, showPage } from '../../../support/page-app.ts';

afterEach(() => {
  cleanup();
  delete document.documentElement.dataset['theme'];
  localStorage.clear();
});

test('says who I am, and follows the device again after a choice of appearance', async () => {
  const { notebook } = await memoryNotebook('liisa');
  showPage(pageApp(notebook), SettingsPage, {});
  await screen.findByText('vierailija');
  await fireEvent.click(screen.getByRole('radio', { name: 'Tumma' }));
  expect(document.documentElement.dataset['theme']).toBe('dark');
  await fireEvent.click(screen.getByRole('radio', { name: 'Laitteen mukaan' }));
  expect(document.documentElement.dataset['theme']).toBeUndefined();
});

test('the writing hand is remembered on this device', async () => {
  const { notebook } = await memoryNotebook('liisa');
  showPage(pageApp(notebook), SettingsPage, {});
  await fireEvent.click(await screen.findByRole('radio', { name: 'Vasen' }));
  expect([document.documentElement.dataset['hand'], localStorage.getItem('vertti-hand')]).toEqual(['left', 'left']);
  await fireEvent.click(screen.getByRole('radio', { name: 'Oikea' }));
  expect([document.documentElement.dataset['hand'], localStorage.getItem('vertti-hand')]).toEqual([undefined, null]);
});

test('a new version waits until it is chosen', async () => {
  const { notebook } = await memoryNotebook('liisa');
  const around = pageApp(notebook);
  showPage(around, SettingsPage, {});
  await screen.findByText('Uutta versiota ei ole odottamassa.');
  around.device.tell({ ...ready, updateWaiting: true });
  expect(await screen.findByRole('button', { name: 'Vaihda nyt' })).toBeTruthy();
});

test('abbreviations are off until somebody turns them on, and a bad one is refused with its reason', async () => {
  const { notebook } = await memoryNotebook('liisa');
  showPage(pageApp(notebook), SettingsPage, {});
  const onOff = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'Avaa lyhenteet kirjoittaessa' });
  expect(onOff.checked).toBe(false);
  await fireEvent.click(onOff);
  const fill = async (short: string, long: string) => {
    await fireEvent.input(screen.getByRole('textbox', { name: 'Lyhenne' }), { target: { value: short } });
    await fireEvent.input(screen.getByRole('textbox', { name: 'Mitä se tarkoittaa' }), { target: { value: long } });
    await fireEvent.click(screen.getByRole('button', { name: 'Lisää lyhenne' }));
  };
  await fill('kh', 'kh');
  await screen.findByText('Lyhenne ja sen teksti ovat samat, joten mikään ei muuttuisi.');
  await fill('kh', 'kaupunginhallitus');
  expect(ownAbbreviations()).toEqual({ isOn: true, known: [{ short: 'kh', long: 'kaupunginhallitus' }] });
  await fill('KH', 'kunnanhallitus');
  await screen.findByText('Tämä lyhenne on jo listassa.');
  await fireEvent.click(screen.getByRole('button', { name: 'Poista lyhenne kh' }));
  expect(ownAbbreviations().known).toEqual([]);
});
