import * as z from 'zod/mini';
import { toBase64 } from 'lib0/buffer';
import { digest as sha256 } from 'lib0/hash/sha256';
import { encodeUtf8 } from 'lib0/string';
import { latestTime } from './clock.ts';
import { canonical, type Json } from './json.ts';
import type { Stamp } from './stamp.ts';

/** The author of what the server itself writes: verdicts, and the example day's invented people are authored by themselves. */
export const serverAuthor = 'server';

const name = z.string().check(z.minLength(1), z.maxLength(200));
const path = z.string().check(z.minLength(1), z.maxLength(300));
const stamp = z.string().check(z.regex(/^\d{1,16}:[0-9a-f]{16}$/)) as unknown as z.ZodMiniType<Stamp>;
const hash = z.string().check(z.minLength(43), z.maxLength(44));

/** One write to one path: the value, and the stamps it replaced. A write replaces every head its author had seen. */
export const Entry = z.strictObject({ to: z.json() as z.ZodMiniType<Json>, was: z.array(stamp).check(z.maxLength(200)) });
export type Entry = z.infer<typeof Entry>;

/**
 * What an operation says. `set` maps paths to values (last writer wins per path); `text` carries, per text field,
 * a Yjs 13 V1 update in base64 with structs of one client id only (`text.ts`). `salt` keeps the hash of a short
 * payload from being guessed once the payload is withheld.
 */
export const Patch = z.strictObject({
  salt: z.string().check(z.maxLength(32)),
  set: z.optional(z.record(path, Entry)),
  text: z.optional(z.record(name, z.string().check(z.maxLength(1_500_000)))),
});
export type Patch = z.infer<typeof Patch>;

/**
 * An operation: immutable, the only thing that is ever exchanged. `seq` counts per (space, writer) from 1 without holes,
 * `prev` is the hash of the writer's operation before it in that space ('' for the first). `withheld`, set by a server
 * that refused the payload, is the hash the payload had, so that the chain still holds.
 */
export const Op = z.strictObject({
  v: z.literal(1),
  space: name,
  writer: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
  seq: z.int().check(z.positive()),
  prev: z.union([z.literal(''), hash]),
  time: z.int().check(z.positive(), z.maximum(latestTime)),
  wall: z.int(),
  author: name,
  kind: name,
  id: name,
  patch: Patch,
  withheld: z.optional(hash),
});
export type Op = z.infer<typeof Op>;

/** The hash of an operation: over its header and the hash of its payload. */
export function hashOp(op: Op): string {
  const { v, space, writer, seq, prev, time, wall, author, kind, id } = op;
  return digest(canonical([v, space, writer, seq, prev, time, wall, author, kind, id, op.withheld ?? hashPayload(op.patch)]));
}

export function hashPayload(patch: Patch): string {
  return digest(canonical(patch as unknown as Json));
}

/** SHA-256 in base64, of text in UTF-8. */
export function digest(text: string): string {
  return toBase64(sha256(encodeUtf8(text)));
}

/** Names one operation of a space: `<writer>.<seq>`. */
export function opName(op: { writer: string; seq: number }): string {
  return `${op.writer}.${op.seq}`;
}
