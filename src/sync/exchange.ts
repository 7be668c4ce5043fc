import { isSame as isSameValue } from '#oplog/json.ts';
import { receiveOps, type Unstored } from '#oplog/receiving.ts';
import { vectorOf, type Head, type LogReader, type LogStore, type LogWriter } from '#oplog/log-store.ts';
import type { Op } from '#oplog/op.ts';
import { lacksIn, type Lacks } from '#oplog/pictures.ts';
import { missingOps } from '#oplog/replica.ts';
import { covers, includes, type Vector } from '#oplog/vector.ts';
import { offsetKey, receiptsKey, serverHeadsKey, type ServerHeads, type TeamReceipts } from '#protocol/remembered.ts';
import type { Certificate, SignedHead } from '#protocol/signatures.ts';
import { batchLimit, bodyLimit, type SyncAnswer } from '#protocol/sync.ts';
import type { DeviceKeys } from './device-keys.ts';
import { endedBySigned, headsAmong, keepSigned, ownPoints } from './signed-heads.ts';
import type { Starts } from './starts.ts';
import type { SyncReply, Transport } from './transports/transport.ts';

/** Milliseconds. */
const renewal = 60_000;
/** How often in one exchange a start is said anew, because the server held an earlier one. */
const mostRepeats = 3;

export interface ExchangeSurroundings {
  store: LogStore;
  transport: Transport;
  /** What this device signs with; without it its words go unsigned. */
  keys?: Pick<DeviceKeys, 'sign'> | undefined;
  /** What this start is known by; without it a copied profile goes unnoticed. */
  starts?: Starts | undefined;
  now: () => number;
  /** Told of each answer with the device's clock before and after. @returns the offset to the server's clock that is measured now, to be remembered */
  answered: (sent: number, received: number, answer: SyncAnswer) => number | null;
  isStopped: () => boolean;
  /** The kinds whose items show pictures; without them nothing is said of pictures. */
  pictureKinds?: readonly string[] | undefined;
  /** Whether no tab of the device is in sight; asked before each request. */
  isAway?: () => boolean;
}

/**
 * How an exchange of one space ended. `even`: both sides hold the same. `stuck`: the server answers, and does not take what it is given,
 * or gives what cannot be stored here; waiting is all that can be done.
 */
export type ExchangeEnd =
  | { type: 'even'; added: number }
  | { type: 'stuck'; added: number; unstored: Unstored[] }
  | { type: 'stopped'; added: number }
  | (Exclude<SyncReply, { type: 'answered' }> & { added: number });

/**
 * Exchanges one space until both sides are even. Each step reads the store anew, so that what was written since travels too, and says
 * what is held durably at that moment: when something arrived, the next request confirms it, and receipts are true.
 * Words of others that are not signed for (a restored server lacks them, too) are left out once the server has said so, or they would fill every
 * request and keep one's own from ever going.
 */
