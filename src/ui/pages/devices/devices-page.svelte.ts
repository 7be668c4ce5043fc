import { m } from '#i18n/messages.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { officeErrorToMessage } from '#ui/items/error-message.ts';
import { LivePage } from '#ui/items/live-page.svelte.ts';
import type { Answer, App, LinkState } from '../../app-context.ts';
import { Watched } from '../../live.svelte.ts';
import { noDevices, readDevices, type DeviceLine, type DevicesDay } from './devices-reading.ts';

type Asking = { type: 'revoke'; line: DeviceLine } | { type: 'leave' };

/** The programme's devices: cutting off a lost one, and clearing this one when nothing is only here. */
export class DevicesPage extends LivePage<DevicesDay> {
  readonly #app: App;
  readonly #notebook: Notebook;
  readonly #link: Watched<LinkState>;
  readonly #minute: Watched<number>;
  /** What is asked before it is done. */
  asking = $state.raw<Asking | null>(null);
  #isBusy = $state(false);

  constructor(app: App, notebook: Notebook) {
    super(notebook, reader => readDevices(notebook, reader), noDevices);
    this.#app = app;
    this.#notebook = notebook;
    this.#link = new Watched(app.link);
    this.#minute = new Watched(app.minute);
  }

  get day(): DevicesDay {
    return this.value;
  }
  get isOffline(): boolean {
    return !['online', 'starting'].includes(this.#link.value.link);
  }
  get now(): number {
    return this.#minute.value;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }
  /** Whether everything on this device is on the server, so that it may be cleared. */
  get mayLeave(): boolean {
    return this.isReady && this.day.waiting === 0 && this.day.unstored === 0;
  }

  ask(asking: Asking): void {
    this.closeProblem();
    this.asking = asking;
  }
  cancel(): void {
    this.asking = null;
  }
  /** Sends what waits, so that the device can be cleared. */
  async send(): Promise<void> {
    await this.#notebook.sealAll();
    this.#app.syncNow();
  }

  async revoke(line: DeviceLine): Promise<void> {
    if (await this.#do(this.#app.office.revoke(line.id)))
      this.#app.say(m.devices_revoked_said({ device: line.label || m.devices_device() }));
  }
  /** What was typed a moment ago is sealed and counted first: then it waits, and nothing is cleared. */
  async leave(): Promise<void> {
    await this.#notebook.sealAll();
    const fresh = await this.#notebook.read(reader => readDevices(this.#notebook, reader));
    if (fresh.waiting > 0 || fresh.unstored > 0) {
      this.asking = null;
      this.complain(m.devices_leave_stopped());
      return;
    }
    await this.#do(this.#app.office.leave());
  }

  async #do(answer: Promise<Answer<null>>): Promise<boolean> {
    if (this.#isBusy) return false;
    this.#isBusy = true;
    const { ok, ...rest } = await answer;
    this.#isBusy = false;
    this.asking = null;
    this.complain(ok || !('error' in rest) ? '' : officeErrorToMessage(rest.error));
    return ok;
  }
}
