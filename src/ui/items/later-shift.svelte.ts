import type { Notebook } from '#notebook/notebook.ts';
import type { Written } from '#notebook/failure.ts';
import type { DayShift } from './day-shift.ts';

export interface ShiftedPage {
  /** '' before there is one. */
  readonly visit: string;
  readonly track: string;
  /** The present one of the visit's day. */
  readonly minute: number;
  /** Told how it went: a failure is a sentence on the page. */
  told(written: Written): unknown;
}

/** The shift of a day as pages hold it: how it is done is fetched when somebody asks for it, and is no part of the first screen. */
export class LaterShift {
  readonly #notebook: Notebook;
  readonly #page: ShiftedPage;
  #shift: DayShift | null = null;
  #said = $state.raw('');

  constructor(notebook: Notebook, page: ShiftedPage) {
    this.#notebook = notebook;
    this.#page = page;
  }

  /** What was done, until it is undone or let be; ''. */
  get said(): string {
    return this.#said;
  }

  by(minutes: number): Promise<void> {
    return this.#ask(shift => shift.by(minutes));
  }

  /** All times as the plan has them. */
  reset(): Promise<void> {
    return this.#ask(shift => shift.reset());
  }

  undo(): Promise<void> {
    this.letBe();
    return this.#ask(shift => shift.undo());
  }

  letBe(): void {
    this.#said = '';
  }

  async #ask(go: (shift: DayShift) => Promise<void>): Promise<void> {
    try {
      const { DayShift } = await import('./day-shift.ts');
      this.#shift ??= new DayShift(this.#notebook, this.#page, words => (this.#said = words));
      await go(this.#shift);
    } catch {
      // Its file is not on the device any more, or the database does not answer: nothing was moved.
      this.#page.told({ ok: false, error: { type: 'storage', cause: 'failed' } });
    }
  }
}
