import { hashOp, type Op } from '#oplog/op.ts';
import { holdingStatement } from '#protocol/handover.ts';
import { deviceKeyKey, keyRingKey, type DeviceKey, type KeyRing } from '#protocol/remembered.ts';
import { sign, type SignedHead } from '#protocol/signatures.ts';
import { signHead } from '#sync/device-keys.ts';
import { byteWriter } from '#sync/handover/bytes.ts';
import { closeContainer } from '#sync/handover/container.ts';
import { packOps } from '#sync/handover/packing.ts';
import { plainCompression } from '../../../support/plain-compression.ts';
import { plainSubtle } from '../../../support/plain-subtle.ts';
import { notes, type Tablet } from './giving.ts';

/**
 * What a teammate could make who has all the keys of the team, their own device's key, and another's words (two operations at least): each
 * changes what the other wrote, or writes in their name.
 */
export async function forgeries(victim: Tablet, forger: Tablet): Promise<{ what: string; bytes: Uint8Array<ArrayBuffer> }[]> {
  await victim.write('2', 'hulevesi ohjataan ojaan');
  await victim.write('3', 'kaava on vanha');
  const { ring, key, theirs } = await secretsOf(forger, victim);
  const ops = await victim.store.read(async reader => {
    const [head] = await reader.heads(notes);
    return reader.opsAfter(notes, head!.writer, 0, 100);
  });
  const [first, second, last] = [ops[0]!, ops[1]!, ops[2]!];
  const honest = await signHead(plainSubtle, theirs.key, 'device-liisa', pointOf(last));
  const altered = (op: Op): Op => ({ ...op, patch: { ...op.patch, set: { theme: { to: 'väärä', was: [] } } } });
  const rechained = (from: readonly Op[]): Op[] => {
    const chained: Op[] = [];
    for (const op of from) chained.push(chained.length ? { ...op, prev: hashOp(chained.at(-1)!) } : op);
    return chained;
  };
  const inserted = rechained([altered(first), second, last]);
  const named = (device: string, from: SignedHead) => ({ ...from, device });
  const forgerSigns = async (op: Op, device = 'device-timo') => named(device, await signHead(plainSubtle, key, 'device-timo', pointOf(op)));
  const tries: [string, readonly Op[], readonly SignedHead[]][] = [
    ['unsigned', ops, []],
    ['altered at the end', [first, second, altered(last)], [honest]],
    ['altered in the middle, chained anew', inserted, [honest]],
    ['altered, the head’s hash changed to it', inserted, [{ ...honest, hash: hashOp(inserted[2]!) }]],
    ['the last left out, the head kept', [first, second], [honest]],
    ['one more than is signed', [...ops, { ...last, seq: 4, prev: hashOp(last), id: 'liisa~4' }], [honest]],
    ['signed by the forger’s device', ops, [await forgerSigns(last)]],
    ['signed by the forger’s device in the victim’s name', ops, [await forgerSigns(last, 'device-liisa')]],
    ['signed by the forger’s device in the server’s name', ops, [await forgerSigns(last, 'server')]],
    ['withheld', [first, second, { ...last, patch: { salt: '' }, withheld: last.prev }], [honest]],
  ];
  const made: { what: string; bytes: Uint8Array<ArrayBuffer> }[] = [];
  for (const [what, forged, signed] of tries) {
    const said = { space: notes, device: 'device-timo', at: 1, vector: {} };
    const holding = { ...said, signature: await sign(plainSubtle, key.privateKey, holdingStatement('p', said)) };
    const packed = byteWriter();
    packed.text(JSON.stringify({ holding, certificates: [...ring.certificates, ...theirs.ring.certificates], signed }));
    packOps(packed, forged);
    const section = { key: ring.spaceKeys.findLast(one => one.space === notes)!, bytes: await plainCompression.deflate(packed.result()) };
    const bytes = await closeContainer(
      plainSubtle,
      { contents: 'words', programme: 'p', sections: [section] },
      count => new Uint8Array(count),
    );
    made.push({ what, bytes });
  }
  return made;
}

async function secretsOf(forger: Tablet, victim: Tablet) {
  const of = (tablet: Tablet) =>
    tablet.store.read(async reader => ({
      ring: (await reader.memory<KeyRing>(keyRingKey('p')))!,
      key: (await reader.memory<DeviceKey>(deviceKeyKey))!,
    }));
  return { ...(await of(forger)), theirs: await of(victim) };
}

function pointOf(op: Op) {
  return { space: op.space, writer: op.writer, seq: op.seq, hash: hashOp(op) };
}
