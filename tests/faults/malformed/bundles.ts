import fc from 'fast-check';
import { photo } from '#domain/photo.ts';
import { draft } from '#notebook/draft.ts';
import { deviceKeyKey, keyRingKey, type DeviceKey, type KeyRing } from '#protocol/remembered.ts';
import { holdingStatement } from '#protocol/handover.ts';
import { sign } from '#protocol/signatures.ts';
import type { Op } from '#oplog/op.ts';
import { signHead } from '#sync/device-keys.ts';
import { byteWriter } from '#sync/handover/bytes.ts';
import { closeContainer } from '#sync/handover/container.ts';
import { packOps } from '#sync/handover/packing.ts';
import { hashOp } from '#oplog/op.ts';
import { framesOf } from '#sync/handover/frames.ts';
import { toBase41 } from '#sync/handover/base41.ts';
import { notes, type Tablet } from '../../units/sync/handover/giving.ts';
import { pictureBytes } from '../../support/picture-bytes.ts';
import { plainCompression } from '../../support/plain-compression.ts';
import { plainSubtle } from '../../support/plain-subtle.ts';
import { changed, textOf } from './shapes.ts';

type Bytes = Uint8Array<ArrayBuffer>;
/** Places and what comes there, and where it is cut; 0 leaves it whole. */
interface Damage {
  bytes: [number, number][];
  cut: number;
}

/** What somebody's camera reads, or is given as a file: by a stranger, or by one who has the team's keys and a device's. */
export type Given =
  | { type: 'frame'; text: string }
  | { type: 'file'; damage: Damage; isSummedUp: boolean }
  | { type: 'section'; head: string; ops: Damage }
  | { type: 'inflates'; megabytes: number; byte: number };

const damage: fc.Arbitrary<Damage> = fc.record({
  bytes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
  cut: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat()),
});

export function damaged(bytes: Uint8Array, { bytes: changes, cut }: Damage): Bytes {
  const copy = Uint8Array.from(bytes);
  for (const [at, byte] of changes) copy[at % copy.length] = byte;
  return cut ? copy.slice(0, cut % copy.length) : copy;
}

export interface Forge {
  given: fc.Arbitrary<Given>;
  /** The bytes of one that is no frame. */
  bytesFor(given: Exclude<Given, { type: 'frame' }>): Promise<Bytes>;
}

/** @param giver whose keys are used, and whose words the honest bundle holds */
export async function forgeOf(giver: Tablet): Promise<Forge> {
  const where = { space: notes, id: giver.notebook.newId('mine') };
  await giver.notebook.keepPicture(notes, pictureBytes(1), picture => [draft(photo, where, { picture })]);
  const given = await giver.handover.give({ visit: 'v', whose: 'mine' });
  if (!given.ok || given.value.pictures !== 1) throw new Error('There is no honest bundle with a picture');
  const honest = given.value.file;
  const { ring, key, ops } = await giver.store.read(async reader => ({
    ring: (await reader.memory<KeyRing>(keyRingKey('p')))!,
    key: (await reader.memory<DeviceKey>(deviceKeyKey))!,
    ops: (await Promise.all((await reader.heads(notes)).map(head => reader.opsAfter(notes, head.writer, 0, 100)))).flat(),
  }));
  const device = `device-${giver.who}`;
  const said = { space: notes, device, at: 1, vector: {} };
  const holding = { ...said, signature: await sign(plainSubtle, key.privateKey, holdingStatement('p', said)) };
  const last = ops.at(-1)!;
  const signed = [await signHead(plainSubtle, key, device, { space: notes, writer: last.writer, seq: last.seq, hash: hashOp(last) })];
  const head = { holding, certificates: ring.certificates, signed };
  const spaceKey = ring.spaceKeys.findLast(one => one.space === notes)!;

  const closed = async (bytes: Uint8Array): Promise<Bytes> =>
    closeContainer(
      plainSubtle,
      { contents: 'words', programme: 'p', sections: [{ key: spaceKey, bytes: await plainCompression.deflate(Uint8Array.from(bytes)) }] },
      count => new Uint8Array(count),
    );
  const packed = (text: string, of: readonly Op[], how: Damage): Bytes => {
    const rest = byteWriter();
    packOps(rest, of);
    const whole = byteWriter();
    whole.text(text);
    const written = damaged(rest.result(), how);
    return Uint8Array.from([...whole.result(), ...written]);
  };

  return {
    given: fc.oneof(
      { weight: 30, arbitrary: frameTexts(honest).map(text => ({ type: 'frame' as const, text })) },
      { weight: 20, arbitrary: fc.record({ type: fc.constant('file' as const), damage, isSummedUp: fc.boolean() }) },
      { weight: 20, arbitrary: damage.map(how => ({ type: 'section' as const, head: JSON.stringify(head), ops: how })) },
      {
        weight: 20,
        arbitrary: fc
          .tuple(textOf(changed(fc.constant(head), 3)), damage)
          .map(([text, how]) => ({ type: 'section' as const, head: text, ops: how })),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant('inflates' as const),
          megabytes: fc.constantFrom(1, 39, 100),
          byte: fc.constantFrom(0, 1, 0x7f, 0xff),
        }),
      },
    ),
    async bytesFor(given) {
      if (given.type === 'section') return closed(packed(given.head, ops, given.ops));
      if (given.type === 'inflates') return closed(Buffer.alloc(given.megabytes * 1_048_576, given.byte));
      const bytes = damaged(honest, given.damage);
      if (!given.isSummedUp || bytes.length < 40) return bytes;
      const body = bytes.slice(0, -32);
      return Uint8Array.from([...body, ...new Uint8Array(await plainSubtle.digest('SHA-256', body))]);
    },
  };
}

/** Codes that a camera may read: of nothing, of something else, of this transfer changed or cut, or made to fit. */
function frameTexts(bytes: Bytes): fc.Arbitrary<string> {
  const framed = framesOf(bytes);
  if (!framed.ok) throw new Error(framed.error.type);
  const whole = Array.from({ length: 6 }, (_, seed) => framed.value.frame(seed));
  return fc.oneof(
    fc.string({ maxLength: 700 }),
    fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-.'), maxLength: 2_000 }),
    fc
      .tuple(fc.nat(5), fc.nat(532), fc.constantFrom(...'0AZ$.'))
      .map(([seed, at, by]) => whole[seed]!.slice(0, at) + by + whole[seed]!.slice(at + 1)),
    fc.tuple(fc.nat(5), fc.nat(533)).map(([seed, end]) => whole[seed]!.slice(0, end)),
    fc.uint8Array({ minLength: 22, maxLength: 400 }).map(frame => toBase41(frame)),
  );
}