export async function exchangeSpace(
  { store, transport, keys, starts, now, answered, isStopped, pictureKinds, isAway }: ExchangeSurroundings,
  space: string,
): Promise<ExchangeEnd> {
  let limit = batchLimit;
  let added = 0;
  let isTooLarge = false;
  let repeats = 0;
  const notOurs: Vector = {};
  for (;;) {
    if (isStopped()) return { type: 'stopped', added };
    // Before anything is signed: a device that becomes one of its own signs with its own key.
    const start = await starts?.word();
    const request = await store.read(reader => requestOf(reader, space, limit, notOurs, pictureKinds));
    const { have, held, receiptsAfter, ops, open, lacks } = request;
    const own = (await keys?.sign(request.points)) ?? { signed: [], certificates: [] };
    const sent = now();
    const said = { have, receiptsAfter, open, away: isAway?.() ?? false, ...(lacks && { lacks }), ...(start && { start }) };
    const reply = await transport.exchange({ space, ops, ...said, ...along(own, request.known) });
    if (reply.type === 'refused' && reply.refusal === 'too-large' && ops.length > 0) {
      limit = ops.length > 1 ? Math.ceil(ops.length / 2) : batchLimit;
      // One that is too much by itself waits, and its writer's later ones with it; the others' do not wait for it.
      if (ops.length === 1) notOurs[ops[0]!.writer] = Number.MAX_SAFE_INTEGER;
      isTooLarge ||= ops.length === 1;
      continue;
    }
    if (isCopied(reply) && repeats < mostRepeats && (await starts?.isOurs(reply.detail ?? ''))) {
      repeats++;
      continue;
    }
    if (reply.type !== 'answered') return { ...reply, added };
    if (start) starts?.heard();
    const { answer } = reply;
    const received = now();
    const offset = answered(sent, received, answer);
    const after =
      own.signed.length > 0 || isNews(request, answer, received)
        ? await takeAnswer(store, space, answer, own.signed, { received, offset })
        : { added: 0, unstored: [], vector: have, mustAskAgain: false };
    added += after.added;
    // What is taken as far as a signed head goes on from there with the next request.
    const isMoved = (writer: string) => ops.some(op => op.writer === writer && covers(answer.heads, writer, op.seq));
    const left = (answer.passedOver ?? []).filter(
      ({ writer, reason }) => (reason === 'not-yours' || reason === 'no-access') && !(writer in notOurs) && !isMoved(writer),
    );
    for (const { writer } of left) notOurs[writer] = Number.MAX_SAFE_INTEGER;
    const isSent = includes({ ...answer.heads, ...notOurs }, after.vector);
    if (isSent && includes(after.vector, answer.heads) && after.added === 0 && !after.mustAskAgain)
      return isTooLarge ? { type: 'stuck', added, unstored: [] } : { type: 'even', added };
    const isTaken = ops.length === 0 || left.length > 0 || ops.some(op => covers(answer.heads, op.writer, op.seq));
    const isRestored = !includes(answer.heads, held);
    if (after.added === 0 && !after.mustAskAgain && !isRestored && (isSent || !isTaken))
      return { type: 'stuck', added, unstored: after.unstored };
  }
}

function isCopied(reply: SyncReply): reply is Extract<SyncReply, { type: 'refused' }> {
  return reply.type === 'refused' && reply.refusal === 'copied';
}

async function requestOf(
  reader: LogReader,
  space: string,
  limit: number,
  notOurs: Vector,
  pictureKinds: readonly string[] | undefined,
): Promise<Request> {
  const have = vectorOf(await reader.heads(space));
  const server = await reader.memory<ServerHeads>(serverHeadsKey(space));
  const held = server?.vector ?? {};
  const receipts = await reader.memory<TeamReceipts>(receiptsKey(space));
  const missing = await missingOps(reader, space, { ...held, ...notOurs }, limit);
  const ops = await endedBySigned(reader, space, withinBody(missing.ops));
  const points = await ownPoints(reader, space, ops, held);
  const known = await headsAmong(reader, space, ops);
  const open = (await reader.opens()).filter(one => one.space === space).length;
  const lacks = pictureKinds && (await lacksIn(reader, space, pictureKinds));
  const said = { held, heldLacks: server?.lacks, heldAt: server?.at ?? null, receiptsAfter: receipts?.after ?? 0 };
  return { have, ...said, ops, open, lacks, points, known };
}

interface Signatures {
  signed: SignedHead[];
  certificates: Certificate[];
}

/** Nothing, most of the time. */
function along(own: Signatures, known: Signatures): Partial<Signatures> {
  const signed = [...own.signed, ...known.signed];
  return signed.length ? { signed, certificates: [...own.certificates, ...known.certificates] } : {};
}

interface Request {
  have: Vector;
  /** What the server said last, and when by the device's clock. */
  held: Vector;
  heldLacks: Lacks | undefined;
  heldAt: number | null;
  receiptsAfter: number;
  ops: Op[];
  open: number;
  lacks: Lacks | undefined;
  /** Of this device's own writers, to be signed. */
  points: Head[];
  /** What is known to be signed already among `ops`. */
  known: Signatures;
}

