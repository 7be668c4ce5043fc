import { device } from '#domain/device.ts';
import { programme } from '#domain/programme.ts';
import { notesSpace, programmeSpace } from '#domain/spaces.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import type { Gift, Handover, TakenReceipt, TakenWords } from '#protocol/handover.ts';
import { LivePage } from '#ui/items/live-page.svelte.ts';
import type { Pictures } from '#ui/pictures.ts';
import type { App } from '../../app-context.ts';
import { giveRefusal, takeRefusal } from './handover-words.ts';

export interface TeamDevice {
  id: string;
  person: string;
  label: string;
  shape: 'phone' | 'tablet' | 'computer';
}

interface Team {
  /** The other devices of the team that have told what they hold. */
  devices: TeamDevice[];
  names: ReadonlyMap<string, string>;
  zone: string;
}

const nobody: Team = { devices: [], names: new Map(), zone: programme.fields.zone.initial };

export type Whose = 'mine' | 'all';

/** Giving what was written to the device beside this one, and taking what it gives: by a file or by a picture, and the receipt back. */
export class HandoverPage extends LivePage<Team> {
  readonly #app: App;
  readonly #handover: Handover;
  readonly #visit: string;
  side = $state<'give' | 'take'>('give');
  whose = $state<Whose>('mine');
  /** A device's id, '' for whoever of the team takes it. */
  to = $state('');
  gift = $state.raw<Gift | null>(null);
  taken = $state.raw<TakenWords | TakenReceipt | null>(null);
  pictures = $state.raw<Pictures | null>(null);
  /** What is shown of the device: the picture of the gift or of the receipt, or the camera's. */
  shows = $state<'gift' | 'receipt' | 'camera' | null>(null);
  isBusy = $state(false);

  constructor(app: App, notebook: Notebook, handover: Handover, visit: string) {
    super(notebook, reader => readTeam(notebook, reader, visit), nobody);
    this.#app = app;
    this.#handover = handover;
    this.#visit = visit;
  }

  get team(): Team {
    return this.value;
  }
  nameOf(person: string): string {
    return this.team.names.get(person) ?? '';
  }

  turn(side: 'give' | 'take'): void {
    this.side = side;
    this.shows = null;
    this.closeProblem();
  }
  choose(whose: Whose, to: string): void {
    this.whose = whose;
    this.to = to;
    this.gift = null;
    this.shows = null;
    this.closeProblem();
  }

  /** Packs what was chosen; what is written later is in the next gift. */
  async give(): Promise<Gift | null> {
    return this.#busy(async () => {
      const given = await this.#handover.give({ visit: this.#visit, whose: this.whose, to: this.to || undefined });
      this.complain(given.ok ? '' : giveRefusal(given.error, this.to !== ''));
      this.gift = given.ok ? given.value : null;
      return this.gift;
    });
  }

  async take(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.shows = null;
    this.taken = null;
    await this.#busy(async () => {
      const taken = await this.#handover.take(bytes);
      this.complain(taken.ok ? '' : takeRefusal(taken.error, id => this.deviceName(id)));
      if (taken.ok) this.taken = taken.value;
    });
  }
  async takeFile(file: File): Promise<void> {
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes) await this.take(new Uint8Array(bytes));
    else this.complain(takeRefusal({ type: 'not-a-bundle' }, () => ''));
  }

  /** The camera or a moving picture: what they need is fetched first. */
  async show(what: 'gift' | 'receipt' | 'camera'): Promise<void> {
    await this.#busy(async () => {
      this.pictures ??= await this.#app.pictures().catch(() => null);
      if (this.pictures) this.shows = what;
      else this.complain(takeRefusal({ type: 'not-loaded' }, () => ''));
    });
  }
  hide(): void {
    this.shows = null;
  }

  deviceName(id: string): string {
    const found = this.team.devices.find(one => one.id === id);
    return found ? this.nameOf(found.person) : '';
  }

  async #busy<T>(act: () => Promise<T>): Promise<T> {
    this.isBusy = true;
    try {
      return await act();
    } finally {
      this.isBusy = false;
    }
  }
}

async function readTeam(notebook: Notebook, r: NotebookReader, visit: string): Promise<Team> {
  const home = programmeSpace(notebook.me.programme);
  const access = await notebook.access(r.log);
  const heard = new Set((await notebook.copies(r.log, notesSpace(visit))).devices.map(one => one.device));
  const devices = (await r.items(device, home)).filter(one => heard.has(one.id));
  return {
    devices: devices.map(({ id, person, label, shape }) => ({ id, person, label, shape })),
    names: new Map([...access.people].map(([id, { name }]) => [id, name])),
    zone: (await r.item(programme, home, notebook.me.programme))?.zone || nobody.zone,
  };
}
