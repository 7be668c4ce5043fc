import { programme } from '#domain/programme.ts';
import { programmeSpace } from '#domain/spaces.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { savedEverywhere } from '#notebook/saved-everywhere.ts';
import type { App, LinkState } from '../app-context.ts';
import { Live, Watched } from '../live.svelte.ts';
import { PlaceInvitation } from './place-invitation.svelte.ts';

interface OnlyHere {
  /** What was written here and is not on the server, and texts that are not even stored. */
  waiting: number;
  unstored: number;
  zone: string;
}

/** This device's move from the browser into the app installed beside it, whose storage is another: a code, typed there. */
export class MoveToApp extends PlaceInvitation {
  readonly #app: App;
  readonly #notebook: Notebook;
  readonly #link: Watched<LinkState>;
  readonly #here: Live<OnlyHere>;

  constructor(app: App, notebook: Notebook, visit: () => string) {
    super(async () => {
      await this.send();
      return app.office.replace(notebook.me.device, visit());
    });
    this.#app = app;
    this.#notebook = notebook;
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

  /** Seals what is open and sends what waits: what stays here does not come along. */
  async send(): Promise<void> {
    await this.#notebook.sealAll();
    this.#app.syncNow();
  }
}
