import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchTablet, type Tablet } from './support/chromium.ts';
import { servePicturePage } from './support/picture-page.ts';
import { handOverByPicture, readPicture, showPicture, type PictureBench } from './support/picture-run.ts';

declare const bench: PictureBench;

/* From one screen to the other's camera, under the server's own policy: the canvas's pixels, filmed and played to Chromium. */

let pages: Awaited<ReturnType<typeof servePicturePage>>;
beforeAll(async () => {
  pages = await servePicturePage();
});
afterAll(() => pages.close());

it('hands five kilobytes over with a third of the pictures torn, read in a worker', async () => {
  const read = await handOverByPicture(pages.origin, { length: 5 * 1_024, pictures: 60, lost: 0.3 });
  expect(read.errors).toEqual([]);
  expect(read.bytes).toEqual(read.sent);
});

describe('the page', () => {
  const profileDir = mkdtempSync(join(tmpdir(), 'vertti-picture-pages-'));
  let tablet: Tablet;
  beforeAll(async () => {
    // A camera there is, which nobody may use and which shows no code: what it shows is lent by the test.
    tablet = await launchTablet({ profileDir, origin: pages.origin, flags: ['--use-fake-device-for-media-stream'] });
  });
  afterAll(async () => {
    await tablet.close();
    rmSync(profileDir, { recursive: true, force: true });
  });

  it('says that the camera may not be used, and opens it when it may', async () => {
    const { page, context } = tablet;
    await readPicture(tablet);
    await page.getByText('Kameraa ei saa käyttää.').waitFor();
    await context.grantPermissions(['camera']);
    await page.getByRole('button', { name: 'Avaa kamera' }).click();
    await page.getByText('Suuntaa kamera toisen laitteen kuvaan').waitFor();
    // Nothing of ours is there to be read.
    await page.getByText('Kuvaa ei löydy.').waitFor();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });

  it('reads by the reader the browser lends, keeps to the picture begun, and reads on itself when that one fails', async () => {
    const { page, context } = tablet;
    await context.grantPermissions(['camera']);
    await page.addInitScript(() => {
      class Lent {
        static getSupportedFormats = () => Promise.resolve(['qr_code']);
        detect = () => (window as unknown as { lent(): Promise<{ rawValue: string }[]> }).lent();
      }
      Object.assign(window, { BarcodeDetector: Lent, lent: () => Promise.resolve([]) });
    });
    await readPicture(tablet);
    // 3,000 and 900 bytes: nine and three blocks.
    await page.evaluate(() => {
      const sequences = [bench.frames(Array.from({ length: 3_000 }, (_, at) => at & 255)), bench.frames(Array(900).fill(7))];
      let seed = 0;
      const lent = () => {
        if (++seed <= 4) return Promise.resolve(sequences.map(frames => ({ rawValue: frames.frame(seed) })));
        return seed === 5 ? Promise.resolve([]) : Promise.reject(new Error('the service went away'));
      };
      Object.assign(window, { lent });
    });
    await page.getByText('Tämä on eri kuva kuin se, jonka lukeminen on kesken.').waitFor();
    await page.getByText('44 % luettu', { exact: true }).waitFor();
    expect(await page.getByRole('progressbar').getAttribute('aria-valuetext')).toBe('44\u00a0% luettu');
    // Our own reader looks now, and finds nothing: what was read stays.
    await page.getByText('Kuvaa ei näy. Mitään ei mennyt hukkaan').waitFor();
    await page.getByRole('button', { name: 'Sulje kamera' }).click();
    await page.getByText('Luettu osa säilyy').waitFor();
    expect(tablet.errors).toEqual([]);
  });

  it('shows a moving picture that can be stopped, slowed and stepped, and one that stands when there is little', async () => {
    const { page } = tablet;
    await showPicture(tablet, Array(20_000).fill(3));
    const drawn = () => page.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const first = await drawn();
    await page.waitForFunction(before => document.querySelector('canvas')!.toDataURL() !== before, first);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.getByRole('button', { name: 'Pysäytä kuva' }).click();
    const stopped = await drawn();
    await page.getByRole('button', { name: 'Seuraava kuva' }).click();
    await page.waitForFunction(before => document.querySelector('canvas')!.toDataURL() !== before, stopped);
    const seconds = async () => Number(/noin (\d+) sekuntia/.exec(await page.getByText('Lukeminen kestää').innerText())?.[1]);
    const fast = await seconds();
    await page.getByRole('button', { name: 'Hitaammin' }).click();
    expect(await seconds()).toBeGreaterThan(fast * 3);

    await showPicture(tablet, [1, 2, 3]);
    await page.getByText('Näytä tämä toisen laitteen kameralle.').waitFor();
    expect(await page.getByRole('button').count()).toBe(0);
    expect(tablet.errors).toEqual([]);
  });
});
