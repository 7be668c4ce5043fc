import type { DeviceReceipt } from './sync.ts';
import type { Vector } from '#oplog/vector.ts';

/*
 * What a device remembers about others, in its store's memory. The sync engine writes it, the notebook computes the state of
 * saving from it. It is replaced whole by the latest word and never added up.
 */

/** Key of `ServerHeads`: what the server said it holds durably of a space. */
export const serverHeadsKey = (space: string) => `server/${space}`;

/** A head lower than one seen before is a restored server: it is believed, and refilled. `at` is the device's raw clock in milliseconds. */
export interface ServerHeads {
  vector: Vector;
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
