import * as Y from 'yjs';
import { writeRefusal, type Access, type Refusal } from '#domain/access.ts';
import { isBegunOn, lentRefusal } from '#domain/lending.ts';
import { kindNamed } from '#domain/kinds.ts';
import { visit } from '#domain/visit.ts';
import { isOverfull } from '#oplog/crowding.ts';
import { erasureKind, verdictKind } from '#oplog/fold-version.ts';
import { emptied, writtenPast } from '#oplog/judgements.ts';
import type { LogWriter } from '#oplog/log-store.ts';
import { hashPayload, opName, serverAuthor, type Op } from '#oplog/op.ts';
import { dropUnnamed, pictureNamedBy } from '#oplog/pictures.ts';
import { vouchedOps, type ProvenHead } from '#protocol/proof.ts';
import type { PassedOver } from '#protocol/sync.ts';
import { lentOwner } from './store/writers.ts';

/** What the judgement rests on, beside an operation's header. */
export interface Grounds {
  access: Access;
  /** Everybody the device that sends has been. */
  persons: ReadonlySet<string>;
  /** Whose a writer is, null for one not seen before. */
  writerOwner: (writer: string) => string | null;
  isErased: (item: { kind: string; id: string }) => boolean;
  /** A device, and those that its profile was copied from. */
  originsOf: (device: string) => ReadonlySet<string>;
  /** The signed heads that came along and hold. */
  proven: readonly ProvenHead[];
  /** The programme a visit belongs to, null for a new one. */
  visitHome: (visit: string) => string | null;
}

export interface Judged {
  /** To be stored: as they came, or with their payload withheld. */
  ops: Op[];
  /** By operation name, for the verdicts. */
  refused: Map<string, Refusal>;
  passedOver: PassedOver[];
  /** The writers among them that are an earlier start's of this very server. */
  ofServer: Set<string>;
  /** The writers that are a teammate's on another's device, with the owner they have as such. */
  lent: Map<string, string>;
}

/**
 * Judges each operation by its header alone. A refused one keeps its slot, so that the writer's later ones have no hole before them.
 * Words of another person than the device's are taken when their own device has signed for them, and judged as theirs: this one only brings
 * them. Unsigned they are passed over and not refused: taking their slot would lose what that person wrote there. What somebody wrote with a
 * teammate's device has that device's signature, whoever brings it, and is judged by what may be written so (`lending.ts`).
 * @returns 'unknown-kind' when a newer app sends what this server cannot judge yet: nothing is stored, and all of it waits
 */
export function judge(ops: readonly Op[], grounds: Grounds): Judged | 'unknown-kind' {
  const judged: Judged = { ops: [], refused: new Map(), passedOver: [], ofServer: new Set(), lent: new Map() };
  const signers = new Map(grounds.proven.map(one => [one.head.writer, one]));
  /** Its author's, and still not of the device that brings it: it was written with a teammate's. */
  const isBorrowed = (op: Op): boolean => {
    const signer = signers.get(op.writer);
    if (!signer || signer.persons === null || signer.persons.has(op.author)) return false;
    return isBegunOn(op.id, op.author, grounds.originsOf(signer.head.device));
  };
  const isForeign = (op: Op): boolean => {
    const owner = grounds.writerOwner(op.writer);
    return !grounds.persons.has(op.author) || (owner !== null && !grounds.persons.has(owner)) || isBorrowed(op);
  };
  const vouched = grounds.proven.length ? vouchedOps(ops.filter(isForeign), grounds.proven, grounds) : new Map<Op, ProvenHead>();
  for (const op of ops) {
    const proven = vouched.get(op);
    const voucher = isForeign(op) ? voucherOf(op, proven, grounds) : 'itself';
    if (voucher === null) {
      judged.passedOver.push({ writer: op.writer, seq: op.seq, reason: 'not-yours' });
      continue;
    }
    if (!isJudging(op) && !kindNamed(op.kind)) return 'unknown-kind';
    if (voucher === 'server') judged.ofServer.add(op.writer);
    if (voucher === 'lent') judged.lent.set(op.writer, lentOwner(op.author, grounds.originsOf(proven!.head.device)));
    // What an erasure has emptied is vouched for as such.
    if (voucher === 'server' || (voucher !== 'itself' && op.withheld !== undefined)) {
      judged.ops.push(op);
      continue;
    }
    const refusal = refusalOf(op, grounds, voucher === 'lent' ? proven!.persons : null);
    if (refusal === 'no-access') judged.passedOver.push({ writer: op.writer, seq: op.seq, reason: 'no-access' });
    else if (refusal === null && op.withheld === undefined) judged.ops.push(op);
    else {
      judged.ops.push(withhold(op));
      judged.refused.set(opName(op), refusal ?? 'not-here');
    }
  }
  return judged;
}

