import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchTablet } from './support/chromium.ts';
import { exampleFindings, makeFindings, openExampleDay, settle, type ExampleDay } from './support/example-day.ts';
import { startServer } from './support/server.ts';

/*
 * `npm run pictures`: the README's pictures, from the built app and the example day, as `docs/pictures/<page>-<width>-<theme>.png`. The
 * clocks of server and browser stand at ten to ten of the invented day, so that pictures taken at any time show the same hour.
 */

const folder = 'docs/pictures';
const shownAt = Date.UTC(2026, 9, 14, 6, 52);
const sizes = [
  { width: 390, height: 844 },
  { width: 820, height: 1180 },
  { width: 1440, height: 900 },
];
const themes = ['light', 'dark'] as const;

const pages: Record<string, { address: (day: ExampleDay) => string; prepare?: (page: Page) => Promise<void> }> = {
  today: { address: () => '/' },
  interview: { address: day => day.interview, prepare: writeNote },
  debrief: { address: day => `/visits/${day.visit}/debrief`, prepare: showFindings },
  kooste: { address: day => `/visits/${day.visit}/kooste` },
  import: { address: day => `/visits/${day.visit}/import`, prepare: bringSchedule },
};

const wanted = process.argv.slice(2);
const names = Object.keys(pages).filter(name => wanted.length === 0 || wanted.includes(name));
mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder)) if (names.some(name => file.startsWith(`${name}-`))) rmSync(join(folder, file));

const ahead = shownAt - Date.now();
const server = await startServer({ env: { NODE_OPTIONS: '--import ./tests/browser/support/moved-clock.ts', VERTTI_CLOCK_AHEAD: String(ahead) } });
const tablet = await launchTablet({
  profileDir: mkdtempSync(join(tmpdir(), 'vertti-pictures-')),
  origin: server.origin,
  clockAhead: ahead / 60_000,
});
try {
  const { page } = tablet;
  const day = await openExampleDay(page, server);
  await makeFindings(page, day.visit, exampleFindings);
  for (const name of names) {
    const { address, prepare } = pages[name]!;
    for (const size of sizes) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(address(day));
      await settle(page);
      await prepare?.(page);
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await page.waitForTimeout(300);
        await page.screenshot({ path: join(folder, `${name}-${size.width}-${theme}.png`), animations: 'disabled', caret: 'hide' });
      }
    }
  }
  if (tablet.errors.length) throw new Error(`The pages wrote errors:\n${tablet.errors.join('\n')}`);
} finally {
  await tablet.close();
  await server.stop();
}
const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
console.log(`${readdirSync(folder).length} pictures, ${(bytes / 1_000_000).toFixed(1)} MB, in ${folder}`);

/** A first note in the interview, once: the later sizes show it too. */
async function writeNote(page: Page): Promise<void> {
  const words = 'lumo-ohjelma on johtoryhmässä kahdesti vuodessa, muuten asia elää kahden ihmisen sähköpostissa';
  if (await page.getByText(words).first().isVisible()) return;
  const field = page.locator('textarea:enabled').last();
  if (!(await field.isVisible())) return;
  await field.fill(words);
  await field.press('Enter');
  await page.waitForTimeout(400);
}

async function showFindings(page: Page): Promise<void> {
  const switchTo = page.getByRole('radio', { name: /^Havainnot/ });
  if (await switchTo.isVisible()) await switchTo.check({ force: true });
}

async function bringSchedule(page: Page): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles('tests/fixtures/vierailupaiva.xlsx');
  await page.waitForTimeout(1_500);
}
