import { cleanup, fireEvent, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import SettingsPage from '#ui/pages/settings/SettingsPage.svelte';
import { memoryNotebook } from '../../../support/memory-notebook.ts';
import { pageApp, ready, showPage } from '../../../support/page-app.ts';

afterEach(() => {
  cleanup();
  delete document.documentElement.dataset['theme'];
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

test('a new version waits until it is chosen', async () => {
  const { notebook } = await memoryNotebook('liisa');
  const around = pageApp(notebook);
  showPage(around, SettingsPage, {});
  await screen.findByText('Uutta versiota ei ole odottamassa.');
  around.device.tell({ ...ready, updateWaiting: true });
  expect(await screen.findByRole('button', { name: 'Vaihda nyt' })).toBeTruthy();
});
