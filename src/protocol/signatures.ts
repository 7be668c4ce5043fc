import * as z from 'zod/mini';
import { fromBase64, toBase64 } from '#oplog/base64.ts';
import { canonical, type Json } from '#oplog/json.ts';
import type { Head } from '#oplog/log-store.ts';
import { ec, ecSigning, type KeyHandle, type Subtle } from './subtle.ts';

/*
 * Who vouches for what.
 *
 * A device signs the heads of its own writers with a key that never leaves it; the server signs those of its writers. A head's hash stands for
 * all operations before it, as each holds the hash of the one before: so whoever passes operations on (a restored server's devices, a file, a
 * picture) can change, add or leave out nothing in the middle. A certificate of the server's says whose a device's key is: what ends in a
 * device's signed head was written by that person's device, whoever brings it.
 */

/** The device that stands in what the server itself signs. */
export const serverDevice = 'server';

/** Whoever signs a head also signs each multiple of this that it passed, so that what one request carries ends in a signed one somewhere. */
export const checkpointEvery = 200;

const bytesAsText = (most: number) => z.string().check(z.maxLength(most), z.regex(/^[A-Za-z0-9+/]+=*$/));
const name = z.string().check(z.minLength(1), z.maxLength(200));

/** An uncompressed P-256 point in base64. */
export const PublicKey = bytesAsText(88);
const Signature = bytesAsText(88);

/** The operation `seq` of a writer has this hash: said by the device that wrote it, or by the server of its own. */
export const SignedHead = z.object({
  space: name,
  writer: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
  seq: z.int().check(z.positive()),
  hash: z.string().check(z.maxLength(44)),
  device: name,
  signature: Signature,
});
export type SignedHead = z.infer<typeof SignedHead>;

/** The server's word that a device's key is this, and whose the device was. */
export const Certificate = z.object({
  device: name,
  person: name,
  programme: name,
  publicKey: PublicKey,
  /** The server's clock in milliseconds. */
  at: z.int(),
  signature: Signature,
});
export type Certificate = z.infer<typeof Certificate>;

export function headStatement({ space, writer, seq, hash }: Head): Json {
  return ['vertti-head', space, writer, seq, hash];
}

export function certificateStatement({ device, person, programme, publicKey, at }: Omit<Certificate, 'signature'>): Json {
  return ['vertti-certificate', device, person, programme, publicKey, at];
}

export async function sign(subtle: Subtle, key: KeyHandle, statement: Json): Promise<string> {
  return toBase64(new Uint8Array(await subtle.sign(ecSigning, key, bytesOf(statement))));
}

/** False for whatever is no signature or no key, too. */
export async function isSignedBy(subtle: Subtle, publicKey: string, statement: Json, signature: string): Promise<boolean> {
  try {
    const key = await subtle.importKey('raw', rawBytes(publicKey), ec, true, ['verify']);
    return await subtle.verify(ecSigning, key, rawBytes(signature), bytesOf(statement));
  } catch {
    // Bytes that are no point of the curve, or of another length: nobody has signed anything with those.
    return false;
  }
}

export function isCertified(subtle: Subtle, serverKey: string, certificate: Certificate): Promise<boolean> {
  return isSignedBy(subtle, serverKey, certificateStatement(certificate), certificate.signature);
}

export function rawBytes(base64: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(fromBase64(base64));
}

function bytesOf(statement: Json): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(canonical(statement));
}

/** The points of a writer's chain to be signed when `seq` is: itself and the checkpoints after what is signed already. */
export function pointsToSign(after: number, seq: number): number[] {
  const points: number[] = [];
  for (let at = (Math.floor(after / checkpointEvery) + 1) * checkpointEvery; at < seq; at += checkpointEvery) points.push(at);
  return seq > after ? [...points, seq] : [];
}

/** What of a writer's signed heads is worth keeping, in order: the last one, and the checkpoints. */
export function worthKeeping(heads: readonly SignedHead[]): SignedHead[] {
  const bySeq = new Map(heads.map(head => [head.seq, head]));
  const last = Math.max(...bySeq.keys());
  return [...bySeq.values()].filter(({ seq }) => seq === last || seq % checkpointEvery === 0).sort((a, b) => a.seq - b.seq);
}
