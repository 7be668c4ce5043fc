import { readableSpaces, rolesIn, type Access } from '#domain/access.ts';
import { device } from '#domain/device.ts';
import { programme } from '#domain/programme.ts';
import { returnedKind, returnedOps } from '#domain/receipt-returned.ts';
import { notesSpace, programmeSpace } from '#domain/spaces.ts';
import { returnedWords } from '#notebook/history.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import { savedEverywhere } from '#notebook/saved-everywhere.ts';
import type { SavedState } from '#notebook/saved.ts';
import { StandingPage } from '#ui/items/standing-page.svelte.ts';
import type { App } from '../../app-context.ts';

export interface DeviceLine {
  device: string;
  person: string;
  label: string;
  shape: 'phone' | 'tablet' | 'computer' | 'server';
  missing: number;
  /** When it last told what it holds, by the server's clock; null for this device. */
  seen: number | null;
}

/** A change the server refused, with the words its author typed. */
export interface Returned {
  key: string;
  kind: string;
  at: number;
  texts: string[];
}

interface Receipt {
  saved: SavedState;
  lines: DeviceLine[];
  returned: Returned[];
  zone: string;
  unstored: number;
  /** The nearest visit whose notes this person sees, '' when there is none. */
  visit: string;
}

const nothing: Receipt = {
  saved: { waiting: 0, pictures: 0, waitingSince: null, devices: 1, devicesWithAll: 1, onServer: true, perDevice: [] },
  lines: [],
  returned: [],
  zone: programme.fields.zone.initial,
  unstored: 0,
  visit: '',
};

/** What is behind the status line: where each device stands, what waits, what came back. */
export class ReceiptPage extends StandingPage<Receipt> {
  readonly #app: App;
  isTrying = $state(false);

  constructor(app: App, notebook: Notebook) {
    super(app, notebook, reader => readReceipt(notebook, reader), nothing);
    this.#app = app;
  }

  get receipt(): Receipt {
    return this.value;
  }

  /** The server first, then this device, then the others. */
  get lines(): DeviceLine[] {
    const { saved, lines } = this.receipt;
    return [{ device: 'server', person: '', label: '', shape: 'server', missing: saved.waiting, seen: this.link.lastExchange }, ...lines];
  }

  /** Not stored at all, only here, on the server, or on every device of the team. */
  get state(): 'trouble' | 'waits' | 'server' | 'everywhere' {
    const { saved, unstored } = this.receipt;
    if (this.device.storage !== 'open' || unstored > 0) return 'trouble';
    if (!saved.onServer) return 'waits';
    return saved.devices > 1 && saved.devicesWithAll === saved.devices ? 'everywhere' : 'server';
  }

  tryNow(): void {
    this.isTrying = true;
    this.#app.syncNow();
    // The exchange tells its outcome through the rows and the link; the button only shows that the tap was felt.
    setTimeout(() => (this.isTrying = false), 2_000);
  }

  resume(): Promise<void> {
    return this.#app.resumeStorage();
  }
}

async function readReceipt(notebook: Notebook, r: NotebookReader): Promise<Receipt> {
  const { me } = notebook;
  const home = programmeSpace(me.programme);
  const access = await notebook.access(r.log);
  const [saved, listed, returned, whole] = await Promise.all([
    savedEverywhere(notebook, r),
    r.items(device, home),
    readReturned(notebook, r, readableSpaces(access, me.person)),
    r.item(programme, home, me.programme),
  ]);
  const devices = new Map(listed.map(one => [one.id, one]));
  const line = (id: string, missing: number, seen: number | null): DeviceLine => {
    const found = devices.get(id);
    return {
      device: id,
      person: access.people.get(found?.person ?? '')?.name ?? '',
      label: found?.label ?? '',
      shape: found?.shape ?? 'computer',
      missing,
      seen,
    };
  };
  return {
    saved,
    lines: [line(me.device, 0, null), ...saved.perDevice.map(one => line(one.device, one.missing, one.at))],
    returned,
    zone: whole?.zone || programme.fields.zone.initial,
    unstored: notebook.unstored().length,
    visit: nearestVisit(access, me.person, notebook.wall()),
  };
}

function nearestVisit(access: Access, person: string, now: number): string {
  const distance = (date: string) => Math.abs(Date.parse(date) - now) || 0;
  const seen = [...access.visits.values()].filter(one => rolesIn(access, person, notesSpace(one.id)).length > 0);
  return seen.sort((a, b) => distance(a.date) - distance(b.date))[0]?.id ?? '';
}

/** The words are read from the author's own operations, which this device keeps whole. */
async function readReturned(notebook: Notebook, r: NotebookReader, spaces: readonly string[]): Promise<Returned[]> {
  const [own, here] = await Promise.all([notebook.ownWriters(r.log), r.log.spaces()]);
  // Side by side: one after the other, each reading would wait for the one before.
  const found = await Promise.all(
    [...new Set([...spaces, ...here])].map(async space => {
      const refused = returnedOps(await r.log.rowsOfKind(space, returnedKind), own);
      return Promise.all(refused.map(one => readOne(r, space, one)));
    }),
  );
  return found
    .flat()
    .filter(one => one !== null)
    .sort((a, b) => b.at - a.at);
}

async function readOne(r: NotebookReader, space: string, { writer, seq }: { writer: string; seq: number }): Promise<Returned | null> {
  const op = await r.log.op(space, writer, seq);
  if (!op) return null;
  const name = `${writer}.${seq}`;
  return { key: `${space} ${name}`, kind: op.kind, at: op.wall, texts: returnedWords(await r.log.opsOf(op), name) };
}
