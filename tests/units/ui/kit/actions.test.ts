import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import Button from '#ui/kit/Button.svelte';
import Choice from '#ui/kit/Choice.svelte';
import IconButton from '#ui/kit/IconButton.svelte';
import UndoBar from '#ui/kit/UndoBar.svelte';
import { words } from './words.ts';

afterEach(cleanup);

test('a busy button keeps its place and takes no second press', async () => {
  const onclick = vi.fn<() => void>();
  const { rerender } = render(Button, { onclick, busyLabel: 'Lähetetään…', children: words('Lähetä') });
  await fireEvent.click(screen.getByRole('button', { name: 'Lähetä' }));
  await rerender({ busy: true });
  const busy = screen.getByRole('button', { name: 'Lähetetään…' });
  await fireEvent.click(busy);
  expect(onclick).toHaveBeenCalledTimes(1);
  expect((busy as HTMLButtonElement).disabled).toBe(false);
});

test('a button with an address is a link', () => {
  render(Button, { href: '/today', children: words('Tänään') });
  expect(screen.getByRole('link', { name: 'Tänään' }).getAttribute('href')).toBe('/today');
});

test('an icon button is found by its name', () => {
  render(IconButton, { name: 'Ota kuva', children: words('') });
  expect(screen.getByRole('button', { name: 'Ota kuva' })).toBeTruthy();
});

test('a choice says whether it is pressed, and its press does not take the focus from the field', async () => {
  render(Choice, { pressed: true, onclick: () => {}, shape: 'triangle', children: words('vahvuus') });
  const choice = screen.getByRole('button', { name: 'vahvuus', pressed: true });
  // false: the default, which would move the focus, was prevented
  expect(await fireEvent.mouseDown(choice)).toBe(false);
});

test('the undo bar says what was done, undoes and closes', async () => {
  const onundo = vi.fn<() => void>();
  const onclose = vi.fn<() => void>();
  const { rerender } = render(UndoBar, { text: '', onundo, onclose });
  expect(screen.queryByRole('button')).toBeNull();
  await rerender({ text: 'Poistettu: nurmi→niitty' });
  expect(screen.getByRole('status').textContent).toContain('nurmi→niitty');
  await fireEvent.click(screen.getByRole('button', { name: 'Kumoa' }));
  await fireEvent.click(screen.getByRole('button', { name: 'Sulje' }));
  expect(onundo).toHaveBeenCalledOnce();
  expect(onclose).toHaveBeenCalledOnce();
});
