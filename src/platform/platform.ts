/**
 * What the world gives the app: clock, chance, locks, connectivity. It enters once, as this value; tests and the simulation
 * give their own. The browser's version is `browser-platform.ts`.
 */
export interface Platform {
  /** The device's clock in milliseconds since 1970; it may be wrong by years and may jump. */
  now(): number;
  /** Fresh random bytes as lower-case hex. */
  randomHex(bytes: number): string;
  /** Runs `run` after `milliseconds`; returns the way to cancel. */
  after(milliseconds: number, run: () => void): () => void;
  locks: Locks;
  connectivity: Connectivity;
  lifecycle: Lifecycle;
}

/** Web Locks: what a dead tab held is free at once, which is how an orphaned writer is recognised. */
export interface Locks {
  /** Holds `name` until the returned function is called or the page dies. */
  hold(name: string): Promise<() => void>;
  /** Runs `run` while holding `name`, or returns 'held' at once when somebody else does. */
  ifFree<T>(name: string, run: () => Promise<T>): Promise<T | 'held'>;
}

export interface Connectivity {
  /** What the system says; true proves nothing, false is believed. */
  isOnline(): boolean;
  /** Calls back whenever it may have changed; returns the way to stop. */
  watch(changed: () => void): () => void;
}

export interface Lifecycle {
  isHidden(): boolean;
  /** Calls back when the page is hidden or about to be; writing must reach the store now. Returns the way to stop. */
  onHide(run: () => void): () => void;
  /** Calls back when the page is shown again, possibly after a long sleep. */
  onShow(run: () => void): () => void;
}

/** `drawing`: lines on a plain ground, which stay exact. */
export type PictureUse = 'photo' | 'drawing';

/**
 * Why a file did not become a picture. `heic`: of a camera whose pictures this browser does not read. `inflates`: a few bytes that would
 * unfold to more than the device has room for. `undecodable`: it says that it is a picture, and is damaged. `no-picture`: anything else.
 */
export type PictureProblem =
  'empty' | 'video' | 'document' | 'no-picture' | 'heic' | 'too-many-pixels' | 'inflates' | 'undecodable' | 'no-memory';

/** What can be kept: `width` and `height` are in pixels, turned as the picture is seen. */
export interface RecodedPicture {
  bytes: Uint8Array<ArrayBuffer>;
  type: 'image/jpeg' | 'image/webp' | 'image/png';
  width: number;
  height: number;
}

export type Recoded = { ok: true; value: RecodedPicture } | { ok: false; error: { type: PictureProblem } };

/** What pictures are made with, fetched when the first is added. */
export interface Photos {
  /** Encodes a file anew, small enough to be kept and without what it said of where and with what it was taken. Never rejects. */
  recode(file: Blob, use: PictureUse): Promise<Recoded>;
  /** Whether the system is known to keep the camera from this page; a file can be chosen all the same. */
  isCameraRefused(): Promise<boolean>;
}
