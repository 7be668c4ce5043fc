/** How bytes go from one screen to another device's camera. What is here comes from outside, as everything of the device does. */
export interface Pictures {
  /** `too-large`: it would take minutes, and a file is better. */
  framesOf(bytes: Uint8Array): { ok: true; value: PictureFrames } | { ok: false; error: { type: 'empty' | 'too-large' } };
  /** One for as long as the app is open, so that a reading left in the middle goes on where it was. */
  collector: PictureCollector;
  look(video: HTMLVideoElement, onCode: (text: string) => void, onEnd: () => void): Promise<Looking>;
  /** Keeps the screen lit until what it returns is called. */
  keepAwake(): () => void;
}

export interface PictureFrames {
  /** The least frames there are to read. */
  readonly blocks: number;
  /** The text of one code, for any 32-bit seed. */
  frame(seed: number): string;
}

export interface PictureCollector {
  take(text: string): PictureTaken;
  /** From 0 to 1; null before the first frame. */
  readonly progress: number | null;
  restart(): void;
}

export type PictureTaken =
  { type: 'complete'; bytes: Uint8Array } | { type: 'taken' | 'known' | 'damaged' | 'other-transfer' | 'other-version' | 'no-frame' };

export type CameraRefusal = 'refused' | 'absent' | 'busy' | 'not-offered' | 'failed';
export type Looking = { ok: true; value: { stop(): void } } | { ok: false; error: { type: CameraRefusal } };
