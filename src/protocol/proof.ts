import { isBegunOn, lentDeviceOf } from '#domain/lending.ts';
import { canonical, type Json } from '#oplog/json.ts';
import { erasureKind } from '#oplog/fold-version.ts';
import { isEmptied, itemErased, itemKey } from '#oplog/judgements.ts';
import { hashOp, type Op } from '#oplog/op.ts';
import { headStatement, isCertified, isSignedBy, serverDevice, type Certificate, type SignedHead } from './signatures.ts';
import type { Subtle } from './subtle.ts';

/** A signed head that holds, and whose words it may end: null when they are the server's own. */
export interface ProvenHead {
  head: SignedHead;
  persons: ReadonlySet<string> | null;
}

export interface Proven {
  heads: ProvenHead[];
  /** Of those that came along, the ones the server has given. */
  certificates: Certificate[];
}

/** What is known already where something is to be proven. */
export interface ProofGrounds {
  subtle: Subtle;
  serverKey: string;
  programme: string;
  certificatesOf(device: string): readonly Certificate[];
  /** What a lost tablet signs is taken from nobody; once it has joined again, all of it is. */
  isCutOff(device: string): boolean;
}

/** Verifies signed heads and certificates. Asynchronous, so never inside a transaction; what does not hold is left out in silence. */
export async function prove(
  grounds: ProofGrounds,
  { signed = [], certificates = [] }: { signed?: readonly SignedHead[] | undefined; certificates?: readonly Certificate[] | undefined },
): Promise<Proven> {
  const { subtle, serverKey, programme } = grounds;
  const known = new Map<string, readonly Certificate[]>();
  const of = (device: string) => known.get(device) ?? grounds.certificatesOf(device).filter(one => one.programme === programme);
  const fresh: Certificate[] = [];
  for (const certificate of certificates) {
    if (certificate.programme !== programme) continue;
    const before = of(certificate.device);
    if (before.some(one => canonical(one as Json) === canonical(certificate as Json))) continue;
    if (!(await isCertified(subtle, serverKey, certificate))) continue;
    known.set(certificate.device, [...before, certificate]);
    fresh.push(certificate);
  }
  const proveHead = async (head: SignedHead): Promise<ProvenHead | null> => {
    const statement = headStatement(head);
    if (head.device === serverDevice)
      return (await isSignedBy(subtle, serverKey, statement, head.signature)) ? { head, persons: null } : null;
    if (grounds.isCutOff(head.device)) return null;
    const persons = new Set<string>();
    for (const publicKey of new Set(of(head.device).map(one => one.publicKey))) {
      if (!(await isSignedBy(subtle, publicKey, statement, head.signature))) continue;
      for (const one of of(head.device)) if (one.publicKey === publicKey) persons.add(one.person);
    }
    return persons.size ? { head, persons } : null;
  };
  const heads = await Promise.all(signed.map(proveHead));
  return { heads: heads.filter(head => head !== null), certificates: fresh };
}

/**
 * Whether an operation is of an item that says it was begun on a teammate's device. Who does not know yet that a device is a copy of that one
 * cannot tell whether its signature is enough.
 */
export function isOfBorrowed({ id }: Op): boolean {
  return lentDeviceOf(id) !== '';
}

/** What operations are matched with their heads by. */
export interface VouchGrounds {
  isErased(item: { kind: string; id: string }): boolean;
  /** A device, and those that its profile was copied from (`originsOf`). */
  originsOf(device: string): Iterable<string>;
}

/**
 * The operations among these that end in a proven head, each linked to the next by its hash, with whoever vouches for them. What stands in the
 * place of a withheld payload is covered by no hash: only of an item that is erased, by the server's own word, it may come, and says nothing.
 * Of another author than the device's own persons a head vouches for what was begun on that very device (`lending.ts`); whether that one might
 * is judged by who asks.
 */
export function vouchedOps(ops: readonly Op[], heads: readonly ProvenHead[], { isErased, originsOf }: VouchGrounds): Map<Op, ProvenHead> {
  const vouched = new Map<Op, ProvenHead>();
  const named = new Map(ops.map(op => [`${op.space} ${op.writer} ${op.seq}`, op]));
  const erasedNow = new Set<string>();
  const isErasedHere = (op: Op) => isEmptied(op) && (isErased(op) || erasedNow.has(itemKey(op)));
  // The server's first: its erasures may be among them.
  const serverFirst = [...heads.filter(one => one.persons === null), ...heads.filter(one => one.persons !== null)];
  for (const proven of serverFirst) {
    const { space, writer } = proven.head;
    let { seq, hash } = proven.head;
    for (let op = named.get(`${space} ${writer} ${seq}`); op && !vouched.has(op); op = named.get(`${space} ${writer} ${--seq}`)) {
      if (hashOp(op) !== hash || (op.withheld !== undefined && !isErasedHere(op))) break;
      if (proven.persons && !proven.persons.has(op.author) && !isBegunOn(op.id, op.author, originsOf(proven.head.device))) break;
      vouched.set(op, proven);
      if (proven.persons === null && op.kind === erasureKind) erasedNow.add(itemKey(itemErased(op)));
      hash = op.prev;
    }
  }
  return vouched;
}