/** An answer that says what is known already is written down, as its age, at most once a minute: each write wakes the disk. */
function isNews({ held, heldLacks, heldAt, receiptsAfter }: Request, answer: SyncAnswer, received: number): boolean {
  // One's own word moves the count and brings no receipt: what follows is asked for from the count before.
  const isSame = answer.ops.length === 0 && !answer.signed?.length && answer.receipts.length === 0 && answer.receiptsAt >= receiptsAfter;
  const isSameVector = includes(held, answer.heads) && includes(answer.heads, held) && isSameValue(heldLacks, answer.lacks);
  return heldAt === null || !isSame || !isSameVector || Math.abs(received - heldAt) > renewal;
}

interface Taken {
  added: number;
  unstored: Unstored[];
  vector: Vector;
  mustAskAgain: boolean;
}

/**
 * Stores an answer in steps, so that whoever types meanwhile is not held up by all of it: each is whole, and where it ends the next exchange
 * goes on. What the server said it holds is remembered as it said it, in the same transaction as the last of what it sent.
 */
async function takeAnswer(
  store: LogStore,
  space: string,
  answer: SyncAnswer,
  signed: readonly SignedHead[],
  { received, offset }: { received: number; offset: number | null },
): Promise<Taken> {
  const steps = Array.from({ length: Math.ceil(answer.ops.length / batchLimit) }, (_, step) =>
    answer.ops.slice(step * batchLimit, (step + 1) * batchLimit),
  );
  const last = steps.pop() ?? [];
  const before: Pick<Taken, 'added' | 'unstored'> = { added: 0, unstored: [] };
  for (const ops of steps) {
    const { added, unstored } = await store.write(tx => receiveOps(tx, space, ops));
    before.added += added.length;
    before.unstored.push(...unstored);
  }
  return store.write(async tx => {
    await keepSigned(tx, [...signed, ...(answer.signed ?? [])], answer.certificates ?? []);
    const { added, unstored, vector } = await receiveOps(tx, space, last);
    await tx.remember(serverHeadsKey(space), serverHeadsOf(answer, received));
    if (offset !== null) await tx.remember(offsetKey, offset);
    const mustAskAgain = await takeReceipts(tx, space, answer);
    return { added: before.added + added.length, unstored: [...before.unstored, ...unstored], vector, mustAskAgain };
  });
}

function serverHeadsOf({ heads, lacks }: SyncAnswer, at: number): ServerHeads {
  return { vector: heads, at, ...(lacks && { lacks }) };
}

/** @returns whether all of them must be asked for again: a count lower than before is a restored server's, and what it says now is all it knows */
async function takeReceipts(tx: LogWriter, space: string, answer: SyncAnswer): Promise<boolean> {
  const before = (await tx.memory<TeamReceipts>(receiptsKey(space))) ?? { after: 0, devices: {} };
  const isRestored = answer.receiptsAt < before.after;
  if (isRestored) await tx.remember(receiptsKey(space), { after: 0, devices: {} } satisfies TeamReceipts);
  else if (answer.receipts.length || answer.receiptsAt !== before.after) {
    const devices = { ...before.devices };
    for (const { device, ...said } of answer.receipts) if (isLater(said.at, devices[device]?.at, answer.now)) devices[device] = said;
    await tx.remember(receiptsKey(space), { after: answer.receiptsAt, devices } satisfies TeamReceipts);
  }
  return isRestored;
}

/** A word handed over without the server may be newer than the last it was told; one from the server's future is of a clock that was set back since. */
function isLater(at: number, before = 0, now: number): boolean {
  return at >= before || before > now;
}

/** As many of the operations, in order, as one request carries; at least one. */
function withinBody(ops: Op[]): Op[] {
  const encoder = new TextEncoder();
  let bytes = 100_000;
  const count = ops.findIndex(op => (bytes += encoder.encode(JSON.stringify(op)).length) > bodyLimit);
  return count === -1 ? ops : ops.slice(0, Math.max(1, count));
}
