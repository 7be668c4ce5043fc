import { readableSpaces } from '#domain/access.ts';
import { pictureKinds } from '#domain/picture-kinds.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { lendTo, openLentNotebook } from '#notebook/lending.ts';
import { openNotebook, type Notebook } from '#notebook/notebook.ts';
import { sealOrphans } from '#notebook/orphans.ts';
import type { LogReader, LogStore } from '#oplog/log-store.ts';
import { createMemoryStore, type MemoryStore, type Snapshot } from '#oplog/memory-store.ts';
import type { Platform } from '#platform/platform.ts';
import type { Handover } from '#protocol/handover.ts';
import type { DeviceCard, Me } from '#protocol/membership.ts';
import { lendingKey, membershipKey, type Lending, type RememberedMembership } from '#protocol/remembered.ts';
import { handoverSide } from '#notebook/handed-over.ts';
import { createDeviceKeys } from '#sync/device-keys.ts';
import { createSyncEngine, type SyncEngine } from '#sync/engine.ts';
import { splitOff } from '#sync/split-off.ts';
import { createStarts } from '#sync/starts.ts';
import type { PictureTransport } from '#sync/transports/picture-transport.ts';
import type { Transport } from '#sync/transports/transport.ts';
import type { Chance } from './chance.ts';
import { deviceLocks, type DeviceLocks, type Life } from './device-locks.ts';
import { createHandover } from '#sync/handover/handover.ts';
import { plainCompression } from './plain-compression.ts';
import { plainSubtle } from './plain-subtle.ts';
import type { Session } from './simulated-network.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** One start of the app on a device. */
export interface Tab {
  notebook: Notebook;
  engine: SyncEngine;
  handover: Handover;
  store: LogStore;
  writer: string;
  isDead: boolean;
  /** Kills it between two of its steps: nothing of it runs any more, what was committed stays. */
  kill(): void;
}

export interface SimulatedDevice {
  name: string;
  /** By which the server knows its session; a copied profile gets another. */
  readonly id: string;
  /** All it has had. */
  ids: ReadonlySet<string>;
  person: string;
  tabs: Tab[];
  /** What is on its disk. */
  disk(): MemoryStore;
  /** As whoever's hand it is in. */
  open(): Promise<Tab>;
  /** Gives it into a teammate's hand, or back (null): everything is sealed, and each of its tabs starts anew. False when something could not be. */
  lend(to: string | null): Promise<boolean>;
  /** The battery dies: all tabs at once, in the middle of whatever they did. */
  crash(): void;
  /** What its clock shows. */
  now(): number;
  /** Puts its clock right or wrong, milliseconds ahead. */
  setClock(ahead: number): void;
  failWrites(error: Error | null): void;
  copyDisk(): Snapshot;
}

export interface DeviceOptions {
  session: Session;
  person: string;
  programme: string;
  time: SimulatedTime;
  chance: Chance;
  transport: Transport;
  pictures: PictureTransport;
  /** Asks to be a device of its own, as the session's; null when no answer came. */
  split: (card: DeviceCard) => Promise<Me | null>;
  clockAhead: number;
  from?: Snapshot;
}

