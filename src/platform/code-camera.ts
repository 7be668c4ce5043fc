import { openCamera, type CameraError } from './camera.ts';
import { createCodeReader } from './code-reader.ts';

export interface CodeCamera {
  stop(): void;
}

export type OpenedCodeCamera = { ok: true; value: CodeCamera } | { ok: false; error: CameraError };

/**
 * Shows the camera in the video element, and tells each code it sees there, the same one again too.
 * `onEnd`: the camera was taken away; it is stopped then.
 */
export async function openCodeCamera(
  video: HTMLVideoElement,
  onCode: (text: string) => void,
  onEnd: () => void,
): Promise<OpenedCodeCamera> {
  let isOpen = true;
  const end = () => {
    if (!isOpen) return;
    stop();
    onEnd();
  };
  const opened = await openCamera(end);
  if (!opened.ok) return opened;
  const camera = opened.value;
  const reader = await createCodeReader();
  video.srcObject = camera.stream;
  // iPadOS plays nothing that is not muted and in its place.
  video.muted = true;
  video.playsInline = true;
  // Stopped before it began, it throws.
  void video.play().catch(() => undefined);
  void look();
  return { ok: true, value: { stop } };

  async function look(): Promise<void> {
    while (isOpen) {
      await nextPicture(video);
      if (!isOpen) return;
      const texts = await reader.read(video).catch(() => null);
      // Neither reader can: nothing is gained by trying thirty times a second.
      if (texts === null) return end();
      if (isOpen) for (const text of texts) onCode(text);
    }
  }

  function stop(): void {
    isOpen = false;
    camera.stop();
    reader.close();
    video.srcObject = null;
  }
}

/** The camera's next picture; where the browser does not tell, the screen's. Both rest while the page is hidden. */
function nextPicture(video: HTMLVideoElement): Promise<unknown> {
  return new Promise(resolve => {
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(resolve);
    else requestAnimationFrame(resolve);
  });
}
