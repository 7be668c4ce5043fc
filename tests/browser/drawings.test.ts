import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriersOf } from './support/barriers.ts';
import { composer } from './support/day-acts.ts';
import { rowsOf, until, valueOf, type Device } from './support/day-people.ts';
import { settle, type ExampleDay } from './support/example-day.ts';
import { inAnInterview } from './support/in-an-interview.ts';
import { phonePhoto, storedPictures } from './support/photo-files.ts';
import type { RunningServer } from './support/server.ts';

/* What is drawn on the screen, and what was written on paper. */

let server: RunningServer;
let device: Device;
let day: ExampleDay;
let page: Page;

const photosOf = async (source: string) => (await rowsOf(device, 'photo')).filter(row => valueOf(row, 'source') === source);
const sheet = () => page.getByRole('group', { name: 'Piirros' });

async function openWay(name: string): Promise<void> {
  await page.getByRole('button', { name: 'Lisää kuva' }).click();
  await page.getByRole('button', { name, exact: true }).click();
}

/** Draws a line across the sheet with the mouse, `height` of the way down. */
async function line(height: number): Promise<void> {
  const box = (await sheet().locator('canvas').boundingBox())!;
  await page.mouse.move(box.x + 20, box.y + box.height * height);
  await page.mouse.down();
  for (let step = 1; step <= 10; step++) await page.mouse.move(box.x + 20 + (step * (box.width - 40)) / 10, box.y + box.height * height);
  await page.mouse.up();
}

beforeAll(async () => {
  ({ server, device, day } = await inAnInterview({ touch: false }));
  page = device.page;
});

afterAll(async () => {
  await device?.close();
  await server?.stop();
});

describe('a drawing', () => {
  test('is stored from its first stroke, goes back by strokes and stands as a picture of its own', async () => {
    await openWay('Piirrä');
    await line(0.3);
    const first = await until('the first stroke', async () => (await photosOf('drawing'))[0]);
    await line(0.7);
    expect(await barriersOf(page)).toEqual([]);

    await sheet().getByRole('button', { name: 'Tyhjennä' }).click();
    await sheet().getByRole('button', { name: 'Kumoa veto' }).click();
    await sheet().getByRole('button', { name: 'Kumoa veto' }).click();
    await sheet().getByRole('button', { name: 'Valmis' }).click();
    await sheet().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Avaa suurena: Piirros, ei kuvatekstiä' }).waitFor();
    const [one, ...others] = await photosOf('drawing');
    expect([one!.id, others.length]).toEqual([first.id, 0]);
    expect(['image/png', 'image/webp']).toContain(valueOf(one!, 'type'));
    expect((await storedPictures(page)).every(({ bytes }) => bytes.length < 100_000)).toBe(true);
  });

  test('that is taken back whole is nothing', async () => {
    await openWay('Piirrä');
    await line(0.5);
    await until('it to be stored', async () => (await photosOf('drawing')).length === 2);
    const notes = (await rowsOf(device, 'note')).length;
    await sheet().getByRole('button', { name: 'Kumoa veto' }).click();
    await sheet().getByRole('button', { name: 'Valmis' }).click();
    await until('it to go', async () => (await photosOf('drawing')).length === 1);
    expect((await rowsOf(device, 'note')).length).toBe(notes - 1);
  });

  test('that is left half-way stays', async () => {
    await composer(page).fill('kaavio tiimistä');
    await openWay('Piirrä');
    await line(0.4);
    await page.getByRole('link', { name: /Takaisin: Tänään/ }).click();
    const drawn = await until('the drawing', async () => (await photosOf('drawing')).length === 2 && photosOf('drawing'));
    const note = (await rowsOf(device, 'note')).find(row => row.texts['words'] === 'kaavio tiimistä');
    expect(drawn.map(row => row.parent)).toContain(note!.id);
  });
});

describe('a page of paper', () => {
  const untyped = () => page.getByRole('link', { name: 'Paperilta kirjoittamatta: 1' });

  test('is photographed by its own button, and waits to be typed out', async () => {
    await page.goto(day.interview);
    await settle(page);
    const choosing = page.waitForEvent('filechooser');
    await openWay('Kuvaa paperi');
    await (await choosing).setFiles(await phonePhoto(page, 1_200, 900));
    await until('the page', async () => (await photosOf('paper')).length === 1);
    await page.goto(`${day.interview}/harvest`);
    await untyped().waitFor();
  });

  test('is typed out beside its picture, on a phone under it, into the note it belongs to', async () => {
    await untyped().click();
    const picture = page.getByRole('region', { name: 'Kuvaa paperi' });
    await picture.getByRole('img').waitFor();
    const boxes = async () => [(await picture.boundingBox())!, (await composer(page).boundingBox())!] as const;
    const [left, right] = await boxes();
    expect(left.x + left.width).toBeLessThanOrEqual(right.x + 1);
    expect(await barriersOf(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    const [above, below] = await boxes();
    expect(above.y + above.height).toBeLessThanOrEqual(below.y + 1);
    expect(above.height).toBeGreaterThan(250);
    await composer(page).click();
    await page.keyboard.type('1. niitto elokuussa\n2. kyltti kevääksi');
    await page.getByRole('button', { name: 'Valmis', exact: true }).click();
    const [of] = await photosOf('paper');
    await until('the words', async () =>
      (await rowsOf(device, 'note')).some(row => row.id === of!.parent && row.texts['words'] === '1. niitto elokuussa\n2. kyltti kevääksi'),
    );
    await page.goto(`${day.interview}/harvest`);
    await page.getByText('1. niitto elokuussa').waitFor();
    expect(await untyped().count()).toBe(0);
  });
});

test('no page wrote an error', () => {
  expect(device.errors).toEqual([]);
});
