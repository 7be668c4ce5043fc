import { accessKinds, accessOf, mayRead, readableSpaces } from '#domain/access.ts';
import { mayBringPictures } from '#domain/picture-kinds.ts';
import { originsOf } from '#domain/lending.ts';
import { verdictKind } from '#oplog/fold-version.ts';
import { itemKey, judgementsIn } from '#oplog/judgements.ts';
import { eraseItem, writeChanges, type Change, type Writing } from '#oplog/ledger.ts';
import { receiveOps } from '#oplog/receiving.ts';
import { vectorOf, type ItemName, type LogReader, type LogStore } from '#oplog/log-store.ts';
import { createMemoryStore, type MemoryStore, type Snapshot } from '#oplog/memory-store.ts';
import { opName, serverAuthor } from '#oplog/op.ts';
import { lacksOf, pictureTypeOf } from '#oplog/pictures.ts';
import { missingOps } from '#oplog/replica.ts';
import { hexDigest } from '#oplog/sha256.ts';
import { answerLimit, type DeviceReceipt, type ServerEvent, type SyncAnswer, type SyncRequest } from '#protocol/sync.ts';
import type { KeysAnswer, KeysRequest } from '#protocol/keys.ts';
import type { DeviceCard, Me } from '#protocol/membership.ts';
import { judge, refuseErased } from '#server/judgement.ts';
import type { PictureReply } from '#sync/transports/picture-transport.ts';
import type { SyncReply } from '#sync/transports/transport.ts';
import type { Chance } from './chance.ts';
import { simulatedKeys } from './simulated-keys.ts';

/** The server as the simulation sees it: the real app over its database, or this plain one, which is the same rules in memory. */
export interface SimulatedServer {
  exchange(device: string, request: SyncRequest): Promise<SyncReply>;
  keys(device: string, request: KeysRequest): Promise<KeysAnswer | null>;
  bring(device: string, space: string, hash: string, bytes: Uint8Array<ArrayBuffer>): Promise<PictureReply>;
  fetch(device: string, space: string, hash: string): Promise<PictureReply>;
  listen(device: string, heard: (event: ServerEvent) => void): () => void;
  /** Lets a device of a person in. */
  enter(device: string, person: string): Promise<void>;
  /** Lets a copied profile in beside the device whose session it has; null when that may not. */
  split(device: string, card: DeviceCard): Promise<Me | null>;
  /** Cuts a device off. */
  cut(device: string): Promise<void>;
  /** Erases an item for good. */
  erase(item: ItemName): Promise<void>;
  /** What a copy of its data folder holds. */
  copy(): Promise<unknown>;
  restore(copy: unknown): Promise<void>;
  /** What is durable there. */
  readonly log: Pick<LogStore, 'read'>;
  close(): Promise<void>;
}

interface Copy {
  log: Snapshot;
  keys: string;
  authors: [string, string][];
  receipts: string;
  starts: [string, string][];
}

interface Receipt extends DeviceReceipt {
  changed: number;
}

