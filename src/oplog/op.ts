import * as z from 'zod/mini';
import { canonical, type Json } from './json.ts';
import { isOp } from './op-shape.ts';
import { digest } from './sha256.ts';
import type { Stamp } from './stamp.ts';

export { digest };

/** The author of what the server itself writes: verdicts, and the example day's invented people are authored by themselves. */
export const serverAuthor = 'server';

/** One write to one path: the value, and the stamps it replaced. A write replaces every head its author had seen. */
export interface Entry {
  to: Json;
  was: Stamp[];
}

/**
 * What an operation says. `set` maps paths to values (last writer wins per path); `text` carries, per text field,
 * a Yjs 13 V1 update in base64 with structs of one client id only (`text.ts`). `salt` keeps the hash of a short
 * payload from being guessed once the payload is withheld.
 */
export interface Patch {
  salt: string;
  set?: Record<string, Entry>;
  text?: Record<string, string>;
}

/**
 * An operation: immutable, the only thing that is ever exchanged. `seq` counts per (space, writer) from 1 without holes,
 * `prev` is the hash of the writer's operation before it in that space ('' for the first). `withheld`, set by a server
 * that refused the payload, is the hash the payload had, so that the chain still holds.
 */
export interface Op {
  v: 1;
  space: string;
  writer: string;
  seq: number;
  prev: string;
  time: number;
  wall: number;
  author: string;
  kind: string;
  id: string;
  patch: Patch;
  withheld?: string;
}

/** An operation's shape, for requests and answers. `op-shape.ts` says what it is. */
export const Op: z.ZodMiniType<Op> = z.custom<Op>(isOp);

/** A list of operations, checked at once: a schema of a list does as much again around each of its members. */
export const Ops: z.ZodMiniType<Op[]> = z.custom<Op[]>(value => Array.isArray(value) && value.every(isOp));

/** The hash of an operation: over its header and the hash of its payload. */
export function hashOp(op: Op): string {
  const { v, space, writer, seq, prev, time, wall, author, kind, id } = op;
  return digest(canonical([v, space, writer, seq, prev, time, wall, author, kind, id, op.withheld ?? hashPayload(op.patch)]));
}

export function hashPayload(patch: Patch): string {
  return digest(canonical(patch as unknown as Json));
}

/** Names one operation of a space: `<writer>.<seq>`. */
export function opName(op: { writer: string; seq: number }): string {
  return `${op.writer}.${op.seq}`;
}
