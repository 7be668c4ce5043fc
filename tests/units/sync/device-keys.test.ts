import { expect, it } from 'vitest';
import { vectorOf } from '#oplog/log-store.ts';
import { writeChanges } from '#oplog/ledger.ts';
import { deviceKeyKey, keyRingKey, type DeviceKey, type KeyRing } from '#protocol/remembered.ts';
import { headStatement, isCertified, isSignedBy } from '#protocol/signatures.ts';
import { openDexieStore, type DexieStore } from '#storage/dexie-store.ts';
import { createDeviceKeys } from '#sync/device-keys.ts';
import { chanceOf } from '../../support/chance.ts';
import { deviceDisk } from '../../support/device-disk.ts';
import { writingAs } from '../../support/ledger-writing.ts';
import { simulatedKeys } from '../../support/simulated-keys.ts';

const { subtle } = crypto;
const membership = { programme: 'p', device: 'device-liisa' };

const server = await simulatedKeys('p', () => 1_000, chanceOf(1));

function keysOn(store: DexieStore, isOnline = true) {
  const asked: string[] = [];
  const transport = {
    keys: async (request: { programme: string; publicKey: string }) => {
      asked.push(request.publicKey);
      return isOnline ? server.answer(membership.device, 'liisa', ['notes/v'], request) : null;
    },
  };
  return { keys: createDeviceKeys({ store, subtle, transport, membership, after: () => () => undefined }), asked };
}

it('a device makes its key once, keeps it where nobody can take it out, and signs with it after a restart', async () => {
  const disk = deviceDisk();
  let store = await openDexieStore({ name: 'vertti', build: 'b', indexedDB: disk });
  const [one, other] = [keysOn(store), keysOn(store)];
  await Promise.all([one.keys.renew(), other.keys.renew()]);
  expect(new Set([...one.asked, ...other.asked]).size).toBe(1);
  const key = await store.read(reader => reader.memory<DeviceKey>(deviceKeyKey));
  await expect(subtle.exportKey('pkcs8', key!.privateKey as CryptoKey)).rejects.toThrow();
  store.close();

  store = await openDexieStore({ name: 'vertti', build: 'b', indexedDB: disk });
  await store.write(tx => writeChanges(tx, writingAs('w'), [{ space: 'notes/v', kind: 'note', id: 'liisa~1', set: { theme: 'x' } }]));
  const again = keysOn(store);
  await again.keys.ready();
  expect(again.asked).toEqual([]);
  const [head] = await store.read(reader => reader.heads('notes/v'));
  const { signed, certificates } = await again.keys.sign([head!]);
  const ring = await store.read(reader => reader.memory<KeyRing>(keyRingKey('p')));
  const [certificate] = certificates;
  expect(signed).toMatchObject([{ space: 'notes/v', seq: 1, device: 'device-liisa' }]);
  expect(await isSignedBy(subtle, certificate!.publicKey, headStatement(head!), signed[0]!.signature)).toBe(true);
  expect(await isSignedBy(subtle, certificate!.publicKey, headStatement({ ...head!, seq: 2 }), signed[0]!.signature)).toBe(false);
  expect(await isCertified(subtle, ring!.serverKey, certificate!)).toBe(true);
  expect(vectorOf([head!])).toEqual({ [head!.writer]: 1 });
  store.close();
});

it('without the server there are no signatures yet, and nothing waits for them', async () => {
  const store = await openDexieStore({ name: 'vertti', build: 'b', indexedDB: deviceDisk() });
  const { keys } = keysOn(store, false);
  await keys.ready();
  expect(await keys.sign([{ space: 'notes/v', writer: '0'.repeat(16), seq: 1, hash: 'h' }])).toEqual({ signed: [], certificates: [] });
  store.close();
});

it('an answer that comes after the device has become another gives that no certificate: it asks with a key of its own', async () => {
  const store = await openDexieStore({ name: 'vertti', build: 'b', indexedDB: deviceDisk() });
  const asked: string[] = [];
  const transport = {
    keys: async (request: { programme: string; publicKey: string }) => {
      asked.push(request.publicKey);
      if (asked.length === 1) await store.write(tx => tx.remember(deviceKeyKey, null));
      return server.answer(membership.device, 'liisa', ['notes/v'], request);
    },
  };
  await createDeviceKeys({ store, subtle, transport, membership, after: () => () => undefined }).renew();
  expect(new Set(asked).size).toBe(2);
  const ring = await store.read(reader => reader.memory<KeyRing>(keyRingKey('p')));
  expect(ring!.certificates.map(one => one.publicKey)).toEqual([asked[1]]);
  store.close();
});
