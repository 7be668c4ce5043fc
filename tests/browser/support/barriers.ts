import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { settle } from './example-day.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Taller than any, so that nothing is under the bars at the bottom only because it is not scrolled to. */
export const phone = { width: 390, height: 6_000 };
const desktop = { width: 1440, height: 900 };

/** What axe finds on a page, on a phone by day and on a desk in the dark, and whether text of twice the size makes the phone scroll sideways. */
export async function barriersAt(at: Page, address: string, prepare?: () => Promise<void>): Promise<string[]> {
  // Else an address that differs in its secret alone would not be opened anew.
  await at.goto('about:blank');
  await at.setViewportSize(phone);
  await at.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await at.goto(address);
  await settle(at);
  await prepare?.();
  const onPhone = await axe(at);
  const atTwice = await sidewaysAtTwice(at);
  await at.setViewportSize(desktop);
  await at.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await settle(at);
  const onDesk = await axe(at);
  return [...onPhone.map(one => `phone, light: ${one}`), ...atTwice, ...onDesk.map(one => `desk, dark: ${one}`)];
}

/** What axe finds on what a page shows now, by day and in the dark. */
export async function barriersOf(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    found.push(...(await axe(page)).map(one => `${colorScheme}: ${one}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** What axe finds on what a page shows now. */
export async function axe(at: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: at }).withTags(tags).setLegacyMode(true).analyze();
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(node => `${node.target.join(' ')} (${node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ''})`).join('; ')}`,
  );
}

async function sidewaysAtTwice(at: Page): Promise<string[]> {
  const widest = await at.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
    const { scrollWidth, clientWidth } = document.documentElement;
    const beyond = [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > clientWidth + 1);
    const named = beyond
      .slice(0, 3)
      .map(element => `${element.tagName.toLowerCase()}.${String(element.getAttribute('class')).split(' ')[0]}`);
    document.documentElement.style.fontSize = '';
    return scrollWidth > clientWidth + 1 ? `${scrollWidth} px wide: ${named.join(', ')}` : '';
  });
  return widest ? [`phone, text of twice the size: ${widest}`] : [];
}
