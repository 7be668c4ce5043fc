import { mayRead, type Access } from '#domain/access.ts';
import { device as deviceKind } from '#domain/device.ts';
import { kindNamed } from '#domain/kinds.ts';
import { parseSpace, programmeSpace } from '#domain/spaces.ts';
import { visit } from '#domain/visit.ts';
import { verdictKind } from '#oplog/fold-version.ts';
import { itemKey, judgementsIn } from '#oplog/judgements.ts';
import { readItem } from '#oplog/kind.ts';
import { receiveOps } from '#oplog/receiving.ts';
import { vectorOf } from '#oplog/log-store.ts';
import { opName, serverAuthor, type Op } from '#oplog/op.ts';
import type { Proven } from '#protocol/proof.ts';
import { answerLimit, SyncRequest, type SyncAnswer } from '#protocol/sync.ts';
import { claimVisit, homeOf } from '../access/access-book.ts';
import { currentMemberships, personsOf } from '../access/memberships.ts';
import type { Session } from '../access/sessions.ts';
import { renewSpaceKeys, spacesLost } from '../access/space-keys.ts';
import { deviceOrigins } from '../device-origins.ts';
import { followDevice } from '../cutting-off.ts';
import { readBody } from '../door.ts';
import { refuse, type Failure } from '../failures.ts';
import { judge, refuseErased, type Judged } from '../judgement.ts';
import { packed } from '../packing.ts';
import type { Parts, Route } from '../parts.ts';
import { reachOf } from '../reaching.ts';
import type { Sql } from '../store/database.ts';
import { serverLacks } from '../store/pictures.ts';
import { putReceipt, receiptsAfter } from '../store/receipts.ts';
import { logWriter, rowsOfKinds, storedOpsAfter } from '../store/sqlite-store.ts';
import { meetStart } from '../store/starts.ts';
import { claimWriter, writeAsServer, writerOwner } from '../store/writers.ts';
import { keepProven, proveRequest, signVouching, vouchingFor, type Vouching } from '../vouching.ts';

/** An answer's operations take at most so many characters, as the rest follows in the next. */
const longestAnswer = 4_000_000;

/** An answer whose operations are JSON as it was stored: reading and spelling each of them for each device was most of the server's work. */
type Answer = Omit<SyncAnswer, 'ops'> & { ops: readonly string[] };

type Synced =
  | { ok: true; answer: Answer; vouching: Vouching; added: Op[]; isReceiptNew: boolean; programme: string }
  | { ok: false; error: Failure; detail?: string };

/** One space's exchange: judged, stored and answered in one transaction; the answer leaves after COMMIT. */
export function syncRoute(parts: Parts): Route {
  return async c => {
    const request = await readBody(c, SyncRequest);
    if (!request) return refuse(c, 'malformed', 'sync');
    if (request.ops.some(op => op.space !== request.space)) return refuse(c, 'malformed', 'space');
    const { device } = c.var.session;
    // Without operations nothing is stored but the device's word for what it holds itself. A power cut may take it: the device says it again,
    // and what the others have been told stays true. What the answer says is held here was synced by those that brought it.
    const lasting = request.ops.length ? 'now' : 'soon';
    const proven = await proveRequest(parts, request);
    const synced = await parts.database.write(sql => exchange(parts, sql, c.var.session, request, proven), lasting);
    if (!synced.ok) return refuse(c, synced.error, synced.detail);
    const { space } = request;
    if (synced.added.length) {
      if (parseSpace(space)?.family === 'programme') parts.book.forget(synced.programme);
      parts.audience.tell({ type: 'moved', space }, device);
    }
    if (synced.isReceiptNew) parts.audience.tell({ type: 'receipts', space }, device);
    return packed(c, spelt({ ...synced.answer, ...(await signVouching(parts, synced.vouching)) }), parts.origin !== null);
  };
}

