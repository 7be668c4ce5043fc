import { finding } from '#domain/finding.ts';
import { note } from '#domain/note.ts';
import type { Draft } from '#notebook/draft.ts';
import type { TextSession } from '#notebook/text-session.ts';
import { canonical } from '#oplog/json.ts';
import type { Transport } from '#sync/transports/transport.ts';
import { chanceOf, type Chance } from './chance.ts';
import { checkDay, checkPromises, type DayVerdict } from './day-checks.ts';
import { dayPictures, type DayPictures } from './day-pictures.ts';
import { debrief, notes } from './day-places.ts';
import { forgetUnheard } from './erasing.ts';
import { anyLetter, keptWords, type KeptWords } from './kept-words.ts';
import { programmeChanges } from './memory-notebook.ts';
import { appServer } from './simulated-app-server.ts';
import { simulatedDevice, type SimulatedDevice, type Tab } from './simulated-device.ts';
import { calm, simulatedNetwork, type SimulatedNetwork } from './simulated-network.ts';
import { plainServer, type SimulatedServer } from './simulated-server.ts';
import { simulatedTime, type SimulatedTime } from './simulated-time.ts';

export interface VisitDayOptions {
  visitors: number;
  seed: number;
  /** The real app over its database, or the same rules in memory, which is a tenth of the time. */
  server?: 'app' | 'plain';
}

/** A visit day of several devices, a server and a network, all in one process and all by one seed. */
export interface VisitDay {
  time: SimulatedTime;
  chance: Chance;
  server: SimulatedServer;
  network: SimulatedNetwork;
  devices: SimulatedDevice[];
  words: KeptWords;
  /** Values written and acknowledged: by whom, and the greatest time their device had seen before. */
  acts: { writer: string; after: number; drafts: readonly Draft[] }[];
  /** The devices that a coordinator cut off, by id. */
  cutOff: Set<string>;
  /** What devices of people without access were sent of the team's spaces. */
  leaks: string[];
  /** The writers that forged operations were sent in the name of, where they are nobody else's. */
  forged: Set<string>;
  /** Counts restorations: a promise holds for the server that made it. */
  generation: number;
  /** By space, what any device was ever answered (heads, spelt), and the generation that answered so last. */
  answered: Map<string, Map<string, number>>;
  /** What was erased: by text (`note/<id>`), the letters that stood at the server then. */
  erased: Map<string, string>;
  /** Of these, what some store knew of when a server was restored: it must stay erased. */
  heard: Set<string>;
  pictures: DayPictures;
  device(name: string): SimulatedDevice;
  /** A device comes into the day, with an empty disk or with a copy of another's. */
  join(name: string, person: string, more?: { copyOf?: string; clockAhead?: number }): Promise<SimulatedDevice>;
  cut(name: string): Promise<void>;
  /** The person of a device that was cut off is invited to it again. */
  rejoin(name: string): Promise<void>;
  offline(...names: string[]): void;
  online(...names: string[]): void;
  /** Types a note of the device's own person to its end; kept under the day's name for it. */
  write(device: string, name: string, words: string): Promise<void>;
  /** Types into a finding of the debrief, at its end. */
  wordTogether(device: string, name: string, words: string): Promise<void>;
  /** The text as the device shows it. */
  reads(device: string, name: string): Promise<string>;
  restart(device: string): Promise<Tab>;
  /** Everybody online, everything sealed, until nothing moves any more. */
  converge(): Promise<DayVerdict>;
  /** Checks what devices claim at this moment. */
  probe(): Promise<string[]>;
  close(): Promise<void>;
}

const programme = 'p';

