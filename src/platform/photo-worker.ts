import type { RecodeRequest } from './photo-messages.ts';
import { recode, sheetOn, type NewSheet } from './photo-recode.ts';
import type { Recoded } from './platform.ts';

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = async ({ data: { file, use } }: MessageEvent<RecodeRequest>) => {
  const answer: Recoded = await recode(file, use, newSheet);
  self.postMessage(answer, answer.ok ? [answer.value.bytes.buffer] : []);
};

const newSheet: NewSheet = (width, height) => {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  return sheetOn(context, width, height, (type, quality) => canvas.convertToBlob(quality ? { type, quality } : { type }).catch(() => null));
};
