import { programme } from '#domain/programme.ts';
import { programmeSpace } from '#domain/spaces.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { savedEverywhere } from '#notebook/saved-everywhere.ts';
import type { Invitation } from '#protocol/membership.ts';
import type { App, LinkState, OfficeError } from '../app-context.ts';
import { Live, Watched } from '../live.svelte.ts';

interface OnlyHere {
  /** What was written here and is not on the server, and texts that are not even stored. */
  waiting: number;
  unstored: number;
  zone: string;
}

/** This device's move from the browser into the app installed beside it, whose storage is another: a code, typed there. */
export class MoveToApp {
  readonly #app: App;
  readonly #notebook: Notebook;
  readonly #visit: () => string;
  readonly #link: Watched<LinkState>;
  readonly #here: Live<OnlyHere>;
  #invitation = $state.raw<Invitation | null>(null);
  #error = $state.raw<OfficeError | null>(null);
  #isBusy = $state(false);

  constructor(app: App, notebook: Notebook, visit: () => string) {
    this.#app = app;
    this.#notebook = notebook;
    this.#visit = visit;
    this.#link = new Watched(app.link);
    this.#here = new Live(
      notebook,
      async r => ({
        waiting: (await savedEverywhere(notebook, r)).waiting,
        unstored: notebook.unstored().length,
        zone:
          (await r.item(programme, programmeSpace(notebook.me.programme), notebook.me.programme))?.zone || programme.fields.zone.initial,
      }),
      { waiting: 0, unstored: 0, zone: programme.fields.zone.initial },
    );
  }

  get zone(): string {
    return this.#here.value.zone;
  }
  /** What would stay in the browser. */
  get onlyHere(): number {
    const { waiting, unstored } = this.#here.value;
    return waiting + unstored;
  }
  get isOffline(): boolean {
    return !['online', 'starting', 'replaced'].includes(this.#link.value.link);
  }
  /** The app has taken this one's place. */
  get isMoved(): boolean {
    return this.#link.value.link === 'replaced';
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

  /** Seals what is open and sends what waits: what stays here does not come along. */
  async send(): Promise<void> {
    await this.#notebook.sealAll();
    this.#app.syncNow();
  }

  async show(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    await this.send();
    const answer = await this.#app.office.replace(this.#notebook.me.device, this.#visit());
    this.#isBusy = false;
    this.#invitation = answer.ok ? answer.value : null;
    this.#error = answer.ok ? null : answer.error;
  }
}