/** Devices `tablet-a`, `tablet-b` … of visitors `a`, `b` … of two teams, `host` of the host's contact, and a server. */
export async function visitDay({ visitors, seed, server: which = 'plain' }: VisitDayOptions): Promise<VisitDay> {
  const chance = chanceOf(seed);
  const time = simulatedTime(Date.UTC(2026, 9, 14, 4, 40));
  const people = Object.fromEntries(
    letters(visitors).map((letter, index) => [
      letter,
      { name: letter, roles: ['visitor' as const], team: index % 2 ? 'team-h' : 'team-k' },
    ]),
  );
  const start = programmeChanges({ ...people, hanna: { name: 'Hanna', roles: ['host'], municipality: 'lehtola' } });
  const server =
    which === 'app' ? await appServer(programme, start, time.now, chance) : await plainServer(programme, start, time.now, chance);
  const network = simulatedNetwork(time, chance, server);
  const words = keptWords();
  const devices: SimulatedDevice[] = [];
  const problems: string[] = [];
  const sentences: { text: string; words: string }[] = [];

  const day: VisitDay = {
    time,
    chance,
    server,
    network,
    devices,
    words,
    acts: [],
    cutOff: new Set(),
    leaks: [],
    forged: new Set(),
    generation: 0,
    answered: new Map(),
    erased: new Map(),
    heard: new Set(),
    pictures: dayPictures(),
    device: name => devices.find(device => device.name === name)!,
    async join(name, person, { copyOf, clockAhead = 0 } = {}) {
      const original = copyOf ? day.device(copyOf) : undefined;
      const id = original?.id ?? `device-${name}`;
      await server.enter(id, person);
      day.cutOff.delete(id);
      const session = { name, id, ids: new Set([id]) };
      const device = simulatedDevice({
        session,
        person,
        programme,
        time,
        chance,
        clockAhead,
        transport: remembersGeneration(day, network.transportOf(session)),
        pictures: network.picturesOf(session),
        split: card => network.split(session, card),
        from: original?.copyDisk(),
      });
      devices.push(device);
      const tab = await device.open();
      if (!network.offline.has(name)) await day.time.pass(500);
      await settled(tab);
      return device;
    },
    async cut(name) {
      const { id } = day.device(name);
      await server.cut(id);
      day.cutOff.add(id);
    },
    async rejoin(name) {
      const { id, person, tabs } = day.device(name);
      if (!day.cutOff.delete(id)) return;
      await server.enter(id, person);
      for (const tab of tabs) tab.engine.nudge();
    },
    offline: (...names) => names.forEach(name => network.offline.add(name)),
    online(...names) {
      for (const name of names) {
        network.offline.delete(name);
        for (const tab of day.device(name).tabs) tab.engine.nudge();
      }
    },
    async write(device, name, said) {
      const { person } = day.device(device);
      const session = await openNote(day.device(device).tabs[0]!, `${person}~${name}`);
      await typeAll(session, said);
      await session.close();
      sentences.push({ text: `note/${person}~${name}`, words: said });
    },
    async wordTogether(device, name, said) {
      const session = await openFinding(day.device(device).tabs[0]!, name);
      await typeAll(session, session.words() + said);
      await session.close();
      sentences.push({ text: `finding/${name}`, words: said });
    },
    async reads(device, name) {
      const { store } = day.device(device).tabs[0]!;
      const found = [];
      for (const { name: kind } of [note, finding])
        found.push(...(await store.read(reader => reader.rowsOfKind(kind === 'note' ? notes : debrief, kind))));
      const row = found.find(one => one.id === name || one.id.endsWith(`~${name}`));
      return row?.texts['words'] ?? row?.texts['claim'] ?? '';
    },
    async restart(name) {
      const device = day.device(name);
      device.crash();
      return device.open();
    },
    async converge() {
      network.weather = calm;
      network.narrow = {};
      network.offline.clear();
      for (const device of devices) {
        device.failWrites(null);
        await day.rejoin(device.name);
        // The app is started once more, which takes over what dead tabs left.
        await device.open();
      }
      // Messages of the bad weather are still under way.
      await time.pass(10_000);
      for (const tab of tabsOf(day)) {
        tab.notebook.retryAll();
        await time.during(settled(tab));
      }
      for (let round = 0; round < 20; round++) {
        const before = await stateOf(day);
        for (const { tabs } of devices) for (const tab of tabs) tab.engine.nudge();
        await time.pass(500);
        if (round > 0 && (await stateOf(day)) === before) break;
      }
      await forgetUnheard(day);
      const verdict = await checkDay(day, sentences);
      return { ...verdict, untrue: [...problems, ...verdict.untrue] };
    },
    async probe() {
      const found = await checkPromises(day);
      problems.push(...found);
      return found;
    },
    async close() {
      for (const tab of tabsOf(day)) tab.kill();
      await server.close();
    },
  };

  const { exchange } = server;
  server.exchange = async (device, request) => {
    const isCutOff = day.cutOff.has(device);
    const reply = await exchange(device, request);
    if (isCutOff && reply.type === 'answered') day.leaks.push(`${device}, cut off, was answered`);
    return reply;
  };
  network.onAnswer = (device, reply) => {
    const owner = devices.find(one => one.id === device)?.person;
    if (owner === 'hanna' && anyLetter.test(JSON.stringify(reply))) day.leaks.push(JSON.stringify(reply).slice(0, 200));
  };
  const { bring, fetch } = server;
  server.bring = async (device, space, hash, bytes) => {
    const asked = day.generation;
    const reply = await bring(device, space, hash, bytes);
    if (reply.type === 'kept') day.pictures.taken.set(hash, asked);
    return reply;
  };
  server.fetch = async (device, space, hash) => {
    const isOut = day.cutOff.has(device) || device === 'device-host';
    const reply = await fetch(device, space, hash);
    if (isOut && reply.type === 'bytes') day.leaks.push(`${device} was sent a picture`);
    return reply;
  };
  for (const letter of letters(visitors)) await day.join(`tablet-${letter}`, letter);
  await day.join('host', 'hanna');
  return day;
}

/** Which server the device heard last, by the server's count when it answered. */
function remembersGeneration(day: VisitDay, transport: Transport): Transport {
  return {
    ...transport,
    async exchange(request) {
      const asked = day.generation;
      const reply = await transport.exchange(request);
      if (reply.type === 'answered') {
        const said = day.answered.get(request.space) ?? new Map<string, number>();
        day.answered.set(request.space, said.set(canonical(reply.answer.heads), asked));
        if (request.space === notes)
          day.pictures.said.push({ heads: canonical(reply.answer.heads), lacks: reply.answer.lacks, generation: asked });
      }
      return reply;
    },
  };
}

export function tabsOf(day: VisitDay): Tab[] {
  return day.devices.flatMap(device => device.tabs);
}

export function openNote(tab: Tab, id: string): Promise<TextSession> {
  return tab.notebook.openText(note, { space: notes, id }, 'words', { theme: 'other' });
}

export function openFinding(tab: Tab, id: string): Promise<TextSession> {
  return tab.notebook.openText(finding, { space: debrief, id }, 'claim', { side: 'strength' });
}

async function typeAll(session: TextSession, words: string): Promise<void> {
  session.edit(words);
  const state = await session.settled();
  if (state.type !== 'stored') throw new Error(`not stored: ${JSON.stringify(state)}`);
}

async function settled(tab: Tab): Promise<void> {
  await tab.notebook.sealAll();
}

async function stateOf(day: VisitDay): Promise<string> {
  const heads = [];
  for (const device of day.devices)
    for (const space of [notes, debrief])
      heads.push(await device.disk().read(async reader => [await reader.heads(space), await reader.pictures(space)]));
  return JSON.stringify([heads, await day.server.log.read(reader => reader.pictures(notes))]);
}

function letters(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String.fromCharCode(97 + index));
}