async function exchange(parts: Parts, sql: Sql, { device }: Session, request: SyncRequest, proven: Proven): Promise<Synced> {
  const { space, start, have, ops, receiptsAfter: after } = request;
  const { now } = parts;
  const held = start && meetStart(sql, device, start);
  if (held) return { ok: false, error: 'copied', detail: held };
  const reach = reachOf(parts, sql, device, space);
  if (!reach.ok) return reach;
  const { programme, access } = reach;

  const tx = logWriter(sql);
  const { erased } = await judgementsIn(tx, space);
  const judged = judge(ops, {
    access,
    persons: personsOf(sql, device),
    writerOwner: writer => (writer === parts.writer ? '' : writerOwner(sql, writer)),
    isErased: item => erased.has(itemKey(item)),
    originsOf: one => deviceOrigins(sql, programme, one),
    proven: proven.heads,
    visitHome: id => homeOf(sql, id),
  });
  if (judged === 'unknown-kind') return { ok: false, error: 'unknown-kind' };

  const { added, unstored } = await receiveOps(tx, space, judged.ops, kind => kindNamed(kind)?.access === true);
  for (const [writer, author] of new Map(added.toReversed().map(op => [op.writer, op.author])))
    claimWriter(sql, writer, judged.ofServer.has(writer) ? serverAuthor : (judged.lent.get(writer) ?? author));
  keepProven(sql, programme, proven);
  for (const op of added) if (op.kind === visit.name && !judged.refused.has(opName(op))) claimVisit(sql, op.id, programme);
  await writeVerdicts(parts, sql, space, [...added, ...(await refuseErased(tx, added, judged))], judged);
  if (added.length && space === programmeSpace(programme)) followAccess(parts, sql, access, added);
  const isReceiptNew = putReceipt(sql, device, request, now());

  const counts = receiptCounts(sql, access, programme, space, device);
  const heads = await tx.heads(space);
  const { writers, ...missing } = storedOpsAfter(sql, heads, have, { count: answerLimit, characters: longestAnswer });
  const answer: Answer = {
    heads: vectorOf(heads),
    ...missing,
    lacks: serverLacks(sql, space),
    ...receiptsAfter(sql, space, after, counts),
    now: now(),
  };
  const passedOver = [...judged.passedOver, ...unstored];
  if (passedOver.length) answer.passedOver = passedOver;
  const vouching = vouchingFor(sql, programme, heads, writers, have);
  return { ok: true, answer, vouching, added, isReceiptNew, programme };
}

/** Says why to everybody, the author first of all: their words stay on their device, with the reason. */
async function writeVerdicts(parts: Parts, sql: Sql, space: string, judged: readonly Op[], { refused }: Judged): Promise<void> {
  const verdicts = judged.flatMap(op => {
    const reason = refused.get(opName(op));
    return reason === undefined ? [] : [{ space, kind: verdictKind, id: opName(op), set: { refused: reason } }];
  });
  if (verdicts.length) await writeAsServer(sql, parts.writing(), verdicts);
}

/** Who reads no more gets no new keys; and what a restored server had forgotten is so again: a device that was cut off stays so. */
function followAccess({ book, now }: Parts, sql: Sql, before: Access, added: readonly Op[]): void {
  const after = book.fresh(sql, before.programme);
  renewSpaceKeys(sql, spacesLost(before, after), now());
  const devices = new Set(added.filter(op => op.kind === deviceKind.name).map(op => op.id));
  const space = programmeSpace(before.programme);
  for (const row of rowsOfKinds(sql, space, devices.size ? [deviceKind.name] : []))
    if (devices.has(row.id)) followDevice(sql, before.programme, readItem(deviceKind, row));
}

/** Receipts of other devices that are in use by somebody who may read the space. */
function receiptCounts(sql: Sql, access: Access, programme: string, space: string, own: string): (device: string) => boolean {
  return device => {
    if (device === own) return false;
    const membership = currentMemberships(sql, device).find(found => found.programme === programme);
    return membership !== undefined && mayRead(access, membership.person, space);
  };
}

function spelt({ ops, ...rest }: Answer): string {
  return `${JSON.stringify(rest).slice(0, -1)},"ops":[${ops.join(',')}]}`;
}
