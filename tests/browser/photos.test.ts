import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boxBytes, bytesOf, jpegBytes, pngBytes } from '../support/picture-headers.ts';
import { barriersOf } from './support/barriers.ts';
import { composer } from './support/day-acts.ts';
import { rowsOf, until, valueOf, type Device } from './support/day-people.ts';
import { inAnInterview } from './support/in-an-interview.ts';
import { phonePhoto, storedPictures, uprightCorners, type PickedFile } from './support/photo-files.ts';
import type { RunningServer } from './support/server.ts';

/* Photos, drawings and pages of paper, in an interview without a network. */

let server: RunningServer;
let device: Device;
let page: Page;
let photo: PickedFile;

const ways = () => page.getByRole('group', { name: 'Miten kuva lisätään' });
const thumbs = () => page.getByRole('button', { name: /^Avaa suurena/ });
const camera = () => page.locator('input[type=file][capture]');
const gallery = () => page.locator('input[type=file][multiple]');
const photos = async (source?: string) =>
  (await rowsOf(device, 'photo')).filter(row => !source || (valueOf(row, 'source') ?? 'camera') === source);
const file = (name: string, bytes: Uint8Array, mimeType = 'image/jpeg'): PickedFile => ({ name, mimeType, buffer: Buffer.from(bytes) });

async function openWays(): Promise<void> {
  await page.getByRole('button', { name: 'Lisää kuva' }).click();
  await ways().waitFor();
}

beforeAll(async () => {
  ({ server, device } = await inAnInterview());
  page = device.page;
  photo = await phonePhoto(page, 3_000, 2_000);
});

afterAll(async () => {
  await device?.close();
  await server?.stop();
});

describe('a photo taken while a note is being written', () => {
  test('belongs to it, is seen at once and leaves the words and the caret alone', async () => {
    await composer(page).click();
    await page.keyboard.type('kyltti on jo');
    await openWays();
    expect(await composer(page).evaluate(field => document.activeElement === field)).toBe(true);
    expect(await barriersOf(page)).toEqual([]);
    const working = page.waitForEvent('worker');
    await camera().setInputFiles(photo);
    expect((await working).url()).toContain('photo-worker');
    await page.getByRole('group', { name: 'Tämän muistiinpanon kuvat' }).getByRole('img').waitFor();
    await page.keyboard.type(' paikallaan');
    expect(await composer(page).inputValue()).toBe('kyltti on jo paikallaan');
    await page.getByText('Kuva tässä laitteessa, odottaa verkkoa').first().waitFor();
    expect(await barriersOf(page)).toEqual([]);
    await page.keyboard.press('Enter');
    const note = await until('the note', async () =>
      (await rowsOf(device, 'note')).find(row => row.texts['words'] === 'kyltti on jo paikallaan'),
    );
    expect((await photos()).map(row => row.parent)).toEqual([note.id]);
  });

  test('is at most 400 KB, turned right, and says nothing of where and with what it was taken', async () => {
    const [stored] = await storedPictures(page);
    expect(photo.buffer.length).toBeGreaterThan(1_000_000);
    expect(stored!.bytes.length).toBeLessThanOrEqual(400_000);
    expect([stored!.width, stored!.height, stored!.corners]).toEqual([1_365, 2_048, uprightCorners]);
    for (const told of ['Exif', 'GPS', 'Nokia', '60.1699'])
      expect([photo.buffer.includes(told), stored!.bytes.includes(told)]).toEqual([true, false]);
    const [row] = await photos();
    expect(row && [valueOf(row, 'width'), valueOf(row, 'height'), valueOf(row, 'bytes')]).toEqual([1_365, 2_048, stored!.bytes.length]);
  });

  test('is there after the page was loaded anew without a network, and moves nothing as it comes', async () => {
    await page.addInitScript(() => {
      const shifts: string[] = [];
      type Shift = PerformanceEntry & { hadRecentInput: boolean; sources: { node?: Element }[] };
      new PerformanceObserver(list => {
        for (const { hadRecentInput, sources } of list.getEntries() as Shift[])
          if (!hadRecentInput && sources.some(one => one.node?.closest?.('li')))
            shifts.push(sources.map(one => String(one.node?.className)).join(', '));
      }).observe({ type: 'layout-shift', buffered: true });
      Object.assign(window, { shifts });
    });
    await page.reload();
    await page.getByRole('radio', { name: /^Koko haastattelu/ }).check({ force: true });
    await thumbs().first().getByRole('img').waitFor();
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts)).toEqual([]);
  });

  test('opens large with the keyboard alone, takes a caption, comes nearer and closes by Escape to where one was', async () => {
    await thumbs().first().focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('img').waitFor();
    expect(await barriersOf(page)).toEqual([]);
    const near = dialog.getByRole('button', { name: 'Näytä tarkasti' });
    const wide = async () => (await dialog.getByRole('img').boundingBox())!.width;
    const before = await wide();
    await near.focus();
    await page.keyboard.press('Enter');
    await until('it to be near', async () => (await wide()) > 1.5 * before, 5);
    await dialog.getByRole('textbox', { name: 'Kuvateksti' }).focus();
    await page.keyboard.type('Niityn kyltti');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await until('the caption', async () => (await photos()).some(row => row.texts['caption'] === 'Niityn kyltti'));
    await page.getByRole('button', { name: 'Avaa suurena: Niityn kyltti' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Avaa suurena: Niityn kyltti');
  });

  test('is deleted, and brought back from the bar', async () => {
    await thumbs().first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Poista kuva' }).click();
    await page.getByText('Kuva poistettu').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Muistiinpanot');
    await thumbs().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Kumoa' }).first().click();
    await page.getByRole('button', { name: 'Avaa suurena: Niityn kyltti' }).waitFor();
    expect((await photos()).map(row => row.texts['caption'])).toEqual(['Niityn kyltti']);
  });
});

