import { fromBase64, toBase64 } from '#oplog/base64.ts';
import { hashOp, type Entry, type Op, type Patch } from '#oplog/op.ts';
import type { ByteReader, ByteWriter } from './bytes.ts';

/*
 * Operations in few bytes, each writer's in order: no `prev` but the first (it is the hash of the one before), stamps and times as differences,
 * texts' updates as bytes instead of base64, what repeats once. What compression finds by itself is left to it.
 */

/** @param ops each writer's together, their seqs without holes */
export function packOps(to: ByteWriter, ops: readonly Op[]): void {
  const stretches: Op[][] = [];
  for (const op of ops) {
    const last = stretches.at(-1);
    if (last?.at(-1)?.writer === op.writer) last.push(op);
    else stretches.push([op]);
  }
  to.number(stretches.length);
  for (const stretch of stretches) packStretch(to, stretch);
}

function packStretch(to: ByteWriter, stretch: readonly Op[]): void {
  const first = stretch[0]!;
  to.bytes(fromHex(first.writer));
  to.number(first.seq);
  to.sized(fromBase64(first.prev));
  to.number(stretch.length);
  let [time, wall] = [0, 0];
  for (const op of stretch) {
    to.signed(op.time - time);
    to.signed(op.wall - wall);
    [time, wall] = [op.time, op.wall];
    to.shared(op.author);
    to.shared(op.kind);
    const tilde = op.id.indexOf('~');
    to.shared(op.id.slice(0, tilde + 1));
    packHexOr(to, op.id.slice(tilde + 1));
    packHexOr(to, op.patch.salt);
    packSet(to, op.patch.set);
    packTexts(to, op.patch.text);
    to.sized(op.withheld === undefined ? new Uint8Array() : fromBase64(op.withheld));
  }
}

/** As they were, chain and all. What is no operation is found by whoever checks their shape. */
export function unpackOps(from: ByteReader, space: string): Op[] {
  const ops: Op[] = [];
  for (let stretches = from.number(); stretches > 0; stretches--) {
    const writer = toHex(from.bytes(8));
    const start = from.number();
    let prev = hashText(from.sized());
    const count = from.number();
    let [time, wall] = [0, 0];
    for (let index = 0; index < count; index++) {
      time += from.signed();
      wall += from.signed();
      const author = from.shared();
      const kind = from.shared();
      const id = from.shared() + unpackHexOr(from);
      const patch: Patch = { salt: unpackHexOr(from) };
      const set = unpackSet(from);
      const text = unpackTexts(from);
      if (set) patch.set = set;
      if (text) patch.text = text;
      const withheld = from.sized();
      const op: Op = { v: 1, space, writer, seq: start + index, prev, time, wall, author, kind, id, patch };
      if (withheld.length) op.withheld = toBase64(withheld);
      ops.push(op);
      if (index + 1 < count) prev = hashOp(op);
    }
  }
  return ops;
}

/** Random ids are hexadecimal: half as long as bytes. */
function packHexOr(to: ByteWriter, text: string): void {
  const isHex = text.length > 0 && text.length % 2 === 0 && /^[0-9a-f]+$/.test(text);
  to.number(isHex ? text.length / 2 : 0);
  if (isHex) to.bytes(fromHex(text));
  else to.shared(text);
}

function unpackHexOr(from: ByteReader): string {
  const length = from.number();
  return length ? toHex(from.bytes(length)) : from.shared();
}

function packSet(to: ByteWriter, set: Record<string, Entry> | undefined): void {
  const entries = Object.entries(set ?? {});
  to.number(set ? entries.length + 1 : 0);
  for (const [path, { to: value, was }] of entries) {
    to.shared(path);
    to.shared(JSON.stringify(value));
    to.number(was.length);
    for (const stamp of was) to.shared(stamp);
  }
}

function unpackSet(from: ByteReader): Record<string, Entry> | null {
  const count = from.number();
  if (count === 0) return null;
  const set: Record<string, Entry> = {};
  for (let left = count - 1; left > 0; left--) {
    const path = from.shared();
    const value = JSON.parse(from.shared()) as Entry['to'];
    const was: Entry['was'] = [];
    for (let stamps = from.number(); stamps > 0; stamps--) was.push(from.shared() as Entry['was'][number]);
    set[path] = { to: value, was };
  }
  return set;
}

function packTexts(to: ByteWriter, text: Record<string, string> | undefined): void {
  const entries = Object.entries(text ?? {});
  to.number(text ? entries.length + 1 : 0);
  for (const [field, update] of entries) {
    to.shared(field);
    const bytes = bytesIn(update);
    to.number(bytes ? 1 : 0);
    if (bytes) to.sized(bytes);
    else to.text(update);
  }
}

function unpackTexts(from: ByteReader): Record<string, string> | null {
  const count = from.number();
  if (count === 0) return null;
  const text: Record<string, string> = {};
  for (let left = count - 1; left > 0; left--) {
    const field = from.shared();
    text[field] = from.number() ? toBase64(from.sized()) : from.text();
  }
  return text;
}

/** Null for what is not exactly the base64 of something: then its characters are what was hashed. */
function bytesIn(base64: string): Uint8Array | null {
  try {
    const bytes = fromBase64(base64);
    return toBase64(bytes) === base64 ? bytes : null;
  } catch {
    // No base64 at all.
    return null;
  }
}

function hashText(bytes: Uint8Array): string {
  return bytes.length ? toBase64(bytes) : '';
}

export function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
