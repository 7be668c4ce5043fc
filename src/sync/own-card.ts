import type { LogStore } from '#oplog/log-store.ts';
import type { DeviceCard } from '#protocol/membership.ts';
import { deviceCardKey } from '#protocol/remembered.ts';

/** What the device calls itself before the server: made once, so that a repeated request after a lost answer joins it once. */
export async function ownCard(store: LogStore, make: () => DeviceCard): Promise<DeviceCard> {
  const known = await store.read(reader => reader.memory<DeviceCard>(deviceCardKey));
  if (known) return known;
  const made = make();
  await store.write(tx => tx.remember(deviceCardKey, made));
  return made;
}
