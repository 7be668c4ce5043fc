import type { Me } from '#protocol/membership.ts';
import type { App } from '../../app-context.ts';

/** `none`: nothing tells that this device was ever anybody's. `unknown`: it was, and the server knows it no more. */
type Step = { type: 'none' } | { type: 'known'; me: Me } | { type: 'unreached' } | { type: 'unknown' };

/**
 * A device without a notebook that was somebody's: the browser has thrown its database out, or its bytes were spoiled. The session, which
 * no page can read, and a mark beside the database are the witnesses.
 */
export class DeviceReturn {
  readonly #app: App;
  #step = $state.raw<Step>({ type: 'none' });
  #isBusy = $state(false);

  constructor(app: App) {
    this.#app = app;
    void this.look();
  }

  get step(): Step {
    return this.#step;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }

  async look(): Promise<void> {
    if (this.#isBusy || this.#step.type === 'known') return;
    this.#isBusy = true;
    this.#step = await this.#ask();
    this.#isBusy = false;
  }

  /** When it works the app starts anew, and this page is gone. */
  async comeBack(): Promise<void> {
    if (this.#isBusy || this.#step.type !== 'known') return;
    this.#isBusy = true;
    await this.#app.office.returnAs(this.#step.me).finally(() => (this.#isBusy = false));
  }

  async #ask(): Promise<Step> {
    const { hasBelonged, office } = this.#app;
    const answer = await office.lookMe();
    if (answer.ok && answer.value.memberships.length) return { type: 'known', me: answer.value };
    if (!hasBelonged) return { type: 'none' };
    const isUnknown = answer.ok || ['signed-out', 'revoked', 'replaced'].includes(answer.error.type);
    return isUnknown ? { type: 'unknown' } : { type: 'unreached' };
  }
}
