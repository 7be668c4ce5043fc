import { rolesIn } from '#domain/access.ts';
import { device } from '#domain/device.ts';
import { programme } from '#domain/programme.ts';
import { setAside } from '#domain/set-aside.ts';
import { notesSpace, programmeSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import { leaveOf, readLeave, type DeviceStand, type Leave, type LeaveRead } from '#notebook/safe-to-leave.ts';
import { LivePage } from '#ui/items/live-page.svelte.ts';
import type { App, DeviceState, LinkState } from '../../app-context.ts';
import { Watched } from '../../live.svelte.ts';
import { matchRoute } from '../../routes.ts';

/** A device with its name, as the page and the receipt say it. */
export interface LeaveLine extends DeviceStand {
  person: string;
  label: string;
  shape: 'phone' | 'tablet' | 'computer';
}

interface LeaveDay extends LeaveRead {
  /** '' when there is no such visit here. */
  host: string;
  date: string;
  isReadable: boolean;
  zone: string;
  names: Map<string, Pick<LeaveLine, 'person' | 'label' | 'shape'>>;
  unstored: number;
}

const nothing: LeaveDay = {
  known: { spaces: [], me: '', team: [], others: [], aside: new Set(), since: null },
  heads: [],
  host: '',
  date: '',
  isReadable: false,
  zone: programme.fields.zone.initial,
  names: new Map(),
  unstored: 0,
};

const order = { waits: 0, unheard: 1, silent: 2, untold: 3, safe: 4 };

/** Whether the tablets of a visit may part. */
export class LeavePage extends LivePage<LeaveDay> {
  readonly visit: string;
  readonly #app: App;
  readonly #notebook: Notebook;
  readonly #link: Watched<LinkState>;
  readonly #device: Watched<DeviceState>;
  /** The corrected clock; words age by seconds here. */
  #now = $state(0);
  isAsking = $state(false);

  constructor(app: App, notebook: Notebook, visit: string) {
    super(notebook, reader => readDay(notebook, reader, visit), nothing);
    this.visit = visit;
    this.#app = app;
    this.#notebook = notebook;
    this.#link = new Watched(app.link);
    this.#device = new Watched(app.device);
    this.#now = notebook.wall();
  }

  get day(): LeaveDay {
    return this.value;
  }
  get link(): LinkState {
    return this.#link.value;
  }
  get now(): number {
    return this.#now;
  }
  get leave(): Leave {
    return leaveOf(this.day.known, this.#now);
  }
  /** Worse than all that is said of others: something is only on this screen, or nothing can be stored. */
  get isTrouble(): boolean {
    return this.#device.value.storage !== 'open' || this.day.unstored > 0;
  }
  get verdict(): Leave['verdict'] | 'trouble' {
    return this.isTrouble ? 'trouble' : this.leave.verdict;
  }
  /** How many pictures are all that is waited for, where they go by themselves; else 0. */
  get picturesGoing(): number {
    const waits = this.leave.devices.filter(one => one.standing === 'waits' && !one.isAside);
    const isGoing = this.verdict === 'waits' && this.link.link === 'online';
    return isGoing && waits.every(one => one.isThis && one.onlyThere === one.pictures) ? (waits[0]?.pictures ?? 0) : 0;
  }

  /** What keeps the tablets first, those set aside last; this device before its likes. */
  get lines(): LeaveLine[] {
    const unnamed = { person: '', label: '', shape: 'computer' as const };
    const rank = (one: DeviceStand) => (one.isAside ? 9 : order[one.standing]) - (one.isThis ? 0.5 : 0);
    return this.leave.devices
      .map(one => ({ ...one, ...(this.day.names.get(one.device) ?? unnamed) }))
      .sort((a, b) => rank(a) - rank(b) || a.person.localeCompare(b.person, 'fi') || (a.device < b.device ? -1 : 1));
  }
  get here(): LeaveLine | undefined {
    return this.lines.find(one => one.isThis);
  }
  /** The address of handing over without a network, '' where this build has no such page. */
  get handOver(): string {
    const path = `/visits/${this.visit}/handover`;
    return matchRoute(path) ? path : '';
  }

  /** Everything here is sealed, so that it can go, and the others' latest words are asked for. */
  async ask(): Promise<void> {
    this.isAsking = true;
    await this.#notebook.sealAll();
    this.tick();
    setTimeout(() => (this.isAsking = false), 2_000);
  }

  tick(): void {
    this.#now = this.#notebook.wall();
    this.#app.syncNow();
  }

  async setAside(line: LeaveLine, isAside: boolean): Promise<void> {
    this.report(await this.#notebook.write([draft(setAside, { space: notesSpace(this.visit), id: line.device }, { isAside })]));
  }
}

async function readDay(notebook: Notebook, r: NotebookReader, visit: string): Promise<LeaveDay> {
  const { me } = notebook;
  const home = programmeSpace(me.programme);
  const [access, devices, read, whole] = await Promise.all([
    notebook.access(r.log),
    r.items(device, home),
    readLeave(notebook, r, visit),
    r.item(programme, home, me.programme),
  ]);
  const day = access.visits.get(visit);
  return {
    ...read,
    host: access.municipalities.get(day?.host ?? '')?.name ?? '',
    date: day?.date ?? '',
    isReadable: rolesIn(access, me.person, notesSpace(visit)).length > 0,
    zone: whole?.zone || programme.fields.zone.initial,
    names: new Map(devices.map(({ id, person, label, shape }) => [id, { person: access.people.get(person)?.name ?? '', label, shape }])),
    unstored: notebook.unstored().length,
  };
}
