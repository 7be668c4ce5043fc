import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import DataTable from '#ui/kit/DataTable.svelte';
import Dialog from '#ui/kit/Dialog.svelte';
import QrCode from '#ui/kit/QrCode.svelte';
import ProgressSegments from '#ui/kit/ProgressSegments.svelte';
import { words } from './words.ts';

afterEach(cleanup);

test('a dialog is named by its title and closes by its button', async () => {
  const onclose = vi.fn<() => void>();
  render(Dialog, { open: true, title: 'Siirretäänkö loppupäivä?', onclose, children: words('viisi minuuttia') });
  expect(screen.getByRole('dialog', { name: 'Siirretäänkö loppupäivä?' })).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Sulje' }));
  expect(onclose).toHaveBeenCalledOnce();
  expect(screen.queryByText('viisi minuuttia')).toBeNull();
});

test('a table names its rows', () => {
  render(DataTable, {
    caption: 'Kunnat',
    columns: [{ key: 'name', label: 'Kunta', cell: words('Lehtola'), naming: true }],
    rows: [{ id: '1' }],
    rowKey: (row: { id: string }) => row.id,
  });
  expect(screen.getByRole('table', { name: 'Kunnat' })).toBeTruthy();
  expect(screen.getByRole('rowheader', { name: 'Lehtola' })).toBeTruthy();
});

test('a QR code says what it is for', () => {
  render(QrCode, { data: 'https://vertti.example/join', alt: 'Liittymiskoodi' });
  expect(screen.getByRole('img', { name: 'Liittymiskoodi' })).toBeTruthy();
});

test('the bar speaks its state in words, and a segment can be chosen', async () => {
  const onchoose = vi.fn<(value: string) => void>();
  const segments = [
    { key: 'a', label: 'Johtajuus', weight: 30 },
    { key: 'b', label: 'Organisointi', weight: 30 },
  ];
  render(ProgressSegments, { label: '30 min jäljellä', segments, done: 0.5, current: 'a', onchoose });
  expect(screen.getByRole('progressbar', { name: '30 min jäljellä' })).toBeTruthy();
  expect(screen.getByRole('button', { current: 'step' }).textContent).toContain('Johtajuus');
  await fireEvent.click(screen.getByRole('button', { name: 'Organisointi' }));
  expect(onchoose).toHaveBeenCalledExactlyOnceWith('b');
});
