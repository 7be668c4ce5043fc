import type { Invitation } from '#protocol/membership.ts';
import type { Answer, OfficeError } from '../app-context.ts';

/** An invitation for a device's place to another storage or device, as a page shows it: asked for, there, or why not. */
export class PlaceInvitation {
  readonly #ask: () => Promise<Answer<Invitation>>;
  #invitation = $state.raw<Invitation | null>(null);
  #error = $state.raw<OfficeError | null>(null);
  #isBusy = $state(false);

  constructor(ask: () => Promise<Answer<Invitation>>) {
    this.#ask = ask;
  }

  get invitation(): Invitation | null {
    return this.#invitation;
  }
  get error(): OfficeError | null {
    return this.#error;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }

  async show(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    const answer = await this.#ask();
    this.#isBusy = false;
    this.#invitation = answer.ok ? answer.value : null;
    this.#error = answer.ok ? null : answer.error;
  }
}
