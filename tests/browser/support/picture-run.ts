import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PictureBench } from '../pages/picture.ts';
import { chanceOf } from '../../support/chance.ts';
import { launchTablet, type Tablet } from './chromium.ts';
import { filmCodes } from './filmed.ts';

export type { PictureBench };

declare const bench: PictureBench;

export interface PictureRun {
  /** Bytes to hand over. */
  length: number;
  /** Codes filmed, at 15 a second; Chromium plays them again and again. */
  pictures: number;
  lost: number;
}

export type PictureRead = NonNullable<PictureBench['result']> & { sent: number[]; errors: string[] };

/** Films what one page shows and lets another read it through Chromium's camera. */
export async function handOverByPicture(origin: string, { length, pictures, lost }: PictureRun): Promise<PictureRead> {
  const chance = chanceOf(length);
  const sent = Array.from({ length }, () => chance.below(256));
  const folder = mkdtempSync(join(tmpdir(), 'vertti-picture-'));
  const film = join(folder, 'film.y4m');
  try {
    const codes = await record(origin, folder, sent, pictures);
    filmCodes(film, codes, { width: 640, height: 480, rate: 15, lost, chance });
    const tablet = await launchTablet({ profileDir: join(folder, 'receiver'), origin, flags: cameraFlags(film) });
    try {
      await readPicture(tablet);
      await tablet.page.waitForFunction(() => bench.result !== null, undefined, { timeout: 110_000, polling: 200 });
      const result = await tablet.page.evaluate(() => bench.result!);
      return { ...result, sent, errors: tablet.errors };
    } finally {
      await tablet.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const cameraFlags = (film: string) => [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${film}`,
];

export async function readPicture({ page }: Tablet): Promise<void> {
  await page.goto('/picture.html');
  await page.evaluate(() => bench.read());
}

/** What the sender's screen shows, picture by picture: stepped by hand, as one does who has less motion. */
async function record(origin: string, folder: string, bytes: number[], count: number): Promise<string[][]> {
  const tablet = await launchTablet({ profileDir: join(folder, 'sender'), origin });
  try {
    await tablet.page.emulateMedia({ reducedMotion: 'reduce' });
    await showPicture(tablet, bytes);
    return await tablet.page.evaluate(howMany => bench.record(howMany), count);
  } finally {
    await tablet.close();
  }
}

export async function showPicture({ page }: Tablet, bytes: number[]): Promise<void> {
  await page.goto('/picture.html');
  await page.evaluate(given => bench.show(given), bytes);
  await page.locator('canvas').waitFor();
}
