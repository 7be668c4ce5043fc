import type { Invitation } from '#protocol/membership.ts';
import type { Office, OfficeError } from '../../app-context.ts';
import type { DeviceLine } from './devices-reading.ts';

/** One device's change for another: the invitation by which the new one joins. The old one works on until it has. */
export class DeviceChange {
  readonly line: DeviceLine;
  readonly #office: Office;
  #invitation = $state.raw<Invitation | null>(null);
  #error = $state.raw<OfficeError | null>(null);
  #isBusy = $state(false);

  constructor(office: Office, line: DeviceLine) {
    this.#office = office;
    this.line = line;
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
    const answer = await this.#office.replace(this.line.id);
    this.#isBusy = false;
    this.#invitation = answer.ok ? answer.value : null;
    this.#error = answer.ok ? null : answer.error;
  }
}