/** @param programme the programme's id, whose access rows stand in `start` */
export async function plainServer(
  programme: string,
  start: readonly Change[],
  now: () => number,
  chance: Chance,
): Promise<SimulatedServer> {
  const persons = new Map<string, string>();
  /** Whose a writer is. */
  let authors = new Map<string, string>();
  const cutOff = new Set<string>();
  /** What the programme's rows of devices say of copied profiles. */
  const copies: { id: string; copyOf: string }[] = [];
  const keys = await simulatedKeys(programme, now, chance);
  const listeners = new Map<string, Set<(event: ServerEvent) => void>>();
  let writer = chance.hex(8);
  let store: MemoryStore = createMemoryStore(undefined, { isGuarded: false });
  let receipts: Record<string, Receipt[]> = {};
  /** The mark of each device's last start. */
  let starts = new Map<string, string>();
  const writing = (): Writing => ({ writer, author: serverAuthor, now: now(), wall: now(), salt: () => chance.hex(8) });
  authors.set(writer, serverAuthor);
  await store.write(tx => writeChanges(tx, writing(), start));
  // Nobody changes the programme in these days.
  const access = await store.read(accessFrom);

  async function accessFrom(reader: LogReader) {
    const rows = [];
    for (const kind of accessKinds) rows.push(...(await reader.rowsOfKind(`programme/${programme}`, kind)));
    return accessOf(programme, rows);
  }

  function tell(event: ServerEvent, except: string): void {
    for (const [device, heards] of listeners) if (device !== except && persons.has(device)) for (const heard of heards) heard(event);
  }

  async function exchange(device: string, request: SyncRequest): Promise<SyncReply> {
    const { space, have, ops, receiptsAfter, open, away, lacks } = request;
    const person = persons.get(device);
    if (!person) return { type: 'refused', refusal: 'revoked' };
    const { start } = request;
    const mark = starts.get(device);
    if (start && mark !== undefined && start.was !== '' && mark !== start.was && mark !== start.is)
      return { type: 'refused', refusal: 'copied', detail: mark };
    if (start) starts.set(device, start.is);
    const proven = await keys.prove(request, one => cutOff.has(one));
    const done = await store.write(async (tx): Promise<{ reply: SyncReply; moved: boolean }> => {
      if (!mayRead(access, person, space)) return { reply: { type: 'refused', refusal: 'no-access' }, moved: false };
      const { erased } = await judgementsIn(tx, space);
      const judged = judge(ops, {
        access,
        persons: new Set([person]),
        writerOwner: of => (of === writer ? '' : (authors.get(of) ?? null)),
        isErased: item => erased.has(itemKey(item)),
        visitHome: () => programme,
        proven: proven.heads,
        originsOf: one => originsOf(one, copies),
      });
      if (judged === 'unknown-kind') return { reply: { type: 'refused', refusal: 'unknown-kind' }, moved: false };
      const { added, unstored } = await receiveOps(tx, space, judged.ops);
      for (const op of added)
        if (!authors.has(op.writer))
          authors.set(op.writer, judged.ofServer.has(op.writer) ? serverAuthor : (judged.lent.get(op.writer) ?? op.author));
      await keys.keep(tx, proven, authors, one => originsOf(one, copies));
      const verdicts = [...added, ...(await refuseErased(tx, added, judged))].flatMap(op => {
        const reason = judged.refused.get(opName(op));
        return reason === undefined ? [] : [{ space, kind: verdictKind, id: opName(op), set: { refused: reason } }];
      });
      if (verdicts.length) await writeChanges(tx, writing(), verdicts);
      const known = receipts[space] ?? [];
      const last = Math.max(0, ...known.map(receipt => receipt.changed));
      const before = known.find(receipt => receipt.device === device);
      const isNew =
        JSON.stringify([have, open, away, lacks]) !== JSON.stringify([before?.vector, before?.open, before?.away, before?.lacks]);
      const others = known.filter(receipt => receipt.device !== device);
      if (isNew)
        receipts = { ...receipts, [space]: [...others, { device, vector: have, at: now(), open, away, lacks, changed: last + 1 }] };
      const changed = isNew ? last + 1 : last;
      const heads = await tx.heads(space);
      const answer: SyncAnswer = {
        heads: vectorOf(heads),
        ...(await keys.vouch(tx, heads, have, authors)),
        ...(await missingOps(tx, space, have, answerLimit)),
        receipts: others
          .filter(receipt => receipt.changed > receiptsAfter)
          .map(({ device: of, vector, at, open: opens, away: put, lacks: without }) => ({
            device: of,
            vector,
            at,
            open: opens,
            away: put,
            lacks: without,
          })),
        lacks: lacksOf(await tx.picturesNamed(space), new Set(await tx.pictures(space))),
        receiptsAt: changed,
        now: now(),
        passedOver: [...judged.passedOver, ...unstored],
      };
      return { reply: { type: 'answered', answer }, moved: added.length > 0 };
    });
    if (done.moved) tell({ type: 'moved', space }, device);
    return JSON.parse(JSON.stringify(done.reply)) as SyncReply;
  }

  const refused = (refusal: Extract<PictureReply, { type: 'refused' }>['refusal']): PictureReply => ({ type: 'refused', refusal });

  return {
    exchange,
    async bring(device, space, hash, bytes) {
      const person = persons.get(device);
      if (!person) return refused('revoked');
      if (!mayRead(access, person, space)) return refused('no-access');
      if (!mayBringPictures(access, person, space)) return refused('not-yours');
      if (!pictureTypeOf(bytes) || hexDigest(bytes) !== hash) return refused('not-this');
      const reply = await store.write(async (tx): Promise<PictureReply> => {
        if (!(await tx.picturesNamed(space)).has(hash)) return refused('not-named');
        await tx.putPicture({ space, hash, at: now(), bytes });
        return { type: 'kept' };
      });
      if (reply.type === 'kept') tell({ type: 'moved', space }, device);
      return reply;
    },
    async fetch(device, space, hash) {
      const person = persons.get(device);
      if (!person) return refused('revoked');
      if (!mayRead(access, person, space)) return refused('no-access');
      const found = await store.read(reader => reader.picture(space, hash));
      return found ? { type: 'bytes', bytes: new Uint8Array(await found.bytes.arrayBuffer()) } : refused('picture-missing');
    },
    listen(device, heard) {
      const heards = listeners.get(device) ?? new Set();
      listeners.set(device, heards.add(heard));
      return () => void heards.delete(heard);
    },
    async keys(device, request) {
      const person = persons.get(device);
      return person ? keys.answer(device, person, readableSpaces(access, person), request) : null;
    },
    async enter(device, person) {
      persons.set(device, person);
      cutOff.delete(device);
    },
    async split(device, { id }) {
      const person = persons.get(device);
      if (!person) return null;
      const own = `device-${id.slice(0, 8)}`;
      persons.set(own, person);
      copies.push({ id: own, copyOf: device });
      return { device: own, memberships: [{ programme, person }], now: now(), origin: '' };
    },
    async cut(device) {
      const person = persons.get(device);
      persons.delete(device);
      cutOff.add(device);
      if (person) keys.renew(readableSpaces(access, person));
    },
    async erase(item) {
      await store.write(tx => eraseItem(tx, writing(), item));
      tell({ type: 'moved', space: item.space }, '');
    },
    copy: async () =>
      ({
        log: store.snapshot(),
        receipts: JSON.stringify(receipts),
        keys: keys.copy(),
        authors: [...authors],
        starts: [...starts],
      }) satisfies Copy,
    async restore(copy) {
      const { log, receipts: said, keys: known, authors: then, starts: begun } = copy as Copy;
      starts = new Map(begun);
      keys.restore(known);
      authors = new Map(then);
      store = createMemoryStore(log, { isGuarded: false });
      receipts = JSON.parse(said) as Record<string, Receipt[]>;
      writer = chance.hex(8);
      authors.set(writer, serverAuthor);
    },
    log: { read: run => store.read(run) },
    close: async () => undefined,
  };
}