/**
 * An erasure that comes back to a server restored from a copy of before it: what the server took of the item meanwhile is withheld after all.
 * @returns what needs a verdict beside what was added, named in `judged`
 */
export async function refuseErased(tx: LogWriter, added: readonly Op[], judged: Judged): Promise<Op[]> {
  const late: Op[] = [];
  for (const op of added) if (op.kind === erasureKind && judged.ofServer.has(op.writer)) late.push(...(await writtenPast(tx, op)));
  // No words of others hang on an erased item, so nothing has to stand in their place; what stands there nobody could vouch for.
  if (late.length) await tx.replaceOps(late.map(emptied));
  for (const op of late)
    await dropUnnamed(
      tx,
      op.space,
      [pictureNamedBy(op)].filter(hash => hash !== null),
    );
  for (const op of late) judged.refused.set(opName(op), 'erased');
  return late.filter(op => !added.includes(op));
}

/** Who stands behind what another brings; null when nobody does, or another than the writer belongs to. */
function voucherOf(op: Op, proven: ProvenHead | undefined, { writerOwner, originsOf }: Grounds): 'author' | 'lent' | 'server' | null {
  const owner = writerOwner(op.writer);
  if (!proven) return null;
  if (proven.persons === null) return owner === null || owner === serverAuthor ? 'server' : null;
  if (proven.persons.has(op.author)) return owner === null || proven.persons.has(owner) ? 'author' : null;
  return owner === null || owner === lentOwner(op.author, originsOf(proven.head.device)) ? 'lent' : null;
}

function isJudging({ kind }: Op): boolean {
  return kind === verdictKind || kind === erasureKind;
}

/** @param holders of the device that its author borrowed; null for one that was their own */
function refusalOf(op: Op, { access, visitHome, isErased }: Grounds, holders: ReadonlySet<string> | null): Refusal | null {
  if (isJudging(op)) return 'not-your-role';
  if (isErased(op)) return 'erased';
  if (holders) return lentRefusal(access, holders, op.author, op);
  const refusal = writeRefusal(access, op.author, op);
  if (refusal !== null || op.kind !== visit.name) return refusal;
  // Another programme's visit: its notes must not become readable by naming it here.
  const home = visitHome(op.id);
  return home === null || home === access.programme ? null : 'not-here';
}

/** The operation without its payload: values dropped, texts obfuscated, since the words of others may hang on them. */
export function withhold(op: Op): Op {
  if (op.withheld !== undefined) return op;
  const text = Object.fromEntries(
    Object.entries(op.patch.text ?? {}).flatMap(([field, update]) => {
      const hidden = obfuscated(update);
      return hidden === null ? [] : [[field, hidden]];
    }),
  );
  return { ...op, patch: { salt: '', ...(Object.keys(text).length ? { text } : {}) }, withheld: hashPayload(op.patch) };
}

function obfuscated(update: string): string | null {
  try {
    const bytes = Buffer.from(update, 'base64');
    return isOverfull(bytes) ? null : Buffer.from(Y.obfuscateUpdate(bytes)).toString('base64');
  } catch {
    // No V1 update, or none of an editor's: the fold leaves it out everywhere, and nothing can hang on it.
    return null;
  }
}