export function simulatedDevice(options: DeviceOptions): SimulatedDevice {
  const { session, person, programme, time, chance } = options;
  const { name } = session;
  let disk = createMemoryStore(options.from, { isGuarded: false });
  let ahead = options.clockAhead;
  let locks = deviceLocks();
  const tabs: Tab[] = [];

  async function open(): Promise<Tab> {
    const life = { isDead: false, ends: [] as (() => void)[] };
    const store = tabStore(disk, life);
    const platform = platformOf(life, locks);
    let engine: SyncEngine | null = null;
    let offset = 0;
    const membership = { programme, person, device: session.id, origin: '', all: [{ programme, person }] };
    const around = {
      store,
      membership,
      writer: chance.hex(8),
      now: platform.now,
      offset: () => offset,
      randomHex: platform.randomHex,
      after: platform.after,
      locks: platform.locks,
      sealDelay: () => (engine?.state.link === 'online' ? 10_000 : 30_000),
    };
    await sealOrphans(store, around);
    const lending = await store.read(reader => reader.memory<Lending | null>(lendingKey));
    const notebook = await (lending ? openLentNotebook(around, lending.person) : openNotebook(around));
    const readable = readableIn(programme, async reader => readableSpaces(await notebook.access(reader), person));
    // A dead page hears no answer.
    const whileAlive = <T>(reply: T): T | Promise<T> => (life.isDead ? never<T>() : reply);
    const transport: Transport = {
      ...options.transport,
      exchange: async request => whileAlive(await options.transport.exchange(request)),
    };
    engine = createSyncEngine({
      store,
      transport,
      keys: createDeviceKeys({ store, subtle: plainSubtle, transport, membership, after: platform.after }),
      starts: createStarts(
        store,
        () => chance.hex(8),
        () => splitOff({ store, membership, newCard: () => ({ id: chance.hex(16), label: '', shape: 'tablet' }), ask: options.split }),
      ),
      platform,
      pictures: {
        kinds: pictureKinds,
        transport: {
          bring: async (...picture) => whileAlive(await options.pictures.bring(...picture)),
          fetch: async (...picture) => whileAlive(await options.pictures.fetch(...picture)),
        },
        hasRoom: async () => true,
      },
      spaces: () => store.read(reader => readable.in(reader)),
      device: () => membership.device,
      onOffset: measured => {
        offset = measured;
      },
    });
    const running = engine;
    store.watch(
      reader => reader.memory<RememberedMembership>(membershipKey),
      now => void (membership.device = now?.device ?? membership.device),
      () => undefined,
    );
    const tab: Tab = {
      notebook,
      engine,
      handover: createHandover({
        ...handoverSide(notebook),
        store,
        subtle: plainSubtle,
        compression: plainCompression,
        randomHex: platform.randomHex,
        nameNow: () => 'vertti',
      }),
      store,
      writer: around.writer,
      isDead: false,
      kill() {
        tab.isDead = true;
        life.isDead = true;
        running.stop();
        for (const end of life.ends.splice(0)) end();
        tabs.splice(tabs.indexOf(tab), 1);
      },
    };
    tabs.push(tab);
    return tab;
  }

  function platformOf(life: Life, held: DeviceLocks): Platform {
    return {
      now: () => time.now() + ahead,
      randomHex: bytes => chance.hex(bytes),
      after: (milliseconds, run) => {
        const cancel = time.after(milliseconds, () => life.isDead || run());
        life.ends.push(cancel);
        return cancel;
      },
      locks: held.of(life),
      connectivity: { isOnline: () => true, watch: () => () => undefined },
      lifecycle: { isHidden: () => false, onHide: () => () => undefined, onShow: () => () => undefined },
    };
  }

  return {
    name,
    get id() {
      return session.id;
    },
    ids: session.ids,
    person,
    tabs,
    disk: () => disk,
    open,
    async lend(to) {
      for (const { notebook, store } of [...tabs]) if (!(await lendTo({ notebook, store, to, day: '' }))) return false;
      const count = tabs.length;
      for (const tab of [...tabs]) tab.kill();
      for (let started = 0; started < count; started++) await open();
      return true;
    },
    crash() {
      // What was committed when the power went, and nothing later.
      disk = createMemoryStore(disk.snapshot(), { isGuarded: false });
      locks = deviceLocks();
      for (const tab of [...tabs]) tab.kill();
    },
    now: () => time.now() + ahead,
    setClock: now => void (ahead = now),
    failWrites: error => disk.failWrites(error),
    copyDisk: () => disk.snapshot(),
  };
}

/** The spaces to exchange, worked out anew when something of the programme came: they are asked for at every turn of the engine. */
function readableIn(programme: string, find: (reader: LogReader) => Promise<string[]>): { in(reader: LogReader): Promise<string[]> } {
  const space = programmeSpace(programme);
  let known: { heads: string; spaces: string[] } | null = null;
  return {
    async in(reader) {
      const heads = JSON.stringify(await reader.heads(space));
      if (known?.heads !== heads) known = { heads, spaces: [...new Set([space, ...(await find(reader))])] };
      return known.spaces;
    },
  };
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

/** A tab's view of the device's store: once the tab is dead, no promise of it is ever fulfilled. */
function tabStore(disk: MemoryStore, life: Life): LogStore {
  const whileAlive = async <T>(work: () => Promise<T>): Promise<T> => {
    if (life.isDead) return never();
    try {
      const result = await work();
      return life.isDead ? await never<T>() : result;
    } catch (error) {
      if (life.isDead) return never();
      throw error;
    }
  };
  return {
    read: run => whileAlive(() => disk.read(run)),
    write: run =>
      whileAlive(() =>
        disk.write(async writer => {
          const result = await run(writer);
          // A tab that dies in its transaction takes the transaction with it.
          if (life.isDead) throw new Error('the tab died');
          return result;
        }),
      ),
    watch(read, next, fail) {
      const stop = disk.watch(read, value => life.isDead || next(value), fail);
      life.ends.push(stop);
      return stop;
    },
  };
}
