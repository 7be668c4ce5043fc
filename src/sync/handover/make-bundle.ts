import { isEmptied, itemKey, judgementsIn } from '#oplog/judgements.ts';
import { vectorOf, type Head, type LogReader, type StoredPicture } from '#oplog/log-store.ts';
import type { Op } from '#oplog/op.ts';
import { lacksIn, type Lacks } from '#oplog/pictures.ts';
import type { Vector } from '#oplog/vector.ts';
import { holdingStatement, lacksStatement, type Holding, type SignedLacks } from '#protocol/handover.ts';
import type { SpaceKey } from '#protocol/keys.ts';
import {
  deviceKeyKey,
  keyRingKey,
  ownWritersKey,
  receiptsKey,
  type DeviceKey,
  type KeyRing,
  type TeamReceipts,
} from '#protocol/remembered.ts';
import { pointsToSign, serverDevice, sign, type Certificate, type SignedHead } from '#protocol/signatures.ts';
import { signHead } from '../device-keys.ts';
import { certificatesOf, hashAt, knownHeads } from '../signed-heads.ts';
import { byteWriter } from './bytes.ts';
import { closeContainer, type Contents, type PackedSection } from './container.ts';
import { packPictures, picturesToGive } from './giving-pictures.ts';
import { fromHex, packOps } from './packing.ts';
import type { HandoverSurroundings } from './surroundings.ts';

export interface Wanted {
  contents: Contents;
  spaces: readonly string[];
  whose: 'mine' | 'all' | 'nobody';
  /** A device whose word for what it holds is believed: that is left out. */
  to?: string | undefined;
}

export type Bundle = { ok: true; value: Made } | { ok: false; error: { type: 'nothing' | 'no-keys' } };

interface Made {
  /** Without pictures. */
  bytes: Uint8Array<ArrayBuffer>;
  /** With them, where there are any. */
  file: Uint8Array<ArrayBuffer>;
  ops: Op[];
  pictures: number;
  picturesLeft: number;
}

/** A section before it is signed and packed. */
interface Gathered {
  space: string;
  key: SpaceKey;
  vector: Vector;
  /** Texts that could not be sealed. */
  open: number;
  lacks: Lacks;
  pictures: StoredPicture[];
  ops: Op[];
  signed: SignedHead[];
  points: Head[];
  certificates: Certificate[];
}

/** Packs what is wanted of this device's log. Its texts are sealed before. */
export async function makeBundle(around: HandoverSurroundings, wanted: Wanted): Promise<Bundle> {
  const { store, subtle, compression, membership } = around;
  const { programme, device } = membership;
  const { key, ring, gathered } = await store.read(async reader => {
    const keyRing = await reader.memory<KeyRing>(keyRingKey(programme));
    const sections: Gathered[] = [];
    for (const space of wanted.spaces) {
      const spaceKey = keyRing?.spaceKeys.findLast(one => one.space === space);
      if (spaceKey) sections.push(await gather(reader, space, spaceKey, { ...wanted, kinds: around.pictureKinds }));
    }
    return { key: await reader.memory<DeviceKey | null>(deviceKeyKey), ring: keyRing, gathered: sections };
  });
  if (!key || !ring?.certificates.length || gathered.length === 0) return { ok: false, error: { type: 'no-keys' } };
  const ops = gathered.flatMap(section => section.ops);
  const wantedPictures = gathered.flatMap(section => section.pictures.map(picture => ({ key: section.key, picture })));
  if (wanted.contents === 'words' && ops.length + wantedPictures.length === 0) return { ok: false, error: { type: 'nothing' } };
  const sections: PackedSection[] = [];
  // Also what nothing goes along of: the word of what is held is whole, and "safe to leave" rests on it.
  for (const section of gathered) {
    const holding = await signHolding(around, key, section);
    const own = await Promise.all(section.points.map(point => signHead(subtle, key, device, point)));
    const packed = byteWriter();
    const certificates = onceEach([...ring.certificates, ...section.certificates]);
    const pictures = await signLacks(around, key, holding, section.lacks);
    packed.text(JSON.stringify({ holding, pictures, certificates, signed: [...section.signed, ...own] }));
    packOps(packed, section.ops);
    sections.push({ key: section.key, bytes: await compression.deflate(packed.result()) });
  }
  const random = (count: number) => fromHex(around.randomHex(count));
  const { packed: pictures, left } = await packPictures(wantedPictures);
  const close = (more: { pictures?: typeof pictures }) =>
    closeContainer(subtle, { contents: wanted.contents, programme, sections, ...more }, random);
  const bytes = await close({});
  const file = pictures.length ? await close({ pictures }) : bytes;
  return { ok: true, value: { bytes, file, ops, pictures: pictures.length, picturesLeft: left } };
}

