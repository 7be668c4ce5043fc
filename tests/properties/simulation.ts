import { asked, askedId, askedStates } from '#domain/interview.ts';
import { finding, sides } from '#domain/finding.ts';
import { lentId } from '#domain/lending.ts';
import { note, signs } from '#domain/note.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { LogReader } from '#oplog/log-store.ts';
import type { TextSession } from '#notebook/text-session.ts';
import { hashOp, opName, type Op } from '#oplog/op.ts';
import { toBase64 } from 'lib0/buffer';
import { forgePicture, photograph } from '../support/day-pictures.ts';
import { deviceKeyKey, keyRingKey, signedKey, type DeviceKey, type KeyRing, type SignedHeads } from '#protocol/remembered.ts';
import { signHead } from '#sync/device-keys.ts';
import { plainSubtle } from '../support/plain-subtle.ts';
import { debrief, notes } from '../support/day-places.ts';
import type { DayVerdict } from '../support/day-checks.ts';
import { erase, forgetErasure, restore } from '../support/erasing.ts';
import type { SimulatedDevice, Tab } from '../support/simulated-device.ts';
import { calm, stormy } from '../support/simulated-network.ts';
import { openFinding, openNote, visitDay, type VisitDay } from '../support/visit-day.ts';
import { handOver } from './handing-over.ts';

export interface SimulationOptions {
  seed: number;
  server?: 'app' | 'plain';
  steps?: number;
}

export interface SimulationResult {
  verdict: DayVerdict;
  /** Letters acknowledged. */
  letters: number;
  /** What happened, for whoever looks for the cause. */
  story: string[];
  day: VisitDay;
}

const year = 365 * 24 * 60 * 60_000;

/** A random day with everything that goes wrong in one; the same seed, the same day. */
export async function simulate({ seed, server = 'plain', steps = 16 }: SimulationOptions): Promise<SimulationResult> {
  const day = await visitDay({ visitors: seed % 3 ? 2 : 3, seed, server });
  const { chance } = day;
  const story: string[] = [];
  const unexpected: string[] = [];
  /** A full disk is part of the day; anything else is a mistake of ours. */
  const failed = (what: string, error: unknown) => {
    story.push(`  ${what}: ${String(error)}`);
    if (!(error instanceof DOMException)) unexpected.push(`${what}: ${String(error)}`);
  };
  let copies = 0;
  let copy: { of: unknown } | null = null;
  const team = () => day.devices.filter(device => device.person !== 'hanna');
  for (const device of day.devices) if (chance.is(0.4)) device.setClock(chance.pick([-10, -3, 1, 10]) * year + chance.below(1_000_000));

  // Some days have no network for hours, and what is exchanged goes from hand to hand.
  const isApart = day.devices.length > 3 && chance.is(0.6);
  if (isApart) day.offline(...team().map(device => device.name));

  /** What people do all the time, several of them at once. */
  const people: [number, string, (device: SimulatedDevice, tab: Tab) => Promise<unknown>][] = [
    [10, 'types in a note', (_, tab) => type(day, tab, 'note', tab.notebook.ownId(String(chance.below(3))))],
    [10, 'types in a finding', async (_, tab) => tab.notebook.lender || type(day, tab, 'finding', `f${chance.below(2)}`)],
    [6, 'sets a value', (_, tab) => set(day, tab)],
    [2, 'seals', (_, tab) => tab.notebook.sealAll()],
    [2, 'syncs', async (_, tab) => tab.engine.nudge()],
  ];
  // Every other day has no photos, so that its words have all of it.
  const hasPhotos = seed % 2 === 0;
  const seen = (tab: Tab) => (drafts: readonly Draft[]) => tab.store.read(reader => greatestSeen(reader, drafts));
  if (hasPhotos) people.push([5, 'photographs', (_, tab) => photograph(day, tab, seen(tab))]);
  type Event = [number, string, (device: SimulatedDevice) => Promise<unknown>];
  const handsOver: Event = [4, 'hands over by file', async device => void unexpected.push(...(await handOver(day, device)))];
  /** What happens to them. */
  const events: Event[] = [
    [4, 'is offline', async device => day.offline(device.name)],
    [4, 'is online', async device => !isApart && day.online(device.name)],
    [2, 'opens another tab', async device => device.tabs.length < 3 && device.open()],
    [2, 'loses a tab', async device => device.tabs.length > 1 && chance.pick(device.tabs).kill()],
    [3, 'crashes', async device => day.restart(device.name)],
    [2, 'fails to write', async device => device.failWrites(new DOMException('', 'QuotaExceededError'))],
    [3, 'writes again', async device => resume(device)],
    [1, 'has its clock set', async device => device.setClock(chance.pick([-10, 0, 10]) * year + chance.below(86_400_000))],
    [1, 'is copied', async device => copies < 1 && chance.is(0.5) && day.join(`copy-${++copies}`, device.person, { copyOf: device.name })],
    [
      1,
      'is joined late',
      async device =>
        day.devices.length < 7 && day.join(`late-${day.devices.length}`, device.person, { clockAhead: chance.pick([0, 5, -9]) * year }),
    ],
    [1, 'is cut off', device => day.cut(device.name)],
    [2, 'joins again', device => day.rejoin(device.name)],
    [2, 'something is erased', () => erase(day)],
    [1, 'server is copied', async () => void (copy = { of: await day.server.copy() })],
    [2, 'server is restored', async () => copy && restore(day, copy.of)],
    [3, 'server forgets an erasure', () => forgetErasure(day)],
    [2, 'weather', async () => void (day.network.weather = chance.pick([calm, stormy]))],
    [
      1,
      'server is of a former build',
      async () => void (day.network.narrow = { unknownKind: chance.pick(['note', 'finding', 'asked', ...(hasPhotos ? ['photo'] : [])]) }),
    ],
    [1, 'long requests are refused', async () => void (day.network.narrow = { longest: chance.pick([900, 2_000, 5_000]) })],
    [2, 'everything is taken again', async () => void (day.network.narrow = {})],
    [seed % 6 ? 1 : 4, 'forges', device => forge(day, device, seed % 6 === 0)],
    handsOver,
    // Where there is a team of two, every other day.
    ...(seed % 6 ? [] : [[8, 'is lent or given back', lend] satisfies Event]),
    [12, 'promises are looked at', () => day.probe()],
  ];

  for (let step = 0; step < steps; step++) {
    for (let actors = 1 + chance.below(3); actors > 0; actors--) {
      const device = chance.pick(team());
      const tab = device.tabs.length ? chance.pick(device.tabs) : null;
      if (!tab) continue;
      const [, what, act] = weighted(day, people);
      story.push(`${step} ${device.name}/${tab.writer.slice(0, 4)} ${what}`);
      act(device, tab).catch((error: unknown) => failed(what, error));
    }
    // Some of it is over when the next thing happens, some is in the middle.
    for (let turns = chance.below(40); turns > 0; turns--) await Promise.resolve();
    if (chance.is(0.5)) {
      const device = chance.pick(team());
      const [, what, happen] = isApart && chance.is(0.6) ? handsOver : weighted(day, events);
      story.push(`${step} ${device.name} ${what}`);
      await happen(device).catch((error: unknown) => failed(what, error));
    }
    await day.time.pass(chance.pick([0, 50, 400, 3_000, 20_000]));
  }
  await day.probe();
  const verdict = await day.converge();
  verdict.unexpected.push(...unexpected);
  await day.close();
  return { verdict, letters: day.words.written, story, day };
}

