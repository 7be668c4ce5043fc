/** Where a drawing goes: each keeping replaces the one before. */
export interface DrawingKeep {
  keep(canvas: HTMLCanvasElement): Promise<void>;
  /** Nothing is left of it. */
  drop(): Promise<void>;
}

/**
 * Stores a drawing as it grows: at once when it is new, then while the hand rests, for each storing is a picture of its own. What stands on the
 * sheet when one goes away is stored too.
 */
export class DrawingKeeper {
  readonly #to: DrawingKeep;
  readonly #sheet: () => { canvas: HTMLCanvasElement; isEmpty: boolean };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isKept = true;
  #wasKept = false;
  #keeping: Promise<void> = Promise.resolve();

  constructor(to: DrawingKeep, sheet: () => { canvas: HTMLCanvasElement; isEmpty: boolean }) {
    this.#to = to;
    this.#sheet = sheet;
  }

  changed(): void {
    this.#isKept = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.store(), this.#wasKept ? 5_000 : 400);
  }

  /** Resolves when what stands on the sheet now is stored, or has been told that it is not. */
  store(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#isKept) return this.#keeping;
    this.#isKept = true;
    const { canvas, isEmpty } = this.#sheet();
    this.#keeping = this.#keeping.then(async () => {
      if (!isEmpty) await this.#to.keep(canvas);
      else if (this.#wasKept) await this.#to.drop();
      this.#wasKept = !isEmpty;
    });
    return this.#keeping;
  }
}
