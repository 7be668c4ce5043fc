import { expect } from 'vitest';
import type { Page } from 'playwright-core';

/** What a page set for printing shows: one sheet of A4, without buttons, navigation and remarks to those who read the screen. @returns its words */
export async function sheet(page: Page): Promise<string> {
  for (const around of [page.getByRole('button'), page.getByRole('navigation'), page.getByText(/Isäntä ei näe|näkevät/)])
    for (const one of await around.all()) expect(await one.isVisible()).toBe(false);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  expect(pdf).toMatch(/\/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]/);
  return page.locator('main').innerText();
}
