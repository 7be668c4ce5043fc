import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchTablet } from './support/chromium.ts';
import { noteWords, rowsOf, until, valueOf, type Device } from './support/day-people.ts';
import { startMovedDay, type MovedDay } from './support/moved-day.ts';

/* Event 1 of the day: in the morning each device says whether it is ready without a network, and a trial note goes there and back. */

/** 14 October at 7.40 in Lehtola, whenever this runs. */
const at = Date.UTC(2026, 9, 14, 4, 40);

/** The line of the day's page. */
const line = /^(Valmis, mutta|Tämä laite)/;

/** What moved by itself in the page below the top bar since it was opened. */
const moved = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string[]>(resolve => {
        const seen: string[] = [];
        type Shift = PerformanceEntry & { sources: { node: Node | null }[] };
        const watch = (list: PerformanceObserverEntryList) => {
          for (const { node } of (list.getEntries() as Shift[]).flatMap(one => one.sources)) {
            const element = node instanceof Element ? node : node?.parentElement;
            if (element?.closest('main')) seen.push(element.outerHTML);
          }
        };
        new PerformanceObserver(watch).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(seen), 500);
      }),
  );

describe('the morning', { timeout: 120_000 }, () => {
  let day: MovedDay;
  let liisa: Device;
  let mikko: Device;
  let ready: string;
  const verdict = (page: Page) => page.locator('main h2').first();

  beforeAll(async () => {
    day = await startMovedDay(at, { viewport: { width: 390, height: 844 } });
    ({ liisa, mikko } = day);
    ready = `/visits/${day.visit}/ready`;
    // Where one sits is drawn as soon as it is stored: the page is looked at when nothing of it is still to come.
    for (const one of [liisa, mikko])
      await until(`the seat of ${one.name}`, async () => (await rowsOf(one, 'seat')).some(row => valueOf(row, 'track')) || undefined);
  }, 240_000);
  afterAll(async () => {
    for (const one of day?.devices ?? []) expect(one.errors).toEqual([]);
    await day?.close();
  });

  test('stands as a line on the day’s page, which nothing of it moves', async () => {
    for (const { page } of [liisa, mikko]) {
      await page.goto(`/visits/${day.visit}`);
      const link = page.getByRole('link', { name: line });
      await link.waitFor();
      expect(await moved(page)).toEqual([]);
      await link.click();
      await page.waitForURL(`**${ready}`);
      await verdict(page).waitFor();
    }
    // Chromium promises a fresh profile nothing, so something is worth mending.
    expect(await verdict(liisa.page).innerText()).toMatch(/^Tämä tietokone on valmis, mutta|^Tämä tietokone on valmis: kaikki/);
    const text = (await liisa.page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
    expect(text).toContain('Se pysyy samana aloituksesta palautteeseen: ke 14.10. klo 9.00–17.00.');
    expect(text).toMatch(/Aikataulu , kunnossa 8 haastattelua, haettu 7\.\d\d\./);
    expect(text).toMatch(/Tilaa on (noin|yli) [\d\s]+ kuvalle/);
    expect(text).toContain('Näyttö pysyy päällä haastattelun ajan.');
    expect(text).toContain('Laitteen kello on oikeassa.');
  });

  test('knows who of the team is ready by their own words', async () => {
    const team = liisa.page.getByRole('region', { name: /^Tiimi/ });
    await until('both to be ready', async () => (await team.innerText()).includes('2/2 valmiina') || undefined, 90);
    expect(await team.getByRole('listitem').filter({ hasText: 'Mikko' }).innerText()).toMatch(/Kaikki haettu, kuultu 7\.\d\d/);
  });

  test('sends a trial note to Mikko’s phone and back', async () => {
    const { page } = liisa;
    const trial = page.getByRole('region', { name: 'Koekirjoitus' });
    const onPhone = trial.getByRole('listitem').filter({ hasText: 'Mikko' });
    await mikko.page.goto(`/visits/${day.visit}`);
    await mikko.page.getByRole('link', { name: line }).waitFor();
    await page.getByRole('button', { name: 'Lähetä koekirjoitus' }).click();
    await until(
      'the server to have it',
      async () => /Palvelimella: perillä, kuittaus tuli [\d,]+ s/.test(await trial.innerText()) || undefined,
    );
    await until('the phone to have it', async () => /perillä, kuittaus tuli [\d,]+ s/.test(await onPhone.innerText()) || undefined);
    await mikko.page.getByRole('link', { name: 'Liisa: koekirjoitus odottaa vastausta' }).click();
    await mikko.page.getByRole('button', { name: 'Vastaa: Liisa' }).click();
    await mikko.page.getByText('Vastasit koekirjoitukseen: Liisa.').waitFor();
    await until('the answer', async () => /vastasi [\d,]+ s kuluttua/.test(await onPhone.innerText()) || undefined);
  });

  test('leaves no trace among the notes, and is taken away on both', async () => {
    for (const one of [liisa, mikko]) {
      expect(await rowsOf(one, 'trial')).toHaveLength(2);
      expect(await noteWords(one)).toEqual([]);
      await one.page.goto(`/visits/${day.visit}/debrief`);
      await one.page.getByRole('heading').first().waitFor();
      expect(await one.page.locator('main').innerText()).not.toContain('oekirjoitus');
    }
    await liisa.page.goto(ready);
    await liisa.page.getByRole('button', { name: 'Valmis', exact: true }).click();
    for (const one of [liisa, mikko]) {
      await until(`the trial to be away on ${one.name}`, async () => {
        const rows = await rowsOf(one, 'trial');
        return rows.length === 0 || undefined;
      });
    }
    await liisa.page.goto(`/visits/${day.visit}/bin`);
    await liisa.page.getByText('Roskakori on tyhjä').waitFor();
  });

  test('is read without a network, and says that a trial note needs the server', async () => {
    const { page } = liisa;
    liisa.line.cut();
    await page.goto(ready);
    await page.getByText('nyt palvelinta ei tavoiteta').waitFor();
    expect(await page.getByRole('button', { name: 'Lähetä koekirjoitus' }).isDisabled()).toBe(true);
    expect(await verdict(page).innerText()).toMatch(/on valmis/);
    liisa.line.restore();
    await until('the server', async () => (await page.getByRole('button', { name: 'Lähetä koekirjoitus' }).isEnabled()) || undefined, 90);
  });

  test.each(['light', 'dark'] as const)('is without a barrier, %s', async colorScheme => {
    for (const { page } of [liisa, mikko]) {
      await page.emulateMedia({ colorScheme });
      // Taller than any page, so that nothing is under the bars at the bottom only because it is not scrolled to.
      const before = page.viewportSize()!;
      await page.setViewportSize({ ...before, height: 6_000 });
      await page.goto(ready);
      await verdict(page).waitFor();
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
      await page.setViewportSize(before);
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)).toEqual([]);
    }
  });

  test('is used with the keyboard alone', async () => {
    const { page } = liisa;
    await page.goto(ready);
    const send = page.getByRole('button', { name: 'Lähetä koekirjoitus' });
    await send.waitFor();
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      if (await send.evaluate(element => element === document.activeElement)) break;
    }
    expect(await send.evaluate(element => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByText(/^Lähti klo 7\.\d\d\.\d\d$/).waitFor();
    await page.getByRole('button', { name: 'Valmis', exact: true }).click();
    await send.waitFor();
  });

  test('fits a phone with text at twice its size', async () => {
    const { page } = mikko;
    await page.goto(ready);
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    await verdict(page).waitFor();
    const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await over()).toBe(0);
    await page
      .getByRole('link', { name: /Tänään/ })
      .first()
      .click();
    const link = page.getByRole('link', { name: line });
    await link.waitFor();
    expect(await over()).toBe(0);
    // All of the line's words are in sight.
    expect(await link.evaluate(element => element.scrollHeight - element.clientHeight)).toBe(0);
  });

  test('keeps the build from the opening on, also of a device that is opened without a network', async () => {
    mikko.line.cut();
    await mikko.quit();
    const ahead = (Date.UTC(2026, 9, 14, 6, 30) - Date.now()) / 60_000;
    const tablet = await launchTablet({ profileDir: mikko.profileDir, origin: mikko.line.origin, clockAhead: ahead });
    await tablet.page.goto(ready);
    const pinned = await until('the pin', () =>
      tablet.page.evaluate(async () => {
        const pin = (await (await (await caches.open('vertti-worker')).match('/pin'))?.json()) as { until: number } | undefined;
        return pin?.until;
      }),
    );
    const text = await tablet.page.locator('main').innerText();
    await tablet.close();
    mikko.line.restore();
    await mikko.start();
    // By the device's own clock, to the minute.
    expect(Math.abs(pinned - Date.UTC(2026, 9, 14, 14, 0))).toBeLessThan(120_000);
    expect(text).toMatch(/Versio/);
  });
});
