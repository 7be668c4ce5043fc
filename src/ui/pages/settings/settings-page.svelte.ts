import { device } from '#domain/device.ts';
import { programme } from '#domain/programme.ts';
import { coordinator } from '#domain/role.ts';
import { programmeSpace } from '#domain/spaces.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import { membershipKey, type RememberedMembership } from '#protocol/remembered.ts';
import type { App, CopyTold, DeviceState } from '../../app-context.ts';
import { installWords } from '#ui/items/install-words.ts';
import { Live, Watched } from '../../live.svelte.ts';
import { appearanceNow, handNow, setAppearance, setHand, type Appearance, type Hand } from './appearance.ts';

declare const __VERTTI_BUILD__: string;

export interface Who {
  name: string;
  roles: string[];
  team: string;
  municipality: string;
  device: string;
  isCoordinator: boolean;
  /** The programmes this device belongs to; a name is '' while that programme has not been fetched. */
  programmes: { id: string; name: string }[];
}

const nobody: Who = { name: '', roles: [], team: '', municipality: '', device: '', isCoordinator: false, programmes: [] };

/** What a person chooses on this device, and what the device can. */
export class SettingsPage {
  readonly #app: App;
  readonly #who: Live<Who>;
  readonly #device: Watched<DeviceState>;
  readonly me: string;
  /** Read aloud to whoever helps: which build this device runs. */
  readonly build = __VERTTI_BUILD__;
  appearance = $state<Appearance>(appearanceNow());
  hand = $state<Hand>(handNow());
  /** How the app is installed in this browser; '' until the browser is known. */
  install = $state('');
  isTaking = $state(false);
  /** What the browser answered when it was asked to keep the storage; null before. */
  isPromised = $state<boolean | null>(null);
  isBringing = $state(false);
  /** What came of the file last brought back. */
  brought = $state.raw<CopyTold | null>(null);

  constructor(app: App, notebook: Notebook) {
    this.#app = app;
    this.me = notebook.me.programme;
    this.#who = new Live(notebook, reader => readWho(notebook, reader), nobody);
    this.#device = new Watched(app.device);
    void app.abilities().then(abilities => (this.install = installWords(abilities?.browserNow().kind ?? 'other')));
  }

  get who(): Who {
    return this.#who.value;
  }
  get device(): DeviceState {
    return this.#device.value;
  }

  chooseAppearance(appearance: Appearance): void {
    this.appearance = appearance;
    setAppearance(appearance);
  }
  chooseHand(hand: Hand): void {
    this.hand = hand;
    setHand(hand);
  }
  chooseLocale(code: string): void {
    this.#app.changeLocale(code);
  }
  changeProgramme(id: string): void {
    if (id !== this.me) void this.#app.office.change(id);
  }
  async takeUpdate(): Promise<void> {
    this.isTaking = true;
    await this.#app.takeUpdate();
    this.isTaking = false;
  }
  async bringBack(file: File): Promise<void> {
    this.isBringing = true;
    this.brought = await this.#app.bringBack(file);
    this.isBringing = false;
  }
  async askPersistence(): Promise<void> {
    this.isPromised = await this.#app.askPersistence();
  }
}

async function readWho(notebook: Notebook, r: NotebookReader): Promise<Who> {
  const { me } = notebook;
  const access = await notebook.access(r.log);
  const own = access.people.get(me.person);
  const place = (id: string) => access.municipalities.get(id)?.name ?? '';
  const remembered = await r.log.memory<RememberedMembership>(membershipKey);
  const programmes = (remembered?.all ?? [{ programme: me.programme, person: me.person }]).map(async ({ programme: id }) => ({
    id,
    name: (await r.item(programme, programmeSpace(id), id))?.name ?? '',
  }));
  return {
    name: own?.name ?? '',
    roles: own?.roles ?? [],
    team: place(access.teams.get(own?.team ?? '')?.municipality ?? ''),
    municipality: place(own?.municipality ?? ''),
    device: (await r.item(device, programmeSpace(me.programme), me.device))?.label ?? '',
    isCoordinator: own?.roles.includes(coordinator) ?? false,
    programmes: await Promise.all(programmes),
  };
}
