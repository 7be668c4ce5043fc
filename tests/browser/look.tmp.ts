import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchTablet } from './support/chromium.ts';
import { openExampleDay, settle } from './support/example-day.ts';
import { startServer } from './support/server.ts';
const shownAt = Date.UTC(2026, 9, 14, 6, 52);
const ahead = shownAt - Date.now();
const server = await startServer({ env: { NODE_OPTIONS: `--import ${import.meta.resolve('./support/moved-clock.ts')}`, VERTTI_CLOCK_AHEAD: String(ahead) } });
const tablet = await launchTablet({ profileDir: mkdtempSync(join(tmpdir(), 'vertti-look-')), origin: server.origin, clockAhead: ahead / 60_000 });
const { page } = tablet;
const shot = async (name: string) => {
  for (const size of [{ width: 390, height: 844 }, { width: 820, height: 1180 }, { width: 1440, height: 900 }]) {
    await page.setViewportSize(size);
    for (const theme of ['light', 'dark'] as const) {
      if (theme === 'dark' && size.width !== 820) continue;
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.waitForTimeout(250);
      await page.screenshot({ path: `/tmp/vertti/shots/${name}-${size.width}-${theme}.png`, animations: 'disabled' });
    }
  }
  await page.setViewportSize({ width: 820, height: 1180 });
};
try {
  const day = await openExampleDay(page, server);
  await page.setViewportSize({ width: 820, height: 1180 });
  await page.goto(day.later); await settle(page);
  await shot('start');
  await page.getByRole('button', { name: 'joku muu' }).first().click();
  await page.getByLabel('Tehtävä').first().fill('Teknisen johtajan sijainen');
  await page.getByLabel('Tehtävä').first().blur();
  await page.getByRole('button', { name: 'Toinen tila' }).click();
  await page.getByLabel('Tila, jossa ollaan').fill('Nh 3');
  await page.getByLabel('Tila, jossa ollaan').blur();
  await page.waitForTimeout(500);
  await page.getByRole('button', { name: 'Joku muukin tuli' }).click();
  await page.waitForTimeout(500);
  await shot('deputy');
  await page.goto(day.interview); await settle(page);
  const begin = page.getByRole('button', { name: 'Aloita haastattelu' });
  if (await begin.isVisible().catch(() => false)) await begin.click();
  const field = page.getByRole('textbox', { name: 'Muistiinpano', exact: true });
  for (const words of ['valtuusto hyväks lumo-ohjelman yksimielisesti 9/23', 'valmistelu yhden ihmisen varassa, ei sijaista', 'talous tuli mukaan vasta kun luvut oli jo lyöty lukkoon', 'luontobudjetti näkyviin tilinpäätökseen omana rivinä']) { await field.fill(words); await field.press('Enter'); await page.waitForTimeout(200); }
  await page.getByRole('button', { name: 'Lisää' }).last().click();
  await page.waitForTimeout(300);
  await page.screenshot({ path: '/tmp/vertti/shots/menu-820.png' });
  await page.getByRole('menuitem', { name: 'Siirrä loppupäivää 5 min' }).click();
  await page.waitForTimeout(600);
  await shot('shifted');
  await page.getByRole('button', { name: 'Lisää' }).last().click();
  await page.getByRole('menuitem', { name: 'Haastattelu päättyi' }).click();
  await page.waitForURL(/harvest/); await settle(page);
  await page.getByRole('button', { name: /Tähti: .*valtuusto hyv/ }).first().click();
  await page.getByRole('button', { name: /Tähti: .*valmistelu/ }).first().click();
  await page.waitForTimeout(300);
  await shot('harvest');
  await page.goto('/'); await settle(page);
  await shot('today');
  await page.evaluate(() => window.scrollTo(0, 400));
  await page.screenshot({ path: '/tmp/vertti/shots/today-scrolled-820.png', fullPage: true });
  await page.goto(`/visits/${day.visit}/debrief`); await settle(page); await shot('debrief');
  console.log(tablet.errors);
} finally { await tablet.close(); await server.stop(); }
