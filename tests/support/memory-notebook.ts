import { device } from '#domain/device.ts';
import { municipality } from '#domain/municipality.ts';
import { person } from '#domain/person.ts';
import { programme } from '#domain/programme.ts';
import type { Role } from '#domain/role.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { team } from '#domain/team.ts';
import { visit } from '#domain/visit.ts';
import { draft } from '#notebook/draft.ts';
import { openNotebook, type Notebook } from '#notebook/notebook.ts';
import { writeChanges, type Change } from '#oplog/ledger.ts';
import type { LogStore } from '#oplog/log-store.ts';
import { createMemoryStore, type MemoryStore } from '#oplog/memory-store.ts';
import type { Surroundings } from '#notebook/surroundings.ts';

export interface MemoryNotebook {
  notebook: Notebook;
  store: MemoryStore;
  clock: { now: number };
  /** Another start of the app on the same store: a tab, or the same tablet after a restart. */
  another(as?: { person?: string; roles?: Role[] }): Promise<Notebook>;
}

/** The programme `p` with the visit `v` to Lehtola (14 October 2026) by teams `kaislaniemi` and `hirsikoski`. */
export const programmeChanges = (
  people: Record<string, { name: string; roles: Role[]; team?: string; municipality?: string }>,
): Change[] => {
  const space = programmeSpace('p');
  const at = (id: string) => ({ space, id });
  return [
    draft(programme, at('p'), { name: 'Luonto kunnissa' }),
    draft(municipality, at('lehtola'), { name: 'Lehtola' }),
    draft(municipality, at('kaislaniemi'), { name: 'Kaislaniemi' }),
    draft(municipality, at('hirsikoski'), { name: 'Hirsikoski' }),
    draft(team, at('team-k'), { municipality: 'kaislaniemi' }),
    draft(team, at('team-h'), { municipality: 'hirsikoski' }),
    draft(visit, at('v'), { host: 'lehtola', date: '2026-10-14', teams: ['team-k', 'team-h'] }),
    ...Object.entries(people).map(([id, one]) => draft(person, at(id), { team: '', municipality: '', ...one, hasJoined: true })),
    ...Object.keys(people).map(id => draft(device, at(`device-${id}`), { person: id, label: id, state: 'in-use' })),
  ];
};

export const visitPeople = {
  liisa: { name: 'Liisa', roles: ['visitor'] as Role[], team: 'team-k' },
  mikko: { name: 'Mikko', roles: ['visitor'] as Role[], team: 'team-k' },
  timo: { name: 'Timo', roles: ['visitor'] as Role[], team: 'team-h' },
  tuula: { name: 'Tuula', roles: ['coordinator'] as Role[] },
  hanna: { name: 'Hanna', roles: ['host'] as Role[], municipality: 'lehtola' },
};

let writers = 0;
const nextWriter = () => (++writers).toString(16).padStart(16, '0');
const randomHex = (bytes: number) =>
  Array.from({ length: bytes }, () =>
    Math.floor(Math.random() * 256)
      .toString(16)
      .padStart(2, '0'),
  ).join('');

/** Writes programme rows as the server does, then opens a notebook of `who` on a memory store. The clock stands unless moved. */
export async function memoryNotebook(
  who: keyof typeof visitPeople = 'liisa',
  from: { store?: MemoryStore; now?: number } = {},
): Promise<MemoryNotebook> {
  const store = from.store ?? createMemoryStore();
  const clock = { now: from.now ?? Date.UTC(2026, 9, 14, 6, 34) };
  const locks = memoryLocks();
  const serverWriter = nextWriter();
  if (!from.store) {
    await store.write(tx =>
      writeChanges(
        tx,
        { writer: serverWriter, author: 'server', now: clock.now, wall: clock.now, salt: () => randomHex(8) },
        programmeChanges(visitPeople),
      ),
    );
  }
  const another = (as: { person?: string } = {}) => openNotebook(surroundings(store, as.person ?? who, clock, locks));
  return { notebook: await another(), store, clock, another };
}

export function surroundings(
  store: LogStore,
  who: string,
  clock: { now: number },
  locks: Surroundings['locks'] = memoryLocks(),
): Surroundings {
  return {
    store,
    membership: {
      programme: 'p',
      person: who,
      device: `device-${who}`,
      origin: 'http://localhost',
      all: [{ programme: 'p', person: who }],
    },
    writer: nextWriter(),
    now: () => clock.now,
    offset: () => 0,
    randomHex,
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
    locks,
    sealDelay: () => 10_000,
  };
}

export function memoryLocks(): Surroundings['locks'] {
  const held = new Set<string>();
  return {
    hold: async name => {
      held.add(name);
      return () => void held.delete(name);
    },
    ifFree: async (name, run) => (held.has(name) ? 'held' : run()),
  };
}
