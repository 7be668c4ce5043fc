// oxlint-disable-next-line import/default -- the address is what the build makes of it
import workerAddress from './code-worker.ts?worker&url';
import type { CodeRequest, CodeAnswer } from './code-messages.ts';
import { trustedUrl } from './trusted-url.ts';

/** Finds the codes in what a video shows now. */
export interface CodeReader {
  /** @returns the texts found; [] for none. One call at a time. */
  read(video: HTMLVideoElement): Promise<string[]>;
  close(): void;
}

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

interface DetectorWindow {
  BarcodeDetector?: {
    new (options: { formats: string[] }): Detector;
    getSupportedFormats(): Promise<string[]>;
  };
}

/** The system's own reader where the browser lends it (Android, macOS, ChromeOS), else ours in a worker: also when the lent one fails. */
export async function createCodeReader(): Promise<CodeReader> {
  const detector = await findDetector();
  let ours: CodeReader | null = null;
  let isLent = detector !== null;
  return {
    async read(video) {
      if (detector && isLent) {
        try {
          return (await detector.detect(video)).map(found => found.rawValue);
        } catch {
          // Its service is not installed, or went away; ours needs none.
          isLent = false;
        }
      }
      ours ??= createWorkerReader();
      return ours.read(video);
    },
    close: () => ours?.close(),
  };
}

async function findDetector(): Promise<Detector | null> {
  const { BarcodeDetector } = window as DetectorWindow;
  const formats = (await BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  return BarcodeDetector && formats.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : null;
}

function createWorkerReader(): CodeReader {
  const worker = new Worker(trustedUrl(workerAddress), { type: 'module' });
  let answered: (texts: string[]) => void = () => undefined;
  worker.onmessage = ({ data }: MessageEvent<CodeAnswer>) => answered(data.text === null ? [] : [data.text]);
  return {
    async read(video) {
      // The square in the middle, which is what the page shows of it.
      const side = Math.min(video.videoWidth, video.videoHeight);
      if (!side) return [];
      const image = await createImageBitmap(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side);
      return new Promise<string[]>((resolve, reject) => {
        answered = resolve;
        worker.onerror = event => reject(new Error(event.message));
        const request: CodeRequest = { image };
        worker.postMessage(request, [image]);
      });
    },
    close() {
      answered([]);
      worker.terminate();
    },
  };
}
