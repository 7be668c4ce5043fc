import { createSubscriber } from 'svelte/reactivity';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import type { Watchable } from './app-context.ts';

/**
 * Live rows for Svelte: `value` is read anew after each change that may concern it. Watching begins with the first
 * reader and ends with the last; there is no effect and no proxy.
 */
export class Live<T> {
  #value: T;
  #error: unknown = null;
  #isReady = false;
  readonly #subscribe: () => void;

  constructor(notebook: Notebook, read: (reader: NotebookReader) => Promise<T>, initial: T) {
    this.#value = initial;
    this.#subscribe = createSubscriber(update =>
      notebook.watch(
        read,
        value => {
          this.#value = value;
          this.#isReady = true;
          this.#error = null;
          update();
        },
        error => {
          this.#error = error;
          update();
        },
      ),
    );
  }

  get value(): T {
    this.#subscribe();
    return this.#value;
  }

  /** False until the first answer: content is not known to be empty before. */
  get isReady(): boolean {
    this.#subscribe();
    return this.#isReady;
  }

  get error(): unknown {
    this.#subscribe();
    return this.#error;
  }
}

/** A watchable value as something Svelte follows. */
export class Watched<T> {
  readonly #source: Watchable<T>;
  readonly #subscribe: () => void;

  constructor(source: Watchable<T>) {
    this.#source = source;
    this.#subscribe = createSubscriber(update => source.watch(update));
  }

  get value(): T {
    this.#subscribe();
    return this.#source.value;
  }
}