async function signHolding(
  { subtle, membership, wall }: HandoverSurroundings,
  key: DeviceKey,
  { space, vector, open }: Gathered,
): Promise<Holding> {
  const said = { space, device: membership.device, at: Math.round(wall()), vector, open };
  return { ...said, signature: await sign(subtle, key.privateKey, holdingStatement(membership.programme, said)) };
}

async function signLacks(
  { subtle, membership: { programme } }: HandoverSurroundings,
  key: DeviceKey,
  holding: Holding,
  lacks: Lacks,
): Promise<SignedLacks> {
  return { lacks, signature: await sign(subtle, key.privateKey, lacksStatement(programme, holding, lacks)) };
}

async function gather(
  reader: LogReader,
  space: string,
  key: SpaceKey,
  { whose, to, kinds }: Wanted & { kinds: readonly string[] },
): Promise<Gathered> {
  const heads = await reader.heads(space);
  const open = (await reader.opens()).filter(one => one.space === space).length;
  const lacks = await lacksIn(reader, space, kinds);
  const none = { pictures: [], ops: [], signed: [], points: [], certificates: [] };
  const section: Gathered = { space, key, vector: vectorOf(heads), open, lacks, ...none };
  if (whose === 'nobody') return section;
  section.pictures = await picturesToGive(reader, space, { kinds, whose, to });
  const own = new Set((await reader.memory<string[]>(ownWritersKey)) ?? []);
  const { erased } = await judgementsIn(reader, space);
  const said = to === undefined ? undefined : (await reader.memory<TeamReceipts>(receiptsKey(space)))?.devices[to]?.vector;
  for (const head of heads) {
    const after = said?.[head.writer] ?? 0;
    if (head.seq <= after) continue;
    const signed = await trueHeads(reader, head);
    const isOwn = own.has(head.writer);
    // The server's verdicts and erasures go along with whatever they are about.
    if (!isOwn && whose === 'mine' && signed.at(-1)?.device !== serverDevice) continue;
    const ops = await reader.opsAfter(space, head.writer, after, Infinity);
    // What stands in the place of a withheld payload nobody vouches for, unless it is erased.
    const stop = ops.find(op => op.withheld !== undefined && !(isEmptied(op) && erased.has(itemKey(op))))?.seq ?? Infinity;
    const last = isOwn ? Math.min(head.seq, stop - 1) : (signed.findLast(one => one.seq < stop)?.seq ?? 0);
    if (last <= after) continue;
    section.ops.push(...ops.filter(op => op.seq <= last));
    section.signed.push(...signed.filter(one => one.seq > after && one.seq <= last));
    if (!isOwn) continue;
    const points = pointsToSign(signed.findLast(one => one.seq <= last)?.seq ?? 0, last).filter(point => point > after);
    for (const seq of points) section.points.push({ space, writer: head.writer, seq, hash: (await hashAt(reader, head, seq))! });
  }
  for (const device of new Set(section.signed.map(one => one.device))) section.certificates.push(...(await certificatesOf(reader, device)));
  return section;
}

/** What is known to be signed of a writer, as far as it is what stands here. */
async function trueHeads(reader: LogReader, head: Head): Promise<SignedHead[]> {
  const found: SignedHead[] = [];
  for (const one of await knownHeads(reader, head.space, head.writer))
    if (one.seq <= head.seq && (await hashAt(reader, head, one.seq)) === one.hash) found.push(one);
  return found;
}

function onceEach(certificates: readonly Certificate[]): Certificate[] {
  return [...new Map(certificates.map(one => [one.signature, one])).values()];
}