describe('a picture without words', () => {
  test('is a note of its own, under the question in hand, and a sign goes to it', async () => {
    const before = (await photos()).map(row => row.parent);
    await openWays();
    await gallery().setInputFiles([photo, { ...photo, name: 'b.jpg' }]);
    const added = await until('two more photos', async () => {
      const parents = (await photos()).map(row => row.parent).filter(parent => !before.includes(parent));
      return parents.length === 2 && parents;
    });
    expect(added[0]).toBe(added[1]);
    const own = (await rowsOf(device, 'note')).find(row => row.id === added[0])!;
    expect(own.texts['words'] ?? '').toBe('');
    await page.getByRole('button', { name: 'vahvuus', exact: true }).click();
    await until('the sign', async () =>
      (await rowsOf(device, 'note')).some(row => row.id === own.id && valueOf(row, 'sign') === 'strength'),
    );
  });

  test('goes with its last picture, and comes back with it', async () => {
    const count = async () => (await rowsOf(device, 'note')).length;
    const before = await count();
    for (let left = 2; left > 0; left--) {
      await thumbs().last().click();
      await page.getByRole('dialog').getByRole('button', { name: 'Poista kuva' }).click();
      await until('it to go', async () => (await photos()).length === left);
    }
    expect(await count()).toBe(before - 1);
    await page.getByRole('button', { name: 'Kumoa' }).first().click();
    await until('both', async () => (await photos()).length === 2 && (await count()) === before);
  });

  test('is pasted or dropped, and pasted text keeps its words', async () => {
    const before = (await photos()).length;
    const bytes = [...(await storedPictures(page))[0]!.bytes];
    const give = (kind: 'paste' | 'drop', text = '', html = '') =>
      page.evaluate(
        ({ what, words, markup, content }) => {
          const data = new DataTransfer();
          if (content.length) data.items.add(new File([new Uint8Array(content)], 'leike.jpg', { type: 'image/jpeg' }));
          if (words) data.setData('text/plain', words);
          if (markup) data.setData('text/html', markup);
          const field = document.querySelector('textarea')!;
          const event =
            what === 'paste'
              ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
              : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
          return field.dispatchEvent(event);
        },
        { what: kind, words: text, markup: html, content: html ? [] : bytes },
      );
    expect(await give('paste')).toBe(false);
    await until('the pasted', async () => (await photos()).length === before + 1);
    expect(await give('drop')).toBe(false);
    await until('the dropped', async () => (await photos()).length === before + 2);
    expect(await give('paste', 'rivi', '<table><tr><td>rivi</td></tr></table>')).toBe(true);
    await page.getByText(/^Teksti liitettiin\. Taulukot ja kuvat eivät tulleet/).waitFor();
  });
});

