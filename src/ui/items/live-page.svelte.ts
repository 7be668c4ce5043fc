import type { Written } from '#notebook/failure.ts';
import { Live } from '../live.svelte.ts';
import { errorToMessage } from './error-message.ts';

/** What pages begin with: rows that are read live, a sentence about what did not succeed, and the way back from the last act. */
export class LivePage<T> {
  readonly #live: Live<T>;
  #problem = $state('');
  #undo = $state.raw<{ text: string; act: () => Promise<Written> } | null>(null);

  constructor(...read: ConstructorParameters<typeof Live<T>>) {
    this.#live = new Live(...read);
  }

  protected get value(): T {
    return this.#live.value;
  }
  get isReady(): boolean {
    return this.#live.isReady;
  }
  get hasFailed(): boolean {
    return this.#live.error !== null;
  }
  /** '' when nothing is wrong. */
  get problem(): string {
    return this.#problem;
  }
  get undoText(): string {
    return this.#undo?.text ?? '';
  }

  closeProblem(): void {
    this.#problem = '';
  }
  closeUndo(): void {
    this.#undo = null;
  }
  async undo(): Promise<void> {
    const undo = this.#undo;
    this.closeUndo();
    if (undo) this.report(await undo.act());
  }

  protected complain(problem: string): void {
    this.#problem = problem;
  }
  protected offerUndo(text: string, act: () => Promise<Written>): void {
    this.#undo = { text, act };
  }
  /** @returns whether it was written; what went wrong is said on the page */
  protected report(written: Written): boolean {
    this.#problem = written.ok ? '' : errorToMessage(written.error);
    return written.ok;
  }
}
