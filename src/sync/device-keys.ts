import { toBase64 } from '#oplog/base64.ts';
import type { Head, LogStore } from '#oplog/log-store.ts';
import type { KeysAnswer, SpaceKey } from '#protocol/keys.ts';
import { deviceKeyKey, keyRingKey, membershipKey, type DeviceKey, type KeyRing, type RememberedMembership } from '#protocol/remembered.ts';
import { headStatement, sign, type Certificate, type SignedHead } from '#protocol/signatures.ts';
import { ec, type Subtle } from '#protocol/subtle.ts';
import { keepSigned } from './signed-heads.ts';
import type { Transport } from './transports/transport.ts';

/** The device's own key, and what the server gave it. Its words never wait for any of this. */
export interface DeviceKeys {
  /** Registers the key, when that has not been done, and waits for it a moment; never rejects. */
  ready(): Promise<void>;
  /** Asks the server anew: who may read what may have changed. Never rejects. */
  renew(): Promise<void>;
  /** Signs points of this device's writers; none before the key is registered. Not to be awaited in a transaction. */
  sign(points: readonly Head[]): Promise<{ signed: SignedHead[]; certificates: Certificate[] }>;
}

export interface DeviceKeysSurroundings {
  store: LogStore;
  subtle: Subtle;
  transport: Pick<Transport, 'keys'>;
  membership: { programme: string; device: string };
  after: (milliseconds: number, run: () => void) => () => void;
}

/** Milliseconds that words wait to be signed at once; what goes unsigned is signed for with the next. */
const patience = 3_000;

export function createDeviceKeys({ store, subtle, transport, membership, after }: DeviceKeysSurroundings): DeviceKeys {
  const { programme } = membership;
  let asking: Promise<void> | null = null;

  async function ask(): Promise<void> {
    const { publicKey } = await deviceKeyIn(store, subtle);
    const answer = await transport.keys({ programme, publicKey });
    const isStill = await store.write(async tx => {
      if ((await tx.memory<DeviceKey | null>(deviceKeyKey))?.publicKey !== publicKey) return false;
      if (answer) {
        await tx.remember(keyRingKey(programme), ringWith(await tx.memory(keyRingKey(programme)), answer));
        await keepSigned(tx, [], [answer.certificate]);
      }
      return true;
    });
    // It has become a device of its own meanwhile, with a key of its own.
    if (!isStill) await ask();
  }

  /** One question at a time: who asks meanwhile is answered by it. */
  function renew(): Promise<void> {
    // A store that has stopped says so itself; without keys everything but hand-over goes on.
    asking ??= ask()
      .catch(() => undefined)
      .finally(() => (asking = null));
    return asking;
  }

  return {
    renew,
    async ready() {
      const ring = await store.read(reader => reader.memory<KeyRing>(keyRingKey(programme))).catch(() => undefined);
      if (!ring?.certificates.length) await Promise.race([renew(), new Promise<void>(resolve => after(patience, resolve))]);
    },
    async sign(points) {
      const none = { signed: [], certificates: [] };
      if (points.length === 0) return none;
      // All of one moment: another tab may have made a device of its own of a copied profile.
      const { key, ring, device } = await store.read(async reader => ({
        key: await reader.memory<DeviceKey | null>(deviceKeyKey),
        ring: await reader.memory<KeyRing>(keyRingKey(programme)),
        device: (await reader.memory<RememberedMembership>(membershipKey))?.device ?? membership.device,
      }));
      if (!key || !ring?.certificates.length) return none;
      const signed = await Promise.all(points.map(point => signHead(subtle, key, device, point)));
      return { signed, certificates: ring.certificates };
    },
  };
}

/** Signs after `ready`. A device that is new has nothing to sign, and does not wait for its key. */
export function signingWhen(keys: DeviceKeys | undefined, ready: () => Promise<void> | undefined): Pick<DeviceKeys, 'sign'> | undefined {
  return (
    keys && {
      async sign(points) {
        if (points.length) await ready();
        return keys.sign(points);
      },
    }
  );
}

export async function signHead(subtle: Subtle, { privateKey }: DeviceKey, device: string, point: Head): Promise<SignedHead> {
  const { space, writer, seq, hash } = point;
  return { space, writer, seq, hash, device, signature: await sign(subtle, privateKey, headStatement(point)) };
}

/** The device's key, made when there is none. Of two tabs that make one at once, the first has made it. */
async function deviceKeyIn(store: LogStore, subtle: Subtle): Promise<DeviceKey> {
  const known = await store.read(reader => reader.memory<DeviceKey | null>(deviceKeyKey));
  if (known) return known;
  const pair = await subtle.generateKey(ec, false, ['sign', 'verify']);
  const publicKey = toBase64(new Uint8Array(await subtle.exportKey('raw', pair.publicKey)));
  const made: DeviceKey = { privateKey: pair.privateKey, publicKey };
  return store.write(async tx => {
    const before = await tx.memory<DeviceKey | null>(deviceKeyKey);
    if (before) return before;
    await tx.remember(deviceKeyKey, made);
    return made;
  });
}

/**
 * Of the spaces that may be read, all keys that were ever given: a restored server has forgotten the latest, and files packed with them are
 * about. Those of other spaces go.
 */
function ringWith(before: KeyRing | undefined, { certificate, serverKey, spaceKeys }: KeysAnswer): KeyRing {
  const isSame = (a: SpaceKey, b: SpaceKey) => a.space === b.space && a.key === b.key;
  const spaces = new Set(spaceKeys.map(key => key.space));
  const earlier = (before?.spaceKeys ?? []).filter(key => spaces.has(key.space) && !spaceKeys.some(one => isSame(one, key)));
  const certificates = (before?.certificates ?? []).filter(one => one.signature !== certificate.signature);
  return {
    serverKey,
    certificates: [...certificates, certificate],
    spaceKeys: [...earlier, ...spaceKeys].sort((a, b) => a.generation - b.generation),
  };
}
