import { note } from '#domain/note.ts';
import { readableSpaces } from '#domain/access.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { openNotebook, type Notebook } from '#notebook/notebook.ts';
import type { TextSession } from '#notebook/text-session.ts';
import type { Platform } from '#platform/platform.ts';
import { randomHex } from '#server/access/secrets.ts';
import { createDatabase } from '#storage/database.ts';
import { openDexieStore, type DexieStore } from '#storage/dexie-store.ts';
import { createDeviceKeys } from '#sync/device-keys.ts';
import { createSyncEngine, type SyncEngine } from '#sync/engine.ts';
import { createServerTransport } from '#sync/transports/server-transport.ts';
import { copyOf } from '../support/copied-device.ts';
import { deviceDisk } from '../support/device-disk.ts';
import { memoryLocks } from '../support/memory-notebook.ts';
import { unzip } from '../units/formats/zip.ts';
import type { TestDevice } from './test-device.ts';

/** A joined device with everything of the app but its screen: the real store on a disk of its own, notebook, engine and transport. */
export interface WholeDevice {
  readonly store: DexieStore;
  readonly notebook: Notebook;
  readonly engine: SyncEngine;
  /** What stands between it and the server: another answer in the server's place, null for the server's own. */
  instead: (path: string) => Response | null;
  /** Which requests a proxy on the way refuses as too large, in HTML. */
  refuses: (path: string, body: string) => boolean;
  /** Opens a note of its person's own and types; it stays open until the session is closed. */
  type(words: string): Promise<TextSession>;
  write(words: string): Promise<void>;
  /** The words of all notes as rows say, open ones aside. */
  words(): Promise<string[]>;
  /** Every record of the team's notes: operations, open texts, rows, heads. */
  contents(): Promise<string>;
  /** What people read in a copy of everything on it. */
  copy(): Promise<string>;
  /** The page is gone without notice, and the app starts again on the same disk. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const notes = 'notes/v';

export async function wholeDevice(device: TestDevice, programme: string): Promise<WholeDevice> {
  const disk = deviceDisk();
  const after = (milliseconds: number, run: () => void) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  };
  let running = await start();

  async function start() {
    const store = await openDexieStore({ name: 'vertti', build: 'test', indexedDB: disk });
    const platform: Platform = {
      now: () => device.server.clock.now,
      randomHex,
      after,
      // Of this start: what died holds none.
      locks: memoryLocks(),
      connectivity: { isOnline: () => true, watch: () => () => undefined },
      lifecycle: { isHidden: () => false, onHide: () => () => undefined, onShow: () => () => undefined },
    };
    const membership = { programme, person: device.person, device: device.name, origin: '', all: [{ programme, person: device.person }] };
    const notebook = await openNotebook({
      ...platform,
      store,
      membership,
      writer: randomHex(8),
      offset: () => 0,
      sealDelay: () => 600_000,
    });
    await notebook.ready();
    const transport = createServerTransport({
      fetch: async (path, init) => {
        const body = init.body as string;
        if (whole.refuses(path, body)) return new Response('<h1>413 Request Entity Too Large</h1>', { status: 413 });
        return whole.instead(path) ?? device.request(path, body);
      },
      isOnline: () => true,
      openEvents: () => null,
      after,
    });
    const spaces = () =>
      store.read(async reader => [
        ...new Set([programmeSpace(programme), ...readableSpaces(await notebook.access(reader), device.person)]),
      ]);
    const keys = createDeviceKeys({ store, subtle: crypto.subtle, transport, membership, after });
    const engine = createSyncEngine({ store, transport, platform, spaces, keys, device: () => device.name, onOffset: () => undefined });
    // Until it leads.
    await new Promise(resolve => setTimeout(resolve, 0));
    return { store, notebook, engine };
  }

  function end(): void {
    running.engine.stop();
    running.store.close();
  }

  const whole: WholeDevice = {
    get store() {
      return running.store;
    },
    get notebook() {
      return running.notebook;
    },
    get engine() {
      return running.engine;
    },
    instead: () => null,
    refuses: () => false,
    async type(words) {
      const { notebook } = running;
      const session = await notebook.openText(note, { space: notes, id: notebook.newId('mine') }, 'words', { writtenAt: notebook.wall() });
      session.edit(words);
      const state = await session.settled();
      if (state.type !== 'stored') throw new Error(`“${words}” is ${state.type}`);
      return session;
    },
    async write(words) {
      await (await whole.type(words)).close();
    },
    words: () =>
      running.store.read(async reader => (await reader.rowsOfKind(notes, note.name)).map(row => row.texts['words'] ?? '').sort()),
    async contents() {
      const { dexie, tables } = createDatabase('vertti', disk);
      await dexie.open();
      const all = await Promise.all([tables.ops, tables.open, tables.rows, tables.heads].map(table => table.toArray()));
      dexie.close();
      return JSON.stringify(all.flat().filter(({ space }) => space === notes));
    },
    async copy() {
      const { file } = await copyOf({ disk, clock: device.server.clock });
      return unzip(new Uint8Array(await file.arrayBuffer())).get('muistiinpanot.txt') ?? '';
    },
    async restart() {
      end();
      running = await start();
    },
    async close() {
      end();
    },
  };
  return whole;
}
