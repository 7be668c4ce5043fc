import { toBase64 } from '#oplog/base64.ts';
import { longestPicture } from '#oplog/pictures.ts';
import type { SpaceKey } from '#protocol/keys.ts';
import type { TakeRefusal } from '#protocol/handover.ts';
import { rawBytes } from '#protocol/signatures.ts';
import type { Subtle } from '#protocol/subtle.ts';
import { byteReader, byteWriter, Unreadable } from './bytes.ts';
import { fromHex, toHex } from './packing.ts';

/*
 * What a bundle's bytes are, numbers as in `bytes.ts`:
 *
 *   'VERTTI'  version (1 byte)  what (1 byte: 1 words, 2 a receipt)  programme (text)  sections (number)
 *   of each section: key id (8 bytes)  initial vector (12 bytes)  length (number)
 *   in version 2 then the number of pictures, and the same of each
 *   the sections themselves: AES-GCM with the key of a space, all of the header as its additional data
 *   the pictures, each by itself in the same way: its SHA-256 (32 bytes), its bytes
 *   SHA-256 of everything before (32 bytes)
 *
 * What has no pictures is of version 1, which older apps read too. Every version begins with the first two and ends with the last, so that any of them can say which it is.
 */

const magic = new TextEncoder().encode('VERTTI');
const versions = { words: 1, withPictures: 2 } as const;
const checkLength = 32;
const ivLength = 12;
const idLength = 8;
const mostSections = 1_000;
const nameLength = 32;
const gcmLength = 16;
/** With a few of the largest a file is as long as it may be. */
export const mostPictures = 500;
/** A whole programme is a few megabytes. */
const longest = 60_000_000;

export type Contents = 'words' | 'receipt';
const contentsByte = { words: 1, receipt: 2 } as const;

export interface PackedSection {
  key: SpaceKey;
  bytes: Uint8Array<ArrayBuffer>;
}

export interface PackedPicture {
  key: SpaceKey;
  hash: string;
  bytes: Uint8Array<ArrayBuffer>;
}

interface Container {
  contents: Contents;
  programme: string;
  sections: readonly PackedSection[];
  pictures?: readonly PackedPicture[];
}

export async function closeContainer(
  subtle: Subtle,
  { contents, programme, sections, pictures = [] }: Container,
  randomBytes: (count: number) => Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const header = byteWriter();
  header.bytes(magic);
  header.bytes(new Uint8Array([pictures.length ? versions.withPictures : versions.words, contentsByte[contents]]));
  header.text(programme);
  const named = pictures.map(({ key, hash, bytes }) => ({ key, bytes: joined(fromHex(hash), bytes) }));
  const parts = [...sections, ...named];
  const ivs = parts.map(() => randomBytes(ivLength));
  header.number(sections.length);
  for (const [index, { key, bytes }] of parts.entries()) {
    if (index === sections.length) header.number(pictures.length);
    header.bytes(await keyId(subtle, key));
    header.bytes(ivs[index]!);
    header.number(bytes.length + gcmLength);
  }
  const additionalData = header.result();
  const whole = byteWriter();
  whole.bytes(additionalData);
  for (const [index, { key, bytes }] of parts.entries()) {
    const secret = await subtle.importKey('raw', rawBytes(key.key), 'AES-GCM', false, ['encrypt']);
    whole.bytes(new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv: ivs[index]!, additionalData }, secret, bytes)));
  }
  const body = whole.result();
  whole.bytes(new Uint8Array(await subtle.digest('SHA-256', body)));
  return whole.result();
}

