import { m } from '#i18n/messages.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { officeErrorToMessage } from '#ui/items/error-message.ts';
import { LivePage } from '#ui/items/live-page.svelte.ts';
import type { Answer, App, LinkState } from '../../app-context.ts';
import { Watched } from '../../live.svelte.ts';
import { DeviceChange } from './device-change.svelte.ts';
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
  #change = $state.raw<DeviceChange | null>(null);
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
    return !this.isCutOff && !['online', 'starting'].includes(this.#link.value.link);
  }
  get now(): number {
    return this.#minute.value;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }
  /** The change for another device that is on the screen. */
  get change(): DeviceChange | null {
    return this.#change;
  }
  /** Whether the new device has joined. */
  get isChanged(): boolean {
    const { line } = this.#change ?? {};
    if (!line) return false;
    if (line.isThis) return this.isReplaced;
    const now = this.day.lines.find(one => one.id === line.id)?.replacedBy ?? '';
    return now !== '' && now !== line.replacedBy;
  }
  /** This device hears of its own end from the server's answer alone. */
  get isReplaced(): boolean {
    return this.#link.value.link === 'replaced';
  }
  /** Public address that a link to join points to. */
  get origin(): string {
    return this.day.origin || location.origin;
  }
  /** This device is nobody's any more, so it may ask for nothing. */
  get isCutOff(): boolean {
    return ['signed-out', 'revoked', 'replaced'].includes(this.#link.value.link);
  }
  /** Anybody's by a coordinator, and one's own by oneself: no others are shown. */
  mayChange(line: DeviceLine): boolean {
    return line.state === 'in-use' && !this.isCutOff;
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

  beginChange(line: DeviceLine): void {
    this.closeProblem();
    this.#change = new DeviceChange(this.#app.office, line);
    if (line.isThis) void this.send();
  }
  endChange(): void {
    this.#change = null;
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
