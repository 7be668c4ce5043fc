import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
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

/** Lying down, and beside a video call: the hour alone. */
const alsoOfTheHour = [
  { width: 1180, height: 820 },
  { width: 620, height: 900 },
];

interface PictureOf {
  address: (day: ExampleDay) => string;
  prepare?: (page: Page) => Promise<void>;
  also?: typeof sizes;
}

const pages: Record<string, PictureOf> = {
  today: { address: () => '/' },
  ready: { address: day => `/visits/${day.visit}/ready` },
  start: { address: day => day.later },
  interview: { address: day => day.interview, prepare: showWholeInterview, also: alsoOfTheHour },
  harvest: { address: day => `${day.interview}/harvest` },
  debrief: { address: day => `/visits/${day.visit}/debrief`, prepare: showFindings },
  kooste: { address: day => `/visits/${day.visit}/kooste` },
  import: { address: day => `/visits/${day.visit}/import`, prepare: bringSchedule },
};

const notesOfOwn = {
  kehityskohde: 'lumo johtoryhmässä vain 2 x vuodessa, muuten kahden ihmisen sähköpostissa',
  idea: 'koululaisten lajikartotus keväisin, tää meille!',
  vahvuus: 'toteutuma luvattu asukkaille yhdellä sivulla',
};

const findingsOfOwn: typeof exampleFindings = [
  {
    notes: ['lumo johtoryhmässä', 'toteutuma luvattu'],
    kind: 'Vinkki isännälle',
    words: 'Näyttäkää seuranta myös asukkaille: yksi sivu riittää.',
  },
  { notes: ['koululaisten'], kind: 'Idea kotiin', words: 'Koululaisten lajikartoitus keväisin.' },
];

const wanted = process.argv.slice(2);
const names = Object.keys(pages).filter(name => wanted.length === 0 || wanted.includes(name));
mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder)) if (names.some(name => file.startsWith(`${name}-`))) rmSync(join(folder, file));

const ahead = shownAt - Date.now();
const server = await startServer({
  env: { NODE_OPTIONS: `--import ${import.meta.resolve('./support/moved-clock.ts')}`, VERTTI_CLOCK_AHEAD: String(ahead) },
});
const tablet = await launchTablet({
  profileDir: mkdtempSync(join(tmpdir(), 'vertti-pictures-')),
  origin: server.origin,
  clockAhead: ahead / 60_000,
});
try {
  const { page } = tablet;
  const day = await openExampleDay(page, server);
  await writeNotes(page, day);
  await makeFindings(page, day.visit, [...exampleFindings, ...findingsOfOwn]);
  for (const name of names) {
    const { address, prepare, also = [] } = pages[name]!;
    for (const size of [...sizes, ...also]) {
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

/** What the newcomer writes, in words and signs of the invented day. */
async function writeNotes(page: Page, day: ExampleDay): Promise<void> {
  await page.goto(day.interview);
  await settle(page);
  const field = page.getByRole('textbox', { name: 'Muistiinpano' });
  for (const [sign, words] of Object.entries(notesOfOwn)) {
    await field.fill(words);
    await page.getByRole('button', { name: sign, exact: true }).click();
    await page.getByRole('button', { name: 'Kirjaa' }).click();
    await page.waitForTimeout(300);
  }
}

async function showWholeInterview(page: Page): Promise<void> {
  // On a phone there is room for the question's own notes only.
  if (page.viewportSize()!.width < 800) return;
  const whole = page.getByRole('radio', { name: /^Koko haastattelu/ });
  if (await whole.isVisible()) await whole.check({ force: true });
  await page.waitForTimeout(200);
}

async function showFindings(page: Page): Promise<void> {
  const switchTo = page.getByRole('radio', { name: /^Havainnot/ });
  if (await switchTo.isVisible()) await switchTo.check({ force: true });
}

/** The host's corrected file: a later start, another room, one person instead of another. In the encoding that spreadsheets write. */
async function bringSchedule(page: Page): Promise<void> {
  const corrected = readFileSync('tests/fixtures/vierailupaiva.csv', 'latin1')
    .replace(/^12\.30(.)13\.30;Sirkka/m, '12.45$113.45;Sirkka')
    .replace(/(Riikka.*;)Valtuustosali/, '$1Kirjasto')
    .replace(/Teppo Tarina;.*?;.*?;/, 'Vesa Vaihtoehto;Kaavasuunnittelija;Asiantuntijat;');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'vierailupaiva-korjattu.csv', mimeType: 'text/csv', buffer: Buffer.from(corrected, 'latin1') });
  await page.getByText('vierailupaiva-korjattu.csv').first().waitFor();
  await page.waitForTimeout(400);
}
