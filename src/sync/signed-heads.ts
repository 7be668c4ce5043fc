import type { Head, LogReader, LogWriter } from '#oplog/log-store.ts';
import type { Op } from '#oplog/op.ts';
import type { Vector } from '#oplog/vector.ts';
import { certificatesKey, ownWritersKey, signedKey, type SignedHeads } from '#protocol/remembered.ts';
import { pointsToSign, worthKeeping, type Certificate, type SignedHead } from '#protocol/signatures.ts';
import { signedLimit } from '#protocol/sync.ts';

/** What a device knows of signed heads. Each function runs in a transaction of the caller's; nothing is signed or verified there. */

/** The points that this device shall sign: where its own writers are once the other side holds what `held` and `ops` say, as far as not signed yet. */
export async function ownPoints(reader: LogReader, space: string, ops: readonly Op[], held: Vector): Promise<Head[]> {
  const own = new Set((await reader.memory<string[]>(ownWritersKey)) ?? []);
  const last = new Map(ops.map(op => [op.writer, op.seq]));
  const points: Head[] = [];
  for (const head of await reader.heads(space)) {
    if (!own.has(head.writer)) continue;
    const seq = Math.min(head.seq, last.get(head.writer) ?? held[head.writer] ?? 0);
    const signed = await knownHeads(reader, space, head.writer);
    for (const point of pointsToSign(signed.findLast(one => one.seq <= seq)?.seq ?? 0, seq)) {
      const hash = await hashAt(reader, head, point);
      if (hash !== undefined && points.length < signedLimit / 2) points.push({ space, writer: head.writer, seq: point, hash });
    }
  }
  return points;
}

/**
 * What is known to be signed of operations among `ops`, for whoever is to believe them; only what ends one of them. This device's own, too: what was
 * signed when the server could not take it yet is signed for once.
 */
export async function headsAmong(
  reader: LogReader,
  space: string,
  ops: readonly Op[],
): Promise<{ signed: SignedHead[]; certificates: Certificate[] }> {
  const there = new Set(ops.map(op => `${op.writer} ${op.seq}`));
  const signed: SignedHead[] = [];
  for (const writer of new Set(ops.map(op => op.writer))) {
    const known = await knownHeads(reader, space, writer);
    signed.push(...known.filter(head => there.has(`${writer} ${head.seq}`)));
  }
  const devices = new Set(signed.map(head => head.device));
  const certificates = await Promise.all([...devices].map(device => certificatesOf(reader, device)));
  return { signed: signed.slice(0, signedLimit / 2), certificates: certificates.flat().slice(0, signedLimit - 1) };
}

/**
 * Of others' writers that are signed for further on, what goes no further than a signed head: what their person wrote with a teammate's device would
 * else come unsigned, and be taken for written on this one. All of it when nothing else is left.
 */
export async function endedBySigned(reader: LogReader, space: string, ops: readonly Op[]): Promise<Op[]> {
  const own = new Set((await reader.memory<string[]>(ownWritersKey)) ?? []);
  const ends = new Map<string, number>();
  for (const [writer, last] of new Map(ops.map(op => [op.writer, op.seq]))) {
    const known = own.has(writer) ? [] : await knownHeads(reader, space, writer);
    if (known.some(head => head.seq > last)) ends.set(writer, known.findLast(head => head.seq <= last)?.seq ?? 0);
  }
  const ended = ops.filter(op => op.seq <= (ends.get(op.writer) ?? Infinity));
  return ended.length ? ended : [...ops];
}

export async function knownHeads(reader: LogReader, space: string, writer: string): Promise<SignedHeads> {
  return (await reader.memory<SignedHeads>(signedKey(space, writer))) ?? [];
}

export async function certificatesOf(reader: LogReader, device: string): Promise<Certificate[]> {
  return (await reader.memory<Certificate[]>(certificatesKey(device))) ?? [];
}

/** Keeps what the server has proven, or this device has signed itself. */
export async function keepSigned(tx: LogWriter, signed: readonly SignedHead[], certificates: readonly Certificate[]): Promise<void> {
  for (const key of new Set(signed.map(head => signedKey(head.space, head.writer)))) {
    const before = (await tx.memory<SignedHeads>(key)) ?? [];
    const kept = worthKeeping([...before, ...signed.filter(head => signedKey(head.space, head.writer) === key)]);
    if (kept.length !== before.length || kept.at(-1)?.seq !== before.at(-1)?.seq) await tx.remember(key, kept);
  }
  for (const device of new Set(certificates.map(one => one.device))) {
    const before = await certificatesOf(tx, device);
    const added = certificates.filter(one => one.device === device && !before.some(known => known.signature === one.signature));
    if (added.length) await tx.remember(certificatesKey(device), [...before, ...added]);
  }
}

/** The hash of a writer's operation `seq`, which the one after it holds too. */
export async function hashAt(reader: LogReader, head: Head, seq: number): Promise<string | undefined> {
  return seq === head.seq ? head.hash : (await reader.op(head.space, head.writer, seq + 1))?.prev;
}
