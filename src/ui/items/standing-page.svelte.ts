import type { App, DeviceState, LinkState } from '../app-context.ts';
import { Watched } from '../live.svelte.ts';
import { LivePage } from './live-page.svelte.ts';

/** A page about how things stand: rows, the way to the server, what the device can, and the minute. */
export class StandingPage<T> extends LivePage<T> {
  readonly #link: Watched<LinkState>;
  readonly #device: Watched<DeviceState>;
  readonly #minute: Watched<number>;

  constructor(app: App, ...read: ConstructorParameters<typeof LivePage<T>>) {
    super(...read);
    this.#link = new Watched(app.link);
    this.#device = new Watched(app.device);
    this.#minute = new Watched(app.minute);
  }

  get link(): LinkState {
    return this.#link.value;
  }
  get device(): DeviceState {
    return this.#device.value;
  }
  /** The corrected clock, minute by minute, in milliseconds. */
  get now(): number {
    return this.#minute.value;
  }
}
