import * as z from 'zod/mini';
import { deviceShapes } from '#domain/device.ts';
import { host, visitor } from '#domain/role.ts';

/*
 * Signing in and joining. Every route is POST with JSON and answers JSON; a session is an HttpOnly cookie.
 *
 *   POST /api/setup            the one-time set-up link: names a programme, or opens the example day
 *   POST /api/invitations      a coordinator makes an invitation
 *   POST /api/invitations/look what an invitation is for, before anything is redeemed
 *   POST /api/join             redeems it
 *   GET  /api/me               who this device is
 *   POST /api/keys             a device's key, and the keys of the spaces it may read (`keys.ts`)
 *   POST /api/devices/revoke   a coordinator cuts a device off
 *   POST /api/devices/replace  an invitation for a device's person to another device, which takes its place
 *   POST /api/session/leave    a device's user clears it
 *   POST /api/session/split    a copied profile becomes a device of its own
 *   POST /api/erase            erases an item for good, on the server and on every device
 *   POST /api/example          opens the example day beside one's own programme
 *   POST /api/example/end      removes the example day
 */

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(100));

/** What a device is to people: what it named itself, and its shape. */
const looks = { label: z.string().check(z.maxLength(100)), shape: z.enum(deviceShapes) };

/** A device names itself: a random id it keeps, so that a repeated request after a lost answer joins it once. */
export const DeviceCard = z.object({
  id: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  ...looks,
});
export type DeviceCard = z.infer<typeof DeviceCard>;

export const Membership = z.object({ programme: z.string(), person: z.string() });
export type Membership = z.infer<typeof Membership>;

export const Me = z.object({
  device: z.string(),
  memberships: z.array(Membership),
  now: z.number(),
  /** The public address that invitations point to. */
  origin: z.string(),
});
export type Me = z.infer<typeof Me>;

/** `programme` and `person` are needed unless the server has a coordinator already (then the link signs in as that one) or `example` is asked for. */
const moment = z.object({
  date: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
  time: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
});

export const SetupRequest = z.object({
  token: z.string().check(z.maxLength(100)),
  device: DeviceCard,
  want: z.enum(['look', 'programme', 'example']),
  programme: z.optional(name),
  person: z.optional(name),
  language: z.enum(['fi', 'sv', 'en']),
  /** The device's day and local time, YYYY-MM-DD and HH:MM, for moving the example to this hour. */
  today: z.optional(moment),
});
export type SetupRequest = z.infer<typeof SetupRequest>;

/** Answer to `want: 'look'`: whether a coordinator exists already. */
export const SetupLook = z.object({ hasCoordinator: z.boolean(), programme: z.string(), person: z.string() });
export type SetupLook = z.infer<typeof SetupLook>;

export const InvitationRequest = z.object({
  programme: z.string(),
  visit: z.string(),
  /** A team's id for visitors, '' for the host contact. */
  team: z.string(),
  /** A person's id when the invitation is for one who is named already. */
  person: z.optional(z.string()),
});
export type InvitationRequest = z.infer<typeof InvitationRequest>;

/** `secret` goes into the link `/join#<secret>`, `code` is what is typed. Neither can be asked for again. */
export const Invitation = z.object({ id: z.string(), secret: z.string(), code: z.string(), expires: z.number() });
export type Invitation = z.infer<typeof Invitation>;

/** Either the link's secret or the typed code (8 characters, spaces, hyphens and case do not matter). */
export const InvitationKey = z.union([
  z.object({ secret: z.string().check(z.maxLength(100)) }),
  z.object({ code: z.string().check(z.maxLength(40)) }),
]);
export type InvitationKey = z.infer<typeof InvitationKey>;

/** One that replaces a device has no `team` and no `role`; with `host` and `date` it is the device itself that moves, else those are ''. */
export const InvitationLook = z.object({
  programme: z.string(),
  team: z.string(),
  host: z.string(),
  date: z.string(),
  role: z.optional(z.enum([visitor, host])),
  /** The device whose place is taken. */
  replaces: z.optional(z.object(looks)),
  /** Names that wait for their person; those joined already are not offered. */
  names: z.array(z.object({ person: z.string(), name: z.string() })),
  expires: z.number(),
});
export type InvitationLook = z.infer<typeof InvitationLook>;

export const JoinRequest = z.object({ key: InvitationKey, device: DeviceCard, person: z.optional(z.string()), name: z.optional(name) });
export type JoinRequest = z.infer<typeof JoinRequest>;

export const Joined = z.object({ device: z.string(), membership: Membership, now: z.number(), origin: z.string() });
export type Joined = z.infer<typeof Joined>;

/** Opens the example day for a device that is signed in already; the answer is `Joined`. */
export const ExampleRequest = z.object({ language: z.enum(['fi', 'sv', 'en']), today: z.optional(moment) });
export type ExampleRequest = z.infer<typeof ExampleRequest>;

/** Removes an example programme; the answer is `Me`. */
export const ExampleEndRequest = z.object({ programme: z.string() });
export type ExampleEndRequest = z.infer<typeof ExampleEndRequest>;

/** POST /api/erase: an item is erased for good, by a coordinator or by its owner. */
export const EraseRequest = z.object({
  space: z.string().check(z.maxLength(200)),
  kind: z.string().check(z.maxLength(100)),
  id: z.string().check(z.minLength(1), z.maxLength(90)),
});
export type EraseRequest = z.infer<typeof EraseRequest>;

/** The answer is `Me`, as the device of this card; the same card may ask again. */
export const SplitRequest = z.object({ device: DeviceCard });
export type SplitRequest = z.infer<typeof SplitRequest>;

export const RevokeRequest = z.object({ programme: z.string(), device: z.string() });
export type RevokeRequest = z.infer<typeof RevokeRequest>;

/**
 * A coordinator asks for anybody's device, others for their own; the answer is an `Invitation`. When it is redeemed, the device is cut off. With
 * `visit` the device moves itself: from the browser into the app that is installed beside it, by a code that holds until the day after the visit.
 */
export const ReplaceRequest = z.object({ programme: z.string(), device: z.string(), visit: z.optional(z.string()) });
export type ReplaceRequest = z.infer<typeof ReplaceRequest>;

/** Expected refusals of these routes, beside those of `sync.ts`. */
export const membershipRefusals = [
  'link-used',
  'link-expired',
  'link-unknown',
  'code-unknown',
  'too-many-tries',
  'name-taken',
  'name-missing',
  'not-secure',
  'not-coordinator',
  'no-such-visit',
  'no-such-device',
  'example-missing',
  'key-taken',
] as const;
export type MembershipRefusal = (typeof membershipRefusals)[number];
