import type { Page } from 'playwright-core';

/** Milliseconds from the navigation's start until a text field was enabled, took a character, and shows it. */
export async function timeUntilItTakesText(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' });
  const handle = await page.waitForFunction(() => (window as unknown as { tookText?: number }).tookText, undefined, {
    timeout: 60_000,
    polling: 100,
  });
  return (await handle.jsonValue())!;
}

/** Runs in the page before anything of it: watches for the field, and types one character into it as soon as it may. */
export function watchForField(): void {
  const attempt = () => {
    const field = [...document.querySelectorAll('textarea')].find(
      found => !found.disabled && !found.readOnly && found.getClientRects().length > 0,
    );
    if (!field) return void requestAnimationFrame(attempt);
    field.focus();
    document.execCommand('insertText', false, 'x');
    if (!field.value.includes('x')) return void requestAnimationFrame(attempt);
    requestAnimationFrame(() => Object.assign(window, { tookText: performance.now() }));
  };
  requestAnimationFrame(attempt);
}