describe('a file that is no picture to keep', () => {
  const bad: [string, PickedFile, RegExp][] = [
    ['an empty file', file('tyhja.jpg', bytesOf('')), /^Tiedosto on tyhjä.*tyhja\.jpg/],
    ['a video that is called a photo', file('video.jpg', boxBytes(['isom', 'mp42'])), /^Tiedosto on video.*video\.jpg/],
    ['a document', file('ohje.jpg', bytesOf('%PDF-1.7 …')), /^Tiedosto ei ole kuva vaan asiakirja.*ohje\.jpg/],
    ['text', file('teksti.png', bytesOf('hei')), /^Tiedosto ei ole kuva, joten.*teksti\.png/],
    ['an iPhone’s photo', file('IMG_1.HEIC', boxBytes(['heic'], [[4_032, 3_024]])), /HEIC-kuvaa: IMG_1\.HEIC.*Yhteensopivin/],
    ['a photo that is cut off', file('katki.jpg', jpegBytes(800, 600)), /rikki tai jäi kesken: katki\.jpg/],
    [
      'a photo of 300 megapixels',
      file('iso.jpg', Buffer.concat([jpegBytes(20_000, 15_000), Buffer.alloc(4_000_000)])),
      /liian suuri.*iso\.jpg/,
    ],
    ['a few bytes that would unfold', file('pommi.png', pngBytes(30_000, 30_000)), /veisi avattuna koko muistin.*pommi\.png/],
  ];

  test.each(bad)('%s is told of, and what was being typed stays', async (_, one, sentence) => {
    const before = (await photos()).length;
    await composer(page).fill('tämä jää');
    await openWays();
    await gallery().setInputFiles(one);
    await page.getByText(sentence).waitFor();
    expect(await page.getByText(sentence).innerText()).toContain('anasi ovat ennallaan');
    expect(await composer(page).inputValue()).toBe('tämä jää');
    expect((await photos()).length).toBe(before);
    await page.getByRole('button', { name: 'Piilota' }).first().click();
  });

  test('does not keep the others from being added', async () => {
    const before = (await photos()).length;
    await openWays();
    await gallery().setInputFiles([bad[1]![1], photo]);
    await page.getByText(bad[1]![2]).waitFor();
    expect(await barriersOf(page)).toEqual([]);
    await until('the photo', async () => (await photos()).length === before + 1);
    await composer(page).press('Enter');
  });
});

test('where a worker has no canvas, the page makes the picture', async () => {
  const before = (await photos()).length;
  await page.evaluate(() => Reflect.deleteProperty(window, 'OffscreenCanvas'));
  await openWays();
  await gallery().setInputFiles(photo);
  await until('the photo', async () => (await photos()).length === before + 1);
  const sizes = (await photos()).map(row => [valueOf(row, 'width'), valueOf(row, 'height')].join(' × '));
  expect(new Set(sizes)).toEqual(new Set(['1365 × 2048']));
});

test('what waited goes when there is a network, and only then is said to be on the server', async () => {
  expect(await page.getByText('Kuva palvelimella').count()).toBe(0);
  device.line.restore();
  await page.getByText('Kuva palvelimella').first().waitFor({ timeout: 60_000 });
});

test('no page wrote an error', () => {
  expect(device.errors).toEqual([]);
});
