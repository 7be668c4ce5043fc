import * as z from 'zod/mini';
import { Ops } from '#oplog/op.ts';
import type { Vector } from '#oplog/vector.ts';
import { Lacks } from './pictures.ts';
import { Certificate, SignedHead } from './signatures.ts';

/*
 * How devices and server exchange operations.
 *
 * A device asks for one space at a time: `have` is the vector of what it holds durably, `ops` what it thinks the server lacks.
 * The server stores what it may, in one transaction, and answers after COMMIT with `heads` (its own vector) and the operations `have`
 * lacks. Both sides pass over what they hold already, so any request may be repeated, doubled or lost: the next one goes on from
 * the vectors. A refused operation is stored in its slot with its payload withheld, and a verdict, an operation of the server's, says so.
 *
 * `have` is also the device's word for what it holds durably. The server keeps the last one of each device and hands them to the
 * others as `receipts` (all that changed after `receiptsAfter`): "on N of M devices" rests on nothing else. With it the device says how many
 * of its texts are not sealed yet, as those do not travel, whether it was put away, and which pictures it lacks: "safe to leave" rests on that.
 *
 * `signed` heads (`signatures.ts`) travel both ways beside the operations they end, with the certificates needed. A device signs its own; the
 * server keeps those that hold, passes them on, and signs its own. They never hold words back: without one the server takes what the device's
 * own persons wrote. But another person's words, and the server's own of before a restoration, it takes from whoever may read the space only
 * as far as they end in a head signed by a certified device of their author, or by the server itself: a relay can forge nothing.
 */

/*
 * A device marks each start of its app with a fresh random `is`, and says in each request which mark `was` before it. The server keeps the last
 * mark of each device. One that is neither is of somebody else who goes on from the same profile: one was copied to a second device, or an older
 * copy put back. The answer is `copied`, before anything of the request is taken, with the mark that the server holds. A device that finds it among
 * its own earlier starts (an answer got lost, the server was restored) says it as `was` and goes on; any other becomes a device of its own
 * (`/api/session/split`), and then sends what it has.
 */

export const protocolVersion = 1;

/** The header every request carries: the protocol's version. Another one is answered with `wrong-version`, and nothing is lost by it. */
export const versionHeader = 'vertti-protocol';

export const Vectors: z.ZodMiniType<Vector> = z.record(z.string(), z.int().check(z.nonnegative()));

/** The most operations of one request, and of one step in which a device stores an answer; the most bytes of either. The rest follows in the next. */
export const batchLimit = 500;
/** The most operations of one answer: a visit is a thousand or two, and a device that is new waits for the way only once. */
export const answerLimit = 2_000;
export const bodyLimit = 8_000_000;
/** The most signed heads, and certificates, of one request or answer. */
export const signedLimit = 600;

/** What a device adds to its word for what it holds. Devices of before say nothing of it, which is *not known* and never *none*. */
const said = {
  /** Texts of the space that are open on the device: there, not sealed, and so nowhere else. */
  open: z.optional(z.int().check(z.nonnegative())),
  /** True when the app was out of sight as it said so, everything sealed that could be: nobody types there until it is shown again. */
  away: z.optional(z.boolean()),
  /** The pictures that its operations name and that it does not hold (`pictures.ts`). */
  lacks: z.optional(Lacks),
};

const Mark = z.string().check(z.maxLength(32));

/** The start of the app that asks; `was` '' when the device remembers none before it. */
export const StartWord = z.object({ was: Mark, is: Mark.check(z.minLength(1)) });
export type StartWord = z.infer<typeof StartWord>;

export const SyncRequest = z.object({
  space: z.string().check(z.maxLength(200)),
  start: z.optional(StartWord),
  have: Vectors,
  ops: Ops.check(z.maxLength(batchLimit)),
  receiptsAfter: z.int().check(z.nonnegative()),
  ...said,
  signed: z.optional(z.array(SignedHead).check(z.maxLength(signedLimit))),
  certificates: z.optional(z.array(Certificate).check(z.maxLength(signedLimit))),
});
export type SyncRequest = z.infer<typeof SyncRequest>;

export const DeviceReceipt = z.object({
  device: z.string(),
  vector: Vectors,
  /** The server's clock when the device said so, in milliseconds. */
  at: z.number(),
  ...said,
});
export type DeviceReceipt = z.infer<typeof DeviceReceipt>;

/**
 * What the server was given and did not store, and the writer's later ones with it. `gap` and `chain`: the device sends from the head on.
 * `not-yours`: another person's words that no head signed by their device ends. `no-access`: its author may not read the space now.
 */
export const PassedOver = z.object({
  writer: z.string(),
  seq: z.int(),
  reason: z.enum(['gap', 'chain', 'space', 'not-yours', 'no-access']),
});
export type PassedOver = z.infer<typeof PassedOver>;

export const SyncAnswer = z.object({
  heads: Vectors,
  ops: Ops,
  isMore: z.boolean(),
  passedOver: z.optional(z.array(PassedOver)),
  signed: z.optional(z.array(SignedHead)),
  certificates: z.optional(z.array(Certificate)),
  /** The pictures that the server's operations name and that it does not hold. A server of before says nothing of it, and holds none. */
  lacks: z.optional(Lacks),
  receipts: z.array(DeviceReceipt),
  /** Pass it as the next `receiptsAfter`. */
  receiptsAt: z.int(),
  /** The server's clock in milliseconds: the device measures its offset. */
  now: z.number(),
});
export type SyncAnswer = z.infer<typeof SyncAnswer>;

/**
 * Why the server does not exchange: each means *wait*, never that something was refused or lost; only `gone` is for good: the example day
 * ended, and its spaces with it. `revoked`: the device was cut off, and `replaced`: so because its person goes on with another.
 * `copied`: see above.
 */
export const syncRefusals = [
  'signed-out',
  'revoked',
  'replaced',
  'copied',
  'unknown-space',
  'unknown-kind',
  'no-access',
  'gone',
  'wrong-version',
  'malformed',
  'too-large',
  'slow-down',
  'wrong-origin',
  'server-failed',
] as const;
export type SyncRefusal = (typeof syncRefusals)[number];

export const ApiError = z.object({ error: z.object({ type: z.string(), detail: z.optional(z.string()) }) });
export type ApiError = z.infer<typeof ApiError>;

/** What a server-sent event says. `moved`: a space has new operations; `receipts`: a device told what it holds; `presence`: who is where. */
export const ServerEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), now: z.number(), build: z.string() }),
  z.object({ type: z.literal('moved'), space: z.string() }),
  z.object({ type: z.literal('receipts'), space: z.string() }),
  z.object({
    type: z.literal('presence'),
    space: z.string(),
    present: z.array(z.object({ device: z.string(), person: z.string(), item: z.string(), field: z.string() })),
  }),
]);
export type ServerEvent = z.infer<typeof ServerEvent>;

/** POST /api/presence: where this device's user is; `item` '' when nowhere. Never stored. */
export const PresenceRequest = z.object({
  space: z.string(),
  item: z.string().check(z.maxLength(200)),
  field: z.string().check(z.maxLength(100)),
});
export type PresenceRequest = z.infer<typeof PresenceRequest>;
