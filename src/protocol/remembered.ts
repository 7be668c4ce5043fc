import type { DeviceReceipt } from './sync.ts';
import type { LogReader } from '#oplog/log-store.ts';
import type { Lacks } from '#oplog/pictures.ts';
import type { Vector } from '#oplog/vector.ts';
import type { SpaceKey } from './keys.ts';
import type { Certificate, SignedHead } from './signatures.ts';
import type { KeyHandle } from './subtle.ts';

/*
 * What a device remembers about others, in its store's memory. The sync engine writes it, the notebook computes the state of
 * saving from it. It is replaced whole by the latest word and never added up.
 */

/** Key of `ServerHeads`: what the server said it holds durably of a space. */
export const serverHeadsKey = (space: string) => `server/${space}`;

/** A head lower than one seen before is a restored server: it is believed, and refilled. `at` is the device's raw clock in milliseconds. */
export interface ServerHeads {
  vector: Vector;
  /** The pictures that its operations name and that it does not hold. */
  lacks?: Lacks;
  at: number;
}

/** Key of `TeamReceipts`: what each other device said it holds durably of a space. */
export const receiptsKey = (space: string) => `receipts/${space}`;

export interface TeamReceipts {
  after: number;
  /** By device id; `at` is the server's clock. */
  devices: Record<string, Omit<DeviceReceipt, 'device'>>;
}

/** Key of the last measured difference server clock − device clock, in milliseconds. */
export const offsetKey = 'offset';

/** Key of `Membership & { device }`: who this device is. */
export const membershipKey = 'membership';

export interface RememberedMembership {
  programme: string;
  person: string;
  device: string;
  origin: string;
  /** All programmes the device's session knows, this one among them. */
  all: { programme: string; person: string }[];
}

/** Key of `Lending`: in whose hand the device is; null, or nothing, when it is in its own person's. */
export const lendingKey = 'lending';

export interface Lending {
  person: string;
  /** The local day it was lent on: a start of the app after it is the device's own person's again, and says so. */
  day: string;
}

/** What a start asks before anything else; `offset` in milliseconds. */
export async function whoIsHere(
  reader: LogReader,
): Promise<{ membership: RememberedMembership | null; offset: number; lent: Lending | null }> {
  const [membership = null, offset = 0, lent = null] = await Promise.all([
    reader.memory<RememberedMembership>(membershipKey),
    reader.memory<number>(offsetKey),
    reader.memory<Lending | null>(lendingKey),
  ]);
  return { membership, offset, lent };
}

/** Key of the device's own card, by which the server knows it when it joins again. */
export const deviceCardKey = 'device-card';

/** Key of the marks of this device's starts, the last one last (`sync.ts`). */
export const startsKey = 'starts';

/** Key of the card of a device to be, while the server has not let it in yet; null before and after. */
export const splitCardKey = 'split-card';

/** Key of the id of the device that this one was a copy of, until its user has read that; else null. */
export const copyOfKey = 'copy-of';

/** Key of the writers minted on this device, so that "mine" survives restarts. */
export const ownWritersKey = 'writers';

/** Key of `DeviceKey`: made once for each device that the database has been; null when it is to be made. The one thing remembered that is no plain JSON. */
export const deviceKeyKey = 'device-key';

export interface DeviceKey {
  privateKey: KeyHandle;
  publicKey: string;
}

/** Key of `KeyRing`: what the server gave this device for a programme. */
export const keyRingKey = (programme: string) => `keys/${programme}`;

export interface KeyRing {
  serverKey: string;
  /** This device's own, one for each person it has been; the last is the one it is. None after it was split off, until it has asked. */
  certificates: Certificate[];
  /** Of the spaces that may be read. The generations of one space are in their order, the newest last. */
  spaceKeys: SpaceKey[];
}

/** Key of `SignedHead[]`: the signed heads known of a writer, in order. */
export const signedKey = (space: string, writer: string) => `signed/${space}/${writer}`;
export type SignedHeads = SignedHead[];

/** Key of `Certificate[]`: those known of a device. */
export const certificatesKey = (device: string) => `certificates/${device}`;
