import { accessKinds, accessOf, readableSpaces } from '#domain/access.ts';
import { pictureKinds } from '#domain/picture-kinds.ts';
import { lentDeviceOf } from '#domain/lending.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { foldText, type TextUpdate } from '#oplog/text.ts';
import { updatesOf, type Row } from '#oplog/fold.ts';
import { canonical, type Json } from '#oplog/json.ts';
import { itemKey, judgementsIn } from '#oplog/judgements.ts';
import { adoptOpen } from '#oplog/ledger.ts';
import { receiveOps } from '#oplog/receiving.ts';
import type { LogStore, LogWriter, OpenOp } from '#oplog/log-store.ts';
import { digest, type Op } from '#oplog/op.ts';
import { keepShown, pictureTypeOf } from '#oplog/pictures.ts';
import { hexDigest } from '#oplog/sha256.ts';
import { isOp } from '#oplog/op-shape.ts';
import { historyOf } from './history.ts';
import { ownWritersKey } from '#protocol/remembered.ts';
import type { Surroundings } from './surroundings.ts';

/** What came of a copy. Numbers of operations, and of texts that were being written (`texts`). */
export interface BroughtBack {
  added: number;
  texts: number;
  known: number;
  /** Of spaces this device's people may not read. */
  elsewhere: number;
  /** Texts that were being written, over words that are in neither place or in an item that is erased. */
  unplaced: number;
  /** No operations at all, or such as hang on others that are in neither place. */
  broken: number;
  pictures: number;
  /** Pictures that were none, not what their name says, or had no room. */
  picturesLeft: number;
}

/** What a copy holds, as it stands there. */
export interface Copied {
  ops: readonly unknown[];
  opens: readonly unknown[];
  /** `read` gives whatever stands in a picture's place; null when nothing does. */
  pictures: readonly { space: string; hash: string; read(): Promise<Uint8Array<ArrayBuffer> | null> }[];
}

type Around = Pick<Surroundings, 'membership' | 'now' | 'offset' | 'randomHex'>;

const broughtKey = 'brought-back';

/**
 * Takes a copy's operations into the log, and the texts that were being written, all in one act or nothing. Nothing here is replaced: what
 * is held already is passed over, a text that has been in its item whole before is not written again. A verdict or a membership in it
 * counts as if an exchange had brought it. Pictures follow one by one, and only what is shown here: what nothing shows was erased.
 */
export async function bringBack(store: LogStore, around: Around, { ops, opens, pictures }: Copied): Promise<BroughtBack> {
  const { done, allowed } = await bringWords(store, around, ops, opens);
  for (const { space, hash, read } of pictures.filter(one => allowed.has(one.space))) {
    const bytes = await read().catch(() => null);
    const isWhole = bytes && pictureTypeOf(bytes) && hexDigest(bytes) === hash;
    const isNew =
      isWhole && (await store.write(tx => keepShown(tx, pictureKinds, { space, hash, at: around.now(), bytes })).catch(() => null));
    if (isNew) done.pictures++;
    else if (isNew !== false || !isWhole) done.picturesLeft++;
  }
  return done;
}

async function bringWords(
  store: LogStore,
  around: Around,
  ops: readonly unknown[],
  opens: readonly unknown[],
): Promise<{ done: BroughtBack; allowed: ReadonlySet<string> }> {
  const goodOps = ops.filter(isOp);
  const goodOpens = opens.filter(isOpen);
  return store.write(async tx => {
    const done: BroughtBack = {
      added: 0,
      texts: 0,
      known: 0,
      elsewhere: 0,
      unplaced: 0,
      broken: ops.length + opens.length - goodOps.length - goodOpens.length,
      pictures: 0,
      picturesLeft: 0,
    };
    const bySpace = groupBySpace(goodOps);
    const allowed = await receiveProgrammes(tx, around, bySpace, done);
    for (const [space, group] of bySpace) {
      if (!allowed.has(space)) done.elsewhere += group.length;
      else if (!space.startsWith('programme/')) await receive(tx, around, space, group, done);
    }
    const inHand = new Set<string>();
    for (const open of goodOpens) {
      const key = `${open.writer}\n${open.space}\n${open.kind}\n${open.id}`;
      if (inHand.has(key)) continue;
      inHand.add(key);
      if (!allowed.has(open.space)) done.elsewhere++;
      else done[await receiveOpen(tx, around, open, bySpace.get(open.space) ?? [])]++;
    }
    return { done, allowed };
  });
}

