import { webcrypto } from 'node:crypto';
import { serverAuthor } from '#oplog/op.ts';
import type { Head } from '#oplog/log-store.ts';
import type { Vector } from '#oplog/vector.ts';
import { prove, type Proven } from '#protocol/proof.ts';
import { pointsToSign, serverDevice, type Certificate, type SignedHead } from '#protocol/signatures.ts';
import { signedLimit, type SyncRequest } from '#protocol/sync.ts';
import { certificatesOf, keepCertificate } from './access/device-keys.ts';
import { cutOffState } from './access/memberships.ts';
import type { Parts } from './parts.ts';
import type { Sql } from './store/database.ts';
import { hashAt, keepSignedHead, signedHeads } from './store/signed-heads.ts';
import { signsFor, writerOwner } from './store/writers.ts';
import { deviceOrigins } from './device-origins.ts';

/*
 * Signatures beside an exchange. Before its transaction those that came are verified, in it those that hold are kept, after it the server signs
 * what it wrote itself. Whatever fails here leaves signatures out and holds no words back.
 */

export async function proveRequest({ database, book, key }: Parts, { space, signed, certificates }: SyncRequest): Promise<Proven> {
  const none: Proven = { heads: [], certificates: [] };
  const sql = database.read;
  const place = book.placeOf(sql, space);
  if (!signed?.length || place.type !== 'known') return none;
  const { programme } = place;
  const ours = signed.filter(head => head.space === space);
  try {
    return await prove(
      {
        subtle: webcrypto.subtle,
        serverKey: await key.publicKey(),
        programme,
        certificatesOf: device => certificatesOf(sql, device, programme),
        isCutOff: device => cutOffState(sql, device, programme) !== null,
      },
      { signed: ours, certificates },
    );
  } catch (error) {
    console.error(error);
    return none;
  }
}

/** Keeps what holds and is of operations that are stored here, for their writer's own person. */
export function keepProven(sql: Sql, programme: string, { heads, certificates }: Proven): void {
  for (const certificate of certificates) keepCertificate(sql, certificate);
  for (const { head, persons } of heads) {
    // The server signs its own anew whenever it is asked.
    if (persons === null || !signsFor(writerOwner(sql, head.writer), persons, () => deviceOrigins(sql, programme, head.device))) continue;
    if (hashAt(sql, head) === head.hash) keepSignedHead(sql, head);
  }
}

export interface Vouching {
  signed: SignedHead[];
  /** Points of the server's own writers. */
  toSign: Head[];
  certificates: Certificate[];
}

/** What vouches for the operations after `have` of some writers. */
export function vouchingFor(sql: Sql, programme: string, heads: readonly Head[], writers: readonly string[], have: Vector): Vouching {
  const vouching: Vouching = { signed: [], toSign: [], certificates: [] };
  const isOf = new Set(writers);
  for (const { space, writer, seq } of heads) {
    if (!isOf.has(writer) || vouching.signed.length + vouching.toSign.length >= signedLimit) continue;
    const after = have[writer] ?? 0;
    if (writerOwner(sql, writer) !== serverAuthor) vouching.signed.push(...signedHeads(sql, space, writer, after));
    else
      for (const point of pointsToSign(after, seq))
        vouching.toSign.push({ space, writer, seq: point, hash: hashAt(sql, { space, writer, seq: point })! });
  }
  const devices = new Set(vouching.signed.map(head => head.device));
  devices.delete(serverDevice);
  vouching.certificates = [...devices].flatMap(device => certificatesOf(sql, device, programme));
  return vouching;
}

/** With the server's own signatures. */
export async function signVouching({ key }: Parts, { signed, toSign, certificates }: Vouching) {
  const own = await key.signHeads(toSign).catch((error: unknown): SignedHead[] => {
    console.error(error);
    return [];
  });
  const all = [...signed, ...own];
  return all.length ? { signed: all, certificates } : {};
}
