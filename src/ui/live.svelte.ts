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

  /** @param finish adds what needs a transaction of its own: within `read` it would end the one that is being read in */
  constructor(
    notebook: Notebook,
    read: (reader: NotebookReader) => Promise<T>,
    initial: T,
    finish: (value: T) => T | Promise<T> = value => value,
  ) {
    this.#value = initial;
    this.#subscribe = createSubscriber(update => {
      const came = screenWaits();
      let newest = 0;
      const fail = (error: unknown) => {
        came();
        this.#error = error;
        update();
      };
      const take = async (value: T) => {
        const turn = ++newest;
        const whole = finish(value);
        const finished = whole instanceof Promise ? await whole : whole;
        if (turn !== newest) return;
        came();
        this.#value = finished;
        this.#isReady = true;
        this.#error = null;
        update();
      };
      const stop = notebook.watch(read, value => void take(value).catch(fail), fail);
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