/** The programmes first: they say which visits there are. @returns the spaces that may be received */
async function receiveProgrammes(
  tx: LogWriter,
  around: Around,
  bySpace: ReadonlyMap<string, Op[]>,
  done: BroughtBack,
): Promise<Set<string>> {
  const allowed = new Set<string>();
  for (const { programme, person } of around.membership.all) {
    const space = programmeSpace(programme);
    allowed.add(space);
    await receive(tx, around, space, bySpace.get(space) ?? [], done);
    const rows: Row[] = [];
    for (const kind of accessKinds) rows.push(...(await tx.rowsOfKind(space, kind)));
    for (const readable of readableSpaces(accessOf(programme, rows), person)) allowed.add(readable);
  }
  return allowed;
}

async function receive(tx: LogWriter, around: Around, space: string, ops: readonly Op[], done: BroughtBack): Promise<void> {
  if (ops.length === 0) return;
  const { added, unstored } = await receiveOps(tx, space, ops);
  done.added += added.length;
  done.broken += unstored.length;
  done.known += ops.length - added.length - unstored.length;
  const people = new Set(around.membership.all.map(one => one.person));
  // What this person wrote elsewhere waits here for the server, and is counted so.
  await ownWriters(
    tx,
    added.filter(op => people.has(op.author)).map(op => op.writer),
  );
}

async function receiveOpen(tx: LogWriter, around: Around, open: OpenOp, copied: readonly Op[]): Promise<'texts' | 'known' | 'unplaced'> {
  const mark = digest(canonical([open.writer, open.space, open.kind, open.id, open.text] as Json));
  const brought = (await tx.memory<string[]>(broughtKey)) ?? [];
  // The text lives here, in a tab that writes it.
  if (brought.includes(mark) || (await tx.open(open.writer, open))) return 'known';
  const { refused, erased } = await judgementsIn(tx, open.space);
  // What was erased for good comes back by no file; the words are in the file itself.
  if (erased.has(itemKey(open))) return 'unplaced';
  // With another device that was lent: nobody would take its author's words from this one. Their own tablet may bring them back.
  const borrowed = lentDeviceOf(open.id);
  if (borrowed && borrowed !== around.membership.device && !around.membership.all.some(one => one.person === open.author))
    return 'unplaced';
  const ops = await tx.opsOf(open);
  const shown = textsShown(
    open,
    copied.filter(op => op.kind === open.kind && op.id === open.id),
  );
  const before = historyOf(ops, refused, new Set());
  // What was left open is often sealed later, by whoever found it; and then written on, elsewhere.
  const isTold = ([field, words]: [string, string]) => words !== '' && before.some(step => step.texts[field]?.includes(words));
  if (Object.entries(shown).every(isTold) && ops.length) return 'known';
  const set = Object.fromEntries(Object.entries(open.set).filter(([path]) => !ops.some(op => op.patch.set?.[path] !== undefined)));
  const writer = around.randomHex(8);
  const now = around.now();
  const writing = { writer, author: open.author, now, wall: now + around.offset(), salt: () => around.randomHex(8) };
  await tx.putOpen({ ...open, set }, true);
  if (!(await adoptOpen(tx, writing, open.writer, open))) return Object.values(shown).some(Boolean) ? 'unplaced' : 'known';
  await ownWriters(tx, [writer]);
  await tx.remember(broughtKey, [...brought, mark]);
  return 'texts';
}

/** The item's texts as they stood where the copy was made. */
function textsShown(open: OpenOp, ops: readonly Op[]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [field, update] of Object.entries(open.text)) {
    const last: TextUpdate = { writer: open.writer, update, refused: false };
    texts[field] = foldText([...updatesOf(ops, field, new Set()), last], { id: open.id, field });
  }
  return texts;
}

async function ownWriters(tx: LogWriter, writers: readonly string[]): Promise<void> {
  const known = (await tx.memory<string[]>(ownWritersKey)) ?? [];
  const all = new Set([...known, ...writers]);
  if (all.size > known.length) await tx.remember(ownWritersKey, [...all]);
}

function groupBySpace(ops: readonly Op[]): Map<string, Op[]> {
  const groups = new Map<string, Op[]>();
  for (const op of ops) {
    const group = groups.get(op.space);
    if (group) group.push(op);
    else groups.set(op.space, [op]);
  }
  return groups;
}

/** An open operation is what becomes an operation: one made of it says whether it is one. */
function isOpen(value: unknown): value is OpenOp {
  if (typeof value !== 'object' || value === null || !('set' in value) || !('text' in value)) return false;
  const { space, writer, author, kind, id, since, set, text } = value as Record<string, unknown>;
  if (typeof set !== 'object' || set === null || typeof text !== 'object' || typeof since !== 'number') return false;
  const entries = Object.entries(set).map(([path, to]) => [path, { to: to as Json, was: [] }]);
  const patch = { salt: '', set: Object.fromEntries(entries) as object, text };
  return isOp({ v: 1, space, writer, seq: 1, prev: '', time: 1, wall: Math.round(since), author, kind, id, patch });
}
