import '#ui/styles/index.css';
import { mount } from 'svelte';
import { keepAwake, openCodeCamera } from '#platform/pictures.ts';
import { createFrameCollector, framesOf } from '#sync/handover/pictures.ts';
import MovingPicture from '#ui/items/MovingPicture.svelte';
import PictureReader from '#ui/items/PictureReader.svelte';
import type { PictureFrames, Pictures } from '#ui/pictures.ts';

/* The moving picture alone, both ends of it, put together as main.ts does. */

export interface PictureBench {
  show(bytes: number[]): void;
  /** The pixels of `count` pictures as they are drawn, one after another: rows of '0' (light) and '1'. */
  record(count: number): Promise<string[][]>;
  read(): void;
  frames(bytes: number[]): PictureFrames;
  /** Milliseconds from the camera's first picture, and from the first frame that was read, to the end; and all that was read. */
  result: { sinceCamera: number; sinceFrame: number; bytes: number[]; codes: number } | null;
}

const collector = createFrameCollector();
let firstPicture = 0;
let firstFrame = 0;
let codes = 0;

const pictures: Pictures = {
  framesOf,
  collector: {
    take(text) {
      codes++;
      firstFrame ||= performance.now();
      return collector.take(text);
    },
    get progress() {
      return collector.progress;
    },
    restart: collector.restart,
  },
  look: (video, onCode, onEnd) => {
    video.addEventListener('playing', () => (firstPicture ||= performance.now()), { once: true });
    return openCodeCamera(video, onCode, onEnd);
  },
  keepAwake,
};

const target = document.getElementById('place')!;

const bench: PictureBench = {
  frames(bytes) {
    const framed = framesOf(Uint8Array.from(bytes));
    if (!framed.ok) throw new Error(framed.error.type);
    return framed.value;
  },
  show: bytes => void mount(MovingPicture, { target, props: { pictures, bytes: Uint8Array.from(bytes) } }),
  async record(count) {
    const step = [...document.querySelectorAll('button')].find(button => button.textContent?.includes('Seuraava kuva'))!;
    const canvas = document.querySelector('canvas')!;
    const recorded: string[][] = [];
    while (recorded.length < count) {
      step.click();
      await Promise.resolve();
      const { data, width, height } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      recorded.push(
        Array.from({ length: height }, (_, y) =>
          Array.from({ length: width }, (__, x) => (data[(y * width + x) * 4]! < 128 ? 1 : 0)).join(''),
        ),
      );
    }
    return recorded;
  },
  read: () =>
    void mount(PictureReader, {
      target,
      props: {
        pictures,
        oncomplete: (bytes: Uint8Array) => {
          const now = performance.now();
          bench.result = { sinceCamera: now - firstPicture, sinceFrame: now - firstFrame, bytes: [...bytes], codes };
        },
      },
    }),
  result: null,
};

Object.assign(window, { bench });
