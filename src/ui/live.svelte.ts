import { createSubscriber } from 'svelte/reactivity';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import type { Watchable } from './app-context.ts';
import { screenWaits } from './first-screen.ts';

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
    this.#subscribe = createSubscriber(update => {
      const came = screenWaits();
      const stop = notebook.watch(
        read,
        value => {
          came();
          this.#value = value;
          this.#isReady = true;
          this.#error = null;
          update();
        },
        error => {
          came();
          this.#error = error;
          update();
        },
      );
      return () => {
        came();
        stop();
      };
    });
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
