import type { LogStore, LogWriter } from '#oplog/log-store.ts';
import type { DeviceCard, Me } from '#protocol/membership.ts';
import {
  copyOfKey,
  deviceCardKey,
  deviceKeyKey,
  keyRingKey,
  membershipKey,
  splitCardKey,
  type KeyRing,
  type RememberedMembership,
} from '#protocol/remembered.ts';
import { askToSplit } from './office.ts';
import { keepSigned } from './signed-heads.ts';

export interface SplitSurroundings {
  store: LogStore;
  /** Who the device takes itself to be, unless its store says otherwise. */
  membership: RememberedMembership;
  /** A card of a device that nobody has seen yet. */
  newCard: () => DeviceCard;
  /** Asks the server to let the card's device in beside the one whose session this is; null when it did not answer. */
  ask?: (card: DeviceCard) => Promise<Me | null>;
}

/**
 * Makes a device of its own of a profile that another goes on from, too: of the same person, with an id, a session and a key of its own. What was
 * written here stays, and is signed with the new key. The card is remembered before it is sent, so a lost answer makes no second device.
 * @returns false when the server did not answer; it is asked again later
 */
export async function splitOff({ store, membership, newCard, ask = askOffice }: SplitSurroundings): Promise<boolean> {
  const card = await store.write(async tx => {
    const known = await tx.memory<DeviceCard | null>(splitCardKey);
    const asked = known ?? newCard();
    if (!known) await tx.remember(splitCardKey, asked);
    return asked;
  });
  const me = await ask(card);
  if (!me) return false;
  await store.write(async tx => {
    const before = (await tx.memory<RememberedMembership>(membershipKey)) ?? membership;
    await tx.remember(membershipKey, { ...before, device: me.device, all: me.memberships } satisfies RememberedMembership);
    await tx.remember(deviceCardKey, card);
    await tx.remember(splitCardKey, null);
    await tx.remember(deviceKeyKey, null);
    for (const programme of new Set([before.programme, ...me.memberships.map(one => one.programme)])) await leaveKey(tx, programme);
    await tx.remember(copyOfKey, before.device);
  });
  return true;
}

async function askOffice(card: DeviceCard): Promise<Me | null> {
  const answer = await askToSplit(card);
  return answer.ok ? answer.value : null;
}

/** The key stays with the other device. What it has signed here it goes on vouching for; the spaces' keys are the person's. */
async function leaveKey(tx: LogWriter, programme: string): Promise<void> {
  const ring = await tx.memory<KeyRing>(keyRingKey(programme));
  if (!ring) return;
  await keepSigned(tx, [], ring.certificates);
  await tx.remember(keyRingKey(programme), { ...ring, certificates: [] } satisfies KeyRing);
}
