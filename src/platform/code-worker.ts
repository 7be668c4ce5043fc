import decodeQR from 'qr/decode.js';
import type { CodeAnswer, CodeRequest } from './code-messages.ts';

declare const self: DedicatedWorkerGlobalScope;

/** Milliseconds spent on one picture at most; the next one is better than a harder look at this one. */
const timeLimit = 60;

let canvas: OffscreenCanvas | null = null;

self.onmessage = ({ data: { image } }: MessageEvent<CodeRequest>) => {
  const answer: CodeAnswer = { text: read(image) };
  image.close();
  self.postMessage(answer);
};

function read(image: ImageBitmap): string | null {
  if (canvas?.width !== image.width) canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(image, 0, 0);
  try {
    return decodeQR(context.getImageData(0, 0, image.width, image.height), { format: 'RGBA', timeLimit });
  } catch {
    // It throws where it finds nothing.
    return null;
  }
}
