/** Sets an open popover under its button, or above it where there is no room below; both in viewport coordinates. */
export function anchorTo(button: HTMLElement, popover: HTMLElement, align: 'start' | 'end'): void {
  const edge = 8;
  const at = button.getBoundingClientRect();
  const size = popover.getBoundingClientRect();
  const below = at.bottom + 4;
  const fitsBelow = below + size.height <= window.innerHeight - edge || at.top < window.innerHeight - at.bottom;
  const left = align === 'start' ? at.left : at.right - size.width;
  popover.style.top = `${Math.max(edge, fitsBelow ? below : at.top - 4 - size.height)}px`;
  popover.style.left = `${Math.max(edge, Math.min(left, window.innerWidth - size.width - edge))}px`;
}

/** Moves the focus in a menu as the keyboard asks; false when the key is not the menu's. */
export function stepItem(list: HTMLElement, key: string): boolean {
  const items = itemsOf(list);
  const now = items.findIndex(item => item === document.activeElement);
  const next = nextIndex(key, now, items.length);
  if (next !== undefined) items[next]?.focus();
  else if (/^\p{L}$/u.test(key)) startingWith(items, key, now)?.focus();
  else return false;
  return true;
}

export function focusItem(list: HTMLElement, index: number): void {
  itemsOf(list)[index]?.focus();
}

function itemsOf(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[role=menuitem]:not(:disabled)')];
}

function nextIndex(key: string, now: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (now + 1) % count;
    case 'ArrowUp':
      return (now - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

function startingWith(items: HTMLElement[], letter: string, now: number): HTMLElement | undefined {
  const inOrder = [...items.slice(now + 1), ...items.slice(0, now + 1)];
  return inOrder.find(item => item.textContent?.trim().toLowerCase().startsWith(letter.toLowerCase()));
}
