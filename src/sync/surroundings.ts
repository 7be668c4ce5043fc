import type { LogStore } from '#oplog/log-store.ts';
import type { Platform } from '#platform/platform.ts';
import type { TabChannel } from '#platform/tab-channel.ts';
import type { DeviceKeys } from './device-keys.ts';
import type { PictureOptions } from './picture-queue.ts';
import type { Starts } from './starts.ts';
import type { TabMessage } from './sync-state.ts';
import type { Transport } from './transports/transport.ts';

/** What the engine stands on. */
export interface SyncEngineOptions {
  store: LogStore;
  transport: Transport;
  platform: Platform;
  /** The spaces this device exchanges, the programme's own first; asked anew at each round: they change as the programme becomes known. */
  spaces: () => Promise<string[]>;
  /** What this device signs with, and the keys of what it may read. */
  keys?: DeviceKeys;
  /** What this start is known by. Without it a copied profile goes unnoticed. */
  starts?: Starts;
  /** Without it no pictures travel, and nothing is said of them. */
  pictures?: PictureOptions;
  /** This device's id, for telling its own presence from others'. */
  device: () => string;
  /** The measured difference server clock − device clock, in milliseconds, after each answer. It is remembered in the store too. */
  onOffset: (offset: number) => void;
  /** The way to the device's other tabs. One tab at a time exchanges and listens; without a channel the others do not know how it stands. */
  tabs?: TabChannel<TabMessage>;
}
