import type { PictureFrames } from '#ui/pictures.ts';

/** Frames a second. A camera takes thirty, and needs a whole one of each. */
const rates = { full: 15, slow: 4 } as const;
export type PictureRate = keyof typeof rates;

/** How many of the frames shown are read, as we reckon when we say how long it takes. */
const readShare = 0.7;

/** A moving picture's course: which frame is shown, how fast, or stopped and stepped by hand. */
export class MovingPictureCourse {
  readonly frames: PictureFrames;
  rate = $state<PictureRate>('full');
  isMoving = $state(true);
  #seed = $state(0);

  /** `seed`: by chance, so that a picture shown again has other frames than before, each of which is new to who reads on. */
  constructor(frames: PictureFrames, seed: number, isMoving: boolean) {
    this.frames = frames;
    this.#seed = seed;
    this.isMoving = isMoving;
  }

  /** Small enough for one code, which then stands still. */
  get isOne(): boolean {
    return this.frames.blocks === 1;
  }

  get text(): string {
    return this.frames.frame(this.#seed);
  }

  /** About how long all of it takes to be read, in seconds; three at least, as nobody aims faster. */
  get seconds(): number {
    return Math.max(3, Math.ceil(this.frames.blocks / rates[this.rate] / readShare));
  }

  step(): void {
    this.#seed = (this.#seed + 1) >>> 0;
  }

  /** Steps with the screen's own pictures, until the returned function is called; a hidden page shows none. */
  run(): () => void {
    const pause = 1_000 / rates[this.rate];
    let next = 0;
    const tick = (now: number) => {
      handle = requestAnimationFrame(tick);
      // Half a picture of the screen early is on time.
      if (now < next - 8) return;
      next = Math.max(next + pause, now);
      this.step();
    };
    let handle = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(handle);
  }
}