function weighted<T extends [number, ...unknown[]]>({ chance }: VisitDay, from: readonly T[]): T {
  let at = chance.next() * from.reduce((sum, [weight]) => sum + weight, 0);
  return from.find(([weight]) => (at -= weight) < 0) ?? from[0]!;
}

/** One edit: letters in somewhere, or a stretch out. Only what the store acknowledged, to a page that lives, has to be kept. */
async function type(day: VisitDay, tab: Tab, kind: 'note' | 'finding', id: string): Promise<void> {
  const { chance, words } = day;
  const session: TextSession = await (kind === 'note' ? openNote(tab, id) : openFinding(tab, id));
  for (let edits = 1 + chance.below(3); edits > 0; edits--) {
    const before = session.words();
    const at = chance.below(before.length + 1);
    const removed = before.length > 3 && chance.is(0.25) ? chance.below(Math.min(4, before.length - at)) : 0;
    const added = removed && chance.is(0.5) ? '' : words.fresh(1 + chance.below(4));
    words.takenOut(before.slice(at, at + removed));
    session.edit(before.slice(0, at) + added + before.slice(at + removed));
    const state = await session.settled();
    if (state.type === 'stored' && !tab.isDead) words.acknowledged(`${kind}/${id}`, added);
  }
  if (chance.is(0.3)) await session.close();
}

async function set(day: VisitDay, tab: Tab): Promise<void> {
  const { chance } = day;
  const drafts: Draft[] = [
    draft(note, { space: notes, id: tab.notebook.ownId(String(chance.below(3))) }, { sign: chance.pick(signs) }),
    draft(asked, { space: notes, id: askedId('slot', String(chance.below(2))) }, { state: chance.pick(askedStates) }),
    draft(
      finding,
      { space: debrief, id: `f${chance.below(2)}` },
      { side: chance.pick(sides), evidence: [tab.notebook.ownId(String(chance.below(3)))] },
    ),
    draft(finding, { space: debrief, id: `f${chance.below(2)}` }, { deleted: chance.is(0.5) }),
  ];
  const chosen = chance.shuffled(drafts).slice(0, 1 + chance.below(2));
  const before = await tab.store.read(reader => greatestSeen(reader, chosen));
  const written = await tab.notebook.write(chosen);
  if (written.ok && !tab.isDead) day.acts.push({ writer: tab.writer, after: before, drafts: chosen });
}

