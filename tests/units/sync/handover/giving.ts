import { device as deviceKind } from '#domain/device.ts';
import { note } from '#domain/note.ts';
import { readableSpaces, accessOf, accessKinds } from '#domain/access.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { handoverSide } from '#notebook/handed-over.ts';
import { openNotebook, type Notebook } from '#notebook/notebook.ts';
import { writeChanges } from '#oplog/ledger.ts';
import { createMemoryStore, type MemoryStore } from '#oplog/memory-store.ts';
import { createReplica } from '#oplog/replica.ts';
import type { Handover } from '#protocol/handover.ts';
import { createDeviceKeys } from '#sync/device-keys.ts';
import { streamCompression } from '#sync/handover/compression.ts';
import { createHandover } from '#sync/handover/handover.ts';
import { keepSigned } from '#sync/signed-heads.ts';
import { chanceOf } from '../../../support/chance.ts';
import { writerId } from '../../../support/ledger-writing.ts';
import { programmeChanges, surroundings, visitPeople } from '../../../support/memory-notebook.ts';
import { plainCompression } from '../../../support/plain-compression.ts';
import { plainSubtle } from '../../../support/plain-subtle.ts';
import { simulatedKeys, type SimulatedKeys } from '../../../support/simulated-keys.ts';

export const notes = 'notes/v';
export type Who = keyof typeof visitPeople;

/** One tablet of the visit without any network; the server gave it its keys before. */
export interface Tablet {
  who: Who;
  store: MemoryStore;
  notebook: Notebook;
  handover: Handover;
  write(id: string, words: string): Promise<void>;
  words(person: string, id: string): Promise<string | undefined>;
  /** Asks the server for its keys once more. */
  renew(): Promise<void>;
}

export interface Room {
  clock: { now: number };
  keys: SimulatedKeys;
  /** `browser`: with the browser's own cryptography and compression instead of the same ones done at once. */
  tablet(who: Who, by?: 'browser'): Promise<Tablet>;
  /** What everybody learns of the server: that a device is cut off. */
  cutOff(device: string, ...told: Tablet[]): Promise<void>;
}

export async function room(): Promise<Room> {
  const clock = { now: Date.UTC(2026, 9, 14, 6, 34) };
  const chance = chanceOf(7);
  const keys = await simulatedKeys('p', () => clock.now, chance);
  const server = { writer: writerId('server'), author: 'server', salt: () => chance.hex(8) };
  // The programme as everybody has it, signed by the server.
  const origin = createMemoryStore(undefined, { isGuarded: false });
  await origin.write(tx => writeChanges(tx, { ...server, now: clock.now, wall: clock.now }, programmeChanges(visitPeople)));
  const space = programmeSpace('p');

  async function learn(store: MemoryStore): Promise<void> {
    const replica = createReplica(store);
    const { ops } = await createReplica(origin).opsAfter(space, await replica.vector(space), 10_000);
    await replica.receive(space, ops);
    const heads = await origin.read(reader => reader.heads(space));
    const vouched = await origin.read(reader => keys.vouch(reader, heads, {}, new Map([[server.writer, 'server']])));
    await store.write(tx => keepSigned(tx, vouched.signed ?? [], []));
  }

  const rows = await origin.read(async reader => Promise.all(accessKinds.map(kind => reader.rowsOfKind(space, kind))));
  const access = accessOf('p', rows.flat());

  return {
    clock,
    keys,
    async tablet(who, by) {
      const device = `device-${who}`;
      const [subtle, compression] = by === 'browser' ? [crypto.subtle, streamCompression] : [plainSubtle, plainCompression];
      const store = createMemoryStore(undefined, { isGuarded: false });
      await learn(store);
      const around = surroundings(store, who, clock);
      const membership = { ...around.membership, device };
      const notebook = await openNotebook({ ...around, membership });
      const own = createDeviceKeys({
        store,
        subtle,
        transport: { keys: request => keys.answer(device, who, readableSpaces(access, who), request) },
        membership,
        after: around.after,
      });
      await own.renew();
      const handover = createHandover({
        ...handoverSide(notebook),
        store,
        subtle,
        compression,
        randomHex: around.randomHex,
        nameNow: () => 'vertti-2026-10-14-0934',
      });
      return {
        who,
        store,
        notebook,
        handover,
        renew: own.renew,
        async write(id, words) {
          const session = await notebook.openText(note, { space: notes, id: `${who}~${id}` }, 'words', { theme: 'other' });
          session.edit(words);
          await session.close();
        },
        words: async (person, id) =>
          (await store.read(reader => reader.row({ space: notes, kind: 'note', id: `${person}~${id}` })))?.texts['words'],
      };
    },
    async cutOff(device, ...told) {
      const change = { space, kind: deviceKind.name, id: device, set: { state: 'revoked' } };
      await origin.write(tx => writeChanges(tx, { ...server, now: clock.now, wall: clock.now }, [change]));
      keys.renew([...readableSpaces(access, 'liisa')]);
      for (const tablet of told) {
        await learn(tablet.store);
        await tablet.renew();
      }
    },
  };
}

/** The bytes of a gift; fails when there was none. */
export async function bytesOf(tablet: Tablet, whose: 'mine' | 'all' = 'mine', to?: string): Promise<Uint8Array<ArrayBuffer>> {
  const given = await tablet.handover.give({ visit: 'v', whose, ...(to ? { to } : {}) });
  if (!given.ok) throw new Error(given.error.type);
  return given.value.bytes;
}

/** What came of a file: 'words' or 'receipt', or why it was refused. */
export async function outcome(tablet: Tablet, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const taken = await tablet.handover.take(bytes);
  return taken.ok ? taken.value.type : taken.error.type;
}