export interface OpenedSection {
  space: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Not looked at yet: its bytes may be anything. */
export interface OpenedPicture {
  space: string;
  hash: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** `isWhole`: there was a key for every section. */
export type Opened =
  | { ok: true; value: { contents: Contents; sections: OpenedSection[]; pictures: OpenedPicture[]; isWhole: boolean } }
  | { ok: false; error: TakeRefusal };

/** Opens the sections there is a key for. */
export async function openContainer(
  subtle: Subtle,
  bytes: Uint8Array<ArrayBuffer>,
  { programme, spaceKeys }: { programme: string; spaceKeys: readonly SpaceKey[] },
): Promise<Opened> {
  const refusal = await wholeness(subtle, bytes);
  if (refusal) return { ok: false, error: { type: refusal } };
  try {
    return await openWhole(subtle, bytes.slice(0, -checkLength), { programme, spaceKeys });
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, error: { type: 'cut-or-changed' } };
    throw error;
  }
}

async function wholeness(
  subtle: Subtle,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Exclude<TakeRefusal['type'], 'from-revoked-device'> | null> {
  if (bytes.length === 0) return 'empty';
  const isOurs = magic.every((byte, index) => index >= bytes.length || bytes[index] === byte);
  if (!isOurs || bytes.length > longest) return 'not-a-bundle';
  if (bytes.length < magic.length + 2 + checkLength) return 'cut-or-changed';
  const check = new Uint8Array(await subtle.digest('SHA-256', bytes.slice(0, -checkLength)));
  if (!isSame(check, bytes.slice(-checkLength))) return 'cut-or-changed';
  const made = bytes[magic.length]!;
  return made > versions.withPictures ? 'newer-version' : made < versions.words ? 'older-version' : null;
}

async function openWhole(
  subtle: Subtle,
  bytes: Uint8Array<ArrayBuffer>,
  own: { programme: string; spaceKeys: readonly SpaceKey[] },
): Promise<Opened> {
  const reader = byteReader(bytes);
  reader.bytes(magic.length);
  const [made, kind] = reader.bytes(2);
  const contents = kind === contentsByte.words ? 'words' : kind === contentsByte.receipt ? 'receipt' : null;
  if (!contents) throw new Unreadable('neither words nor a receipt');
  if (reader.text() !== own.programme) return { ok: false, error: { type: 'other-programme' } };
  const count = reader.number();
  if (count === 0) return { ok: false, error: { type: 'empty' } };
  if (count > mostSections) throw new Unreadable('too many sections');
  const listOf = (length: number) =>
    Array.from({ length }, () => ({ id: reader.bytes(idLength), iv: reader.bytes(ivLength), length: reader.number() }));
  const listed = listOf(count);
  const pictureCount = made === versions.withPictures ? reader.number() : 0;
  if (pictureCount > mostPictures) throw new Unreadable('too many pictures');
  const parts = [...listed, ...listOf(pictureCount)];
  if (parts.slice(count).some(one => one.length > longestPicture + nameLength + gcmLength)) throw new Unreadable('too large a picture');
  const additionalData = bytes.slice(0, reader.at());
  const keys = await Promise.all(own.spaceKeys.map(async key => ({ key, id: await keyId(subtle, key) })));
  const sections: OpenedSection[] = [];
  const pictures: OpenedPicture[] = [];
  for (const [index, { id, iv, length }] of parts.entries()) {
    const packed = reader.bytes(length);
    const found = keys.find(known => isSame(known.id, id));
    if (!found) continue;
    const secret = await subtle.importKey('raw', rawBytes(found.key.key), 'AES-GCM', false, ['decrypt']);
    // What does not open with its own key was packed by somebody without it.
    const opened = await subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, secret, packed).catch(() => null);
    if (!opened) return { ok: false, error: { type: 'forged' } };
    const plain = new Uint8Array(opened);
    const { space } = found.key;
    if (index < count) sections.push({ space, bytes: plain });
    else pictures.push({ space, hash: toHex(plain.subarray(0, nameLength)), bytes: plain.slice(nameLength) });
  }
  if (!reader.isAtEnd()) throw new Unreadable('more than there should be');
  return sections.length
    ? { ok: true, value: { contents, sections, pictures, isWhole: sections.length === count } }
    : { ok: false, error: { type: 'not-for-this-device' } };
}

/** Names a key without telling it: two servers' generations of one number are two keys. */
async function keyId(subtle: Subtle, { key }: SpaceKey): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await subtle.digest('SHA-256', rawBytes(key))).slice(0, idLength);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return toBase64(a) === toBase64(b);
}