/** The greatest stamp that the writer of these has seen: the clock's, and whatever stands in the rows. */
async function greatestSeen(reader: LogReader, drafts: readonly Draft[]): Promise<number> {
  const rows = await reader.rows(drafts);
  return Math.max(await reader.clock(), ...rows.map(row => row?.changed.time ?? 0));
}

/** Visitors a and c are of one team. */
async function lend(device: SimulatedDevice): Promise<void> {
  const mate = { a: 'c', c: 'a' }[device.person];
  if (mate) await device.lend(device.tabs.some(tab => tab.notebook.lender) ? null : mate);
}

async function resume(device: SimulatedDevice): Promise<void> {
  device.failWrites(null);
  for (const tab of device.tabs) tab.notebook.retryAll();
}

/** A visitor's session sends what its app never would: another's item, another's name, another's letters, a verdict. */
async function forge(day: VisitDay, device: SimulatedDevice, hasMates: boolean): Promise<void> {
  const { chance } = day;
  const victim = chance.pick(['a', 'b'].filter(person => person !== device.person));
  const header = (part: Partial<Op>): Op => ({
    v: 1,
    space: notes,
    writer: chance.hex(8),
    seq: 1,
    prev: '',
    time: Date.UTC(2199, 0, 1) * 1024,
    wall: 0,
    author: device.person,
    kind: 'note',
    id: `${victim}~0`,
    patch: {
      salt: '',
      set: { theme: { to: '☠', was: [] }, refused: { to: 'not-yours', was: [] } },
      text: { words: toBase64(new Uint8Array([1, 1, 1, 0, 4, 1, 4, 116, 101, 120, 116, 3, 226, 152, 160, 0])) },
    },
    ...part,
  });
  const known = await device.disk().read(async reader => {
    for (const head of await reader.heads(notes)) if ((await reader.op(notes, head.writer, 1))?.author === victim) return head;
    return undefined;
  });
  const forged = [
    header({}),
    header({ author: victim }),
    header({ kind: 'verdict', id: opName({ writer: known?.writer ?? chance.hex(8), seq: 1 }), author: 'server' }),
    header({ kind: 'verdict', id: opName({ writer: known?.writer ?? chance.hex(8), seq: 1 }) }),
    header({ writer: known?.writer ?? chance.hex(8), seq: (known?.seq ?? 0) + 1, prev: known?.hash ?? '', id: 'shared' }),
  ];
  for (const { writer } of forged) if (writer !== known?.writer) day.forged.add(writer);
  for (const op of forged) await day.time.during(day.server.exchange(device.id, { space: notes, have: {}, ops: [op], receiptsAfter: 0 }));
  // And what the other wrote last, changed, under the signatures that are known of it.
  if (known) {
    const { op, signed } = await device.disk().read(async reader => ({
      op: await reader.op(notes, known.writer, known.seq),
      signed: (await reader.memory<SignedHeads>(signedKey(notes, known.writer))) ?? [],
    }));
    const ops = op ? [{ ...op, patch: header({}).patch }] : [];
    await day.time.during(day.server.exchange(device.id, { space: notes, have: {}, ops, receiptsAfter: 0, signed }));
  }
  if (day.pictures.kept.length) await forgePicture(day, device);
  if (hasMates) await forgeLent(day, device, header);
  // And somebody without access asks.
  await day.time.during(
    day.server
      .exchange('device-host', { space: notes, have: {}, ops: [], receiptsAfter: 0 })
      .then(reply => day.network.onAnswer('device-host', reply)),
  );
}

/** With the device's own key, in a teammate's name: what they began elsewhere, and what no borrower writes. */
async function forgeLent(day: VisitDay, device: SimulatedDevice, header: (part: Partial<Op>) => Op): Promise<void> {
  const mate = { a: 'c', c: 'a' }[device.person] ?? 'a';
  const { key, ring } = await device.disk().read(async reader => ({
    key: await reader.memory<DeviceKey | null>(deviceKeyKey),
    ring: await reader.memory<KeyRing>(keyRingKey('p')),
  }));
  if (!key || !ring) return;
  const forged = [
    header({ author: mate, id: `${mate}~0` }),
    header({ author: mate, id: lentId(mate, 'device-host', '0') }),
    header({ author: mate, space: debrief, kind: 'finding', id: lentId(mate, device.id, '0') }),
  ];
  for (const op of forged) {
    day.forged.add(op.writer);
    const signed = [await signHead(plainSubtle, key, device.id, { space: op.space, writer: op.writer, seq: 1, hash: hashOp(op) })];
    const request = { space: op.space, have: {}, ops: [op], receiptsAfter: 0, signed, certificates: ring.certificates };
    await day.time.during(day.server.exchange(device.id, request));
  }
}
