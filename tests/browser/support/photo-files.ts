import type { Page } from 'playwright-core';
import { exifSegment } from '../../support/picture-headers.ts';

export interface PickedFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** The colours of a photo's corners as it lies in its file, from the upper left with the clock. */
const corners = ['#ff0000', '#00ff00', '#ffff00', '#0000ff'];

/** A photo as a phone leaves it, `width` × `height` in its file: grainy, with a corner in each colour, taken upright (orientation 6), with place and device in it. */
export async function phonePhoto(page: Page, width: number, height: number): Promise<PickedFile> {
  const bytes = await page.evaluate(
    async ({ width: wide, height: tall, colours }) => {
      const canvas = new OffscreenCanvas(wide, tall);
      const context = canvas.getContext('2d')!;
      const grain = context.createImageData(wide, tall);
      for (let at = 0, seed = 1; at < grain.data.length; at += 4) {
        seed = (seed * 1_103_515_245 + 12_345) >>> 0;
        const light = 120 + (at / grain.data.length) * 60 + ((seed >>> 16) & 31);
        grain.data.set([light, light * 0.95, light * 0.8, 255], at);
      }
      context.putImageData(grain, 0, 0);
      const side = Math.min(wide, tall) / 4;
      const places = [
        [0, 0],
        [wide - side, 0],
        [wide - side, tall - side],
        [0, tall - side],
      ] as const;
      for (const [index, [x, y]] of places.entries()) {
        context.fillStyle = colours[index]!;
        context.fillRect(x, y, side, side);
      }
      const made = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 })).arrayBuffer());
      let text = '';
      for (let at = 0; at < made.length; at += 8_192) text += String.fromCharCode(...made.subarray(at, at + 8_192));
      return btoa(text);
    },
    { width, height, colours: corners },
  );
  const plain = Buffer.from(bytes, 'base64');
  const buffer = Buffer.concat([plain.subarray(0, 2), Buffer.from(exifSegment(6)), plain.subarray(2)]);
  return { name: 'IMG_2041.jpg', mimeType: 'image/jpeg', buffer };
}

export interface StoredPicture {
  bytes: Buffer;
  width: number;
  height: number;
  /** The nearest of the four colours at each corner, from the upper left with the clock. */
  corners: string[];
}

/** The pictures in the device's database, as they would be drawn. */
export async function storedPictures(page: Page): Promise<StoredPicture[]> {
  const found = await page.evaluate(async colours => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('vertti');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error('the database does not open'));
    });
    const rows = await new Promise<{ bytes: Blob }[]>(resolve => {
      const all = database.transaction('blobs').objectStore('blobs').getAll();
      all.onsuccess = () => resolve(all.result as { bytes: Blob }[]);
    });
    database.close();
    const nearest = (pixel: Uint8ClampedArray) => {
      const apart = (colour: string) =>
        [1, 3, 5].reduce((sum, at, channel) => sum + Math.abs(parseInt(colour.slice(at, at + 2), 16) - pixel[channel]!), 0);
      return colours.toSorted((a, b) => apart(a) - apart(b))[0]!;
    };
    return Promise.all(
      rows.map(async ({ bytes }) => {
        const image = await createImageBitmap(bytes);
        const { width, height } = image;
        const canvas = new OffscreenCanvas(width, height);
        const context = canvas.getContext('2d')!;
        context.drawImage(image, 0, 0);
        const at = (x: number, y: number) => nearest(context.getImageData(x, y, 1, 1).data);
        const told = [at(8, 8), at(width - 9, 8), at(width - 9, height - 9), at(8, height - 9)];
        return { bytes: [...new Uint8Array(await bytes.arrayBuffer())], width, height, corners: told };
      }),
    );
  }, corners);
  return found.map(one => ({ ...one, bytes: Buffer.from(one.bytes) }));
}

/** The corners of a photo taken upright, when it is turned as it was seen: what lay lower left is upper left. */
export const uprightCorners = [corners[3]!, corners[0]!, corners[1]!, corners[2]!];
