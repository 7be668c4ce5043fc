import { createSubscriber } from 'svelte/reactivity';
import type { photo } from '#domain/photo.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { ItemOf } from '#oplog/kind.ts';

type Pictured = Pick<ItemOf<typeof photo>, 'space' | 'picture' | 'type'>;

/** An address at which the page can show a picture, while somebody reads it; with the last reader it is given back. */
export class PictureAddress {
  #address = '';
  #isReady = false;
  readonly #subscribe: () => void;

  constructor(notebook: Notebook, { space, picture, type }: Pictured) {
    this.#subscribe = createSubscriber(update => {
      const stop = notebook.watchPicture(space, picture, bytes => {
        this.#drop();
        this.#isReady = true;
        if (bytes) this.#address = URL.createObjectURL(new Blob([bytes], { type }));
        update();
      });
      return () => {
        stop();
        this.#drop();
      };
    });
  }

  /** '' while it is not known, or not on this device. */
  get value(): string {
    this.#subscribe();
    return this.#address;
  }

  /** False until it is known whether the picture is here. */
  get isReady(): boolean {
    this.#subscribe();
    return this.#isReady;
  }

  #drop(): void {
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = '';
  }
}
