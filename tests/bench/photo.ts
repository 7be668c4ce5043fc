import { composer } from '../browser/support/day-acts.ts';
import { startDevice } from '../browser/support/day-people.ts';
import { openExampleDay, settle } from '../browser/support/example-day.ts';
import { phonePhoto } from '../browser/support/photo-files.ts';
import { startServer } from '../browser/support/server.ts';
import { percentile } from './in-chromium.ts';

export interface PhotoFigures {
  /** Milliseconds from the choice of a file to its picture, stored and shown; medians, with the page's thread slowed four times. */
  inWorker: number;
  /** The same with all of it on that thread, as where a worker has no canvas. */
  onPage: number;
  megabytes: number;
}

/** A photo of 12 megapixels beside a note that is being written, on the built app without a network. */
export async function measurePhoto(): Promise<PhotoFigures> {
  const server = await startServer();
  const device = await startDevice(server, 'photo');
  const { page } = device;
  try {
    const day = await openExampleDay(page, server);
    const { buffer } = await phonePhoto(page, 4_000, 3_000);
    await page.goto(day.interview);
    await settle(page);
    device.line.cut();
    await composer(page).fill('kyltti on jo paikallaan');
    await page.getByRole('button', { name: 'Lisää kuva' }).click();
    await page.locator('input[type=file][multiple]').waitFor({ state: 'attached' });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const measure = () => page.evaluate(addPhotos, { photo: buffer.toString('base64'), times: 5 });
    const inWorker = await measure();
    await page.evaluate(() => Reflect.deleteProperty(window, 'OffscreenCanvas'));
    const onPage = await measure();
    return { inWorker: percentile(inWorker, 0.5), onPage: percentile(onPage, 0.5), megabytes: buffer.length / 1e6 };
  } finally {
    await device.close();
    await server.stop();
  }
}

/** Runs in the page: chooses the photo as its file input does, so many times. */
async function addPhotos({ photo, times }: { photo: string; times: number }): Promise<number[]> {
  const bytes = Uint8Array.from(atob(photo), letter => letter.charCodeAt(0));
  const input = document.querySelector<HTMLInputElement>('input[type=file][multiple]')!;
  const shown = () =>
    [...document.querySelectorAll<HTMLImageElement>('form li img')].filter(image => image.complete && image.naturalWidth).length;
  const took: number[] = [];
  for (let time = 0; time < times; time++) {
    const chosen = new DataTransfer();
    chosen.items.add(new File([bytes], 'IMG_2041.jpg', { type: 'image/jpeg' }));
    input.files = chosen.files;
    const before = shown();
    const from = performance.now();
    input.dispatchEvent(new Event('change', { bubbles: true }));
    while (shown() === before) await new Promise(requestAnimationFrame);
    took.push(performance.now() - from);
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  return took;
}
