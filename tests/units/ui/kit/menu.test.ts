import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import Menu from '#ui/kit/Menu.svelte';

afterEach(cleanup);

test('without popovers the menu opens at its button, takes the focus, and gives it back', async () => {
  expect('showPopover' in HTMLElement.prototype, 'this runs where no popover is').toBe(false);
  const onchoose = vi.fn<() => void>();
  render(Menu, { label: 'Lisää', items: [{ key: 'a', label: 'Hylkää', onchoose }] });
  const button = screen.getByRole('button', { name: 'Lisää' });
  const menu = screen.getByRole('menu', { hidden: true });
  const item = screen.getByRole('menuitem', { name: 'Hylkää', hidden: true });

  await fireEvent.click(button);
  await waitFor(() => expect(document.activeElement).toBe(item));
  expect(menu.hasAttribute('data-open')).toBe(true);
  expect(button.getAttribute('aria-expanded')).toBe('true');

  await fireEvent.keyDown(item, { key: 'Escape' });
  await waitFor(() => expect(document.activeElement).toBe(button));
  expect(menu.hasAttribute('data-open')).toBe(false);

  await fireEvent.click(button);
  await fireEvent.click(item);
  expect(onchoose).toHaveBeenCalledOnce();
  await waitFor(() => expect(menu.hasAttribute('data-open')).toBe(false));
});
