// oxlint-disable-next-line import/default -- the address is what the build makes of it
import workerAddress from './photo-worker.ts?worker&url';
import type { RecodeRequest } from './photo-messages.ts';
import { recode as recodeHere, sheetOn, type NewSheet } from './photo-recode.ts';
import type { Photos, PictureUse, Recoded } from './platform.ts';
import { trustedUrl } from './trusted-url.ts';

/** A worker that has said nothing for so long has died of what it was given: of memory, mostly. */
const patience = 60_000;

let last: Promise<unknown> = Promise.resolve();

/** The browser's photos: encoded anew in a worker where that has a canvas, else on the page. One after another: each takes tens of megabytes. */
export const photos: Photos = {
  recode(file, use) {
    const turn = last.then(() => recodeOne(file, use));
    last = turn;
    return turn;
  },
  async isCameraRefused() {
    // Not every browser tells it of a camera.
    const asked = navigator.permissions?.query({ name: 'camera' as PermissionName });
    return (await asked?.catch(() => null))?.state === 'denied';
  },
};

async function recodeOne(file: Blob, use: PictureUse): Promise<Recoded> {
  const inWorker = 'OffscreenCanvas' in window ? await recodeInWorker(file, use) : 'no-worker';
  return inWorker === 'no-worker' ? recodeHere(file, use, newSheet) : inWorker;
}

/** A worker of its own for each: with it goes all memory that a large picture took. */
function recodeInWorker(file: Blob, use: PictureUse): Promise<Recoded | 'no-worker'> {
  const worker = new Worker(trustedUrl(workerAddress), { type: 'module' });
  let timer: ReturnType<typeof setTimeout>;
  return new Promise<Recoded | 'no-worker'>(resolve => {
    timer = setTimeout(() => resolve({ ok: false, error: { type: 'no-memory' } }), patience);
    worker.onmessage = ({ data }: MessageEvent<Recoded>) => resolve(data);
    worker.onerror = () => resolve('no-worker');
    const request: RecodeRequest = { file, use };
    worker.postMessage(request);
  }).finally(() => {
    clearTimeout(timer);
    worker.terminate();
  });
}

const newSheet: NewSheet = (width, height) => {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { alpha: false });
  return sheetOn(context, width, height, (type, quality) => new Promise<Blob | null>(resolve => canvas.toBlob(resolve, type, quality)));
};
