import type { CameraRefusal, Pictures } from '#ui/pictures.ts';

/** After so many milliseconds without anything new, something is to be done about it. */
const patience = 4_000;
/** A note stands so long after its reason: two screens in view give frames by turns. */
const noteStands = 3_000;

export type ReadingPhase = 'opening' | 'looking' | 'lost' | 'complete' | 'closed';
export type ReadingNote = 'other-transfer' | 'other-version' | 'damaged' | 'other-code';

/** One camera's reading of a moving picture. What was read stays in the collector, also when this is gone. */
export class PictureReading {
  phase = $state<ReadingPhase>('closed');
  refusal = $state<CameraRefusal | null>(null);
  note = $state<ReadingNote | null>(null);
  progress = $state<number | null>(null);
  readonly #pictures: Pictures;
  readonly #onComplete: (bytes: Uint8Array) => void;
  #stop: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #noteTimer: ReturnType<typeof setTimeout> | undefined;
  /** Counts openings: what an earlier one brings late is not heeded. */
  #opening = 0;

  constructor(pictures: Pictures, onComplete: (bytes: Uint8Array) => void) {
    this.#pictures = pictures;
    this.#onComplete = onComplete;
    this.progress = pictures.collector.progress;
  }

  async open(video: HTMLVideoElement): Promise<void> {
    this.close();
    const opening = this.#opening;
    this.phase = 'opening';
    this.refusal = null;
    const isThis = () => opening === this.#opening;
    const looking = await this.#pictures.look(
      video,
      text => isThis() && this.#take(text),
      () => isThis() && this.#end('failed'),
    );
    if (!isThis()) return void (looking.ok && looking.value.stop());
    if (!looking.ok) return this.#end(looking.error.type);
    const awake = this.#pictures.keepAwake();
    this.#stop = () => {
      looking.value.stop();
      awake();
    };
    this.phase = 'looking';
    this.#wait();
  }

  close(): void {
    this.#opening++;
    clearTimeout(this.#timer);
    this.#say(null);
    this.#stop?.();
    this.#stop = null;
    if (this.phase !== 'complete') this.phase = 'closed';
  }

  /** Leaves what was begun, for the picture that is shown now. */
  restart(): void {
    this.#pictures.collector.restart();
    this.progress = null;
    this.#say(null);
  }

  #end(refusal: CameraRefusal): void {
    this.close();
    this.refusal = refusal;
  }

  #take(text: string): void {
    const taken = this.#pictures.collector.take(text);
    this.progress = this.#pictures.collector.progress;
    switch (taken.type) {
      case 'complete':
        this.progress = 1;
        this.phase = 'complete';
        this.#say(null);
        this.close();
        this.#onComplete(taken.bytes);
        return;
      case 'taken':
      case 'known':
        this.phase = 'looking';
        this.#wait();
        return;
      case 'no-frame':
        // In the middle of a picture it is only a frame that was half there.
        if (this.progress === null) this.#say('other-code');
        return;
      case 'other-transfer':
      case 'other-version':
      case 'damaged':
        this.#say(taken.type);
    }
  }

  #say(note: ReadingNote | null): void {
    clearTimeout(this.#noteTimer);
    this.note = note;
    if (note) this.#noteTimer = setTimeout(() => (this.note = null), noteStands);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.phase = 'lost'), patience);
  }
}
