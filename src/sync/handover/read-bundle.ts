import { itemKey, judgementsIn } from '#oplog/judgements.ts';
import { receiveOps } from '#oplog/receiving.ts';
import { vectorOf, type LogReader, type LogWriter } from '#oplog/log-store.ts';
import { hashOp, Ops, type Op } from '#oplog/op.ts';
import type { Lacks } from '#oplog/pictures.ts';
import { missingCount } from '#oplog/vector.ts';
import {
  holdingStatement,
  lacksStatement,
  SectionHead,
  type Giver,
  type Holding,
  type TakenPictures,
  type TakeRefusal,
} from '#protocol/handover.ts';
import { isOfBorrowed, prove, vouchedOps, type Proven } from '#protocol/proof.ts';
import { keyRingKey, ownWritersKey, receiptsKey, type KeyRing, type TeamReceipts } from '#protocol/remembered.ts';
import { isSignedBy, type Certificate } from '#protocol/signatures.ts';
import { certificatesOf, hashAt, keepSigned } from '../signed-heads.ts';
import { byteReader, Unreadable } from './bytes.ts';
import { openContainer, type Contents, type OpenedSection } from './container.ts';
import { unpackOps } from './packing.ts';
import { ownPicturesLacked, takePictures } from './taking-pictures.ts';
import type { HandoverGrounds, HandoverSurroundings } from './surroundings.ts';

/** A section that holds in every part: nothing of it is stored yet. */
interface Checked {
  space: string;
  holding: Holding;
  lacks: Lacks | undefined;
  ops: Op[];
  proven: Proven;
  leftOut: number;
}

interface Taken {
  contents: Contents;
  from: Giver;
  added: Op[];
  leftOut: number;
  spaces: string[];
  missing: number;
  missingPictures: number;
  pictures: TakenPictures;
}

export type TakenBundle = { ok: true; value: Taken } | { ok: false; error: TakeRefusal };

type Refused = { ok: false; error: TakeRefusal };
const refused = (type: Exclude<TakeRefusal['type'], 'from-revoked-device'>): Refused => ({ ok: false, error: { type } });

/** The most that a section may hold, unpacked. */
const mostBytes = 40_000_000;

/** Checks all of a bundle, and only then stores it: each space in one transaction. */
export async function takeBundle(around: HandoverSurroundings, bytes: Uint8Array<ArrayBuffer>): Promise<TakenBundle> {
  const { store, subtle, membership } = around;
  const { programme, device } = membership;
  const { ring, grounds } = await store.read(async reader => ({
    ring: await reader.memory<KeyRing>(keyRingKey(programme)),
    grounds: await around.grounds(reader),
  }));
  const opened = await openContainer(subtle, bytes, { programme, spaceKeys: ring?.spaceKeys ?? [] });
  if (!opened.ok) return !ring && opened.error.type === 'not-for-this-device' ? refused('no-keys') : opened;
  if (!ring) return refused('no-keys');
  const checked: Checked[] = [];
  let from: Giver | null = null;
  for (const section of opened.value.sections) {
    const one = await checkSection(around, { ring, grounds }, section);
    if (!one.ok) return one;
    checked.push(one.value);
    from ??= one.from;
    if (one.from.device !== from.device) return refused('forged');
  }
  if (!from) return refused('empty');
  const { contents, isWhole, pictures: packed } = opened.value;
  if (contents === 'receipt' && from.device === device) return refused('own');
  if (contents === 'words' && packed.length === 0 && checked.every(({ ops, leftOut }) => ops.length === 0 && leftOut === 0))
    return refused(isWhole ? 'empty' : 'not-for-this-device');
  const misfit = await store.read(async reader => {
    for (const one of checked) {
      const found = await misfitOf(reader, one);
      if (found) return found;
    }
    return null;
  });
  if (misfit) return refused(misfit);
  const added: Op[] = [];
  let missing = 0;
  let missingPictures = 0;
  for (const one of checked) {
    const stored = await store.write(tx => storeSection(around, tx, one));
    added.push(...stored.added);
    missing += stored.missing;
    missingPictures += stored.missingPictures;
  }
  const spaces = checked.map(one => one.space);
  const pictures = await takePictures({ ...around, now: around.wall() }, spaces, packed);
  const leftOut = checked.reduce((sum, one) => sum + one.leftOut, 0);
  return { ok: true, value: { contents, from, added, leftOut, spaces, missing, missingPictures, pictures } };
}

async function checkSection(
  { store, subtle, compression, membership }: HandoverSurroundings,
  { ring, grounds }: { ring: KeyRing; grounds: HandoverGrounds },
  { space, bytes }: OpenedSection,
): Promise<{ ok: true; value: Checked; from: Giver } | Refused> {
  const { programme } = membership;
  const read = await compression.inflate(bytes, mostBytes).then(
    unpacked => contentsOf(unpacked, space),
    () => null,
  );
  if (!read) return refused('forged');
  const { holding, signed, certificates } = read.head;
  const devices = new Set([holding.device, ...signed.map(one => one.device)]);
  const { known, erased } = await store.read(async reader => ({
    known: new Map(await Promise.all([...devices].map(async one => [one, await certificatesOf(reader, one)] as const))),
    erased: (await judgementsIn(reader, space)).erased,
  }));
  const proven = await prove(
    { subtle, serverKey: ring.serverKey, programme, certificatesOf: one => known.get(one) ?? [], isCutOff: grounds.isCutOff },
    { signed, certificates },
  );
  const givers = [...(known.get(holding.device) ?? []), ...proven.certificates].filter(
    one => one.device === holding.device && one.programme === programme,
  );
  const giver = await giverOf(givers, { subtle, programme }, holding);
  if (!giver || holding.space !== space) return refused('forged');
  if (grounds.isCutOff(holding.device)) return { ok: false, error: { type: 'from-revoked-device', device: holding.device } };
  const vouched = vouchedOps(read.ops, proven.heads, { isErased: item => erased.has(itemKey(item)), originsOf: grounds.originsOf });
  const cutOff = new Set(signed.filter(one => grounds.isCutOff(one.device)).map(one => one.writer));
  const mayCome = (op: Op) => {
    const persons = vouched.get(op)?.persons;
    if (persons === null) return true;
    if (persons === undefined && isOfBorrowed(op)) return false;
    return persons && !persons.has(op.author) ? grounds.mayBorrow(persons, op) : grounds.mayBring(op.author, space);
  };
  const isOut = (op: Op) => cutOff.has(op.writer) || !mayCome(op);
  const out = new Set(read.ops.filter(isOut).map(op => op.writer));
  const ops = read.ops.filter(op => !out.has(op.writer));
  if (ops.some(op => !vouched.has(op))) return refused('forged');
  const { pictures } = read.head;
  const isTrue =
    pictures && (await isSignedBy(subtle, giver.publicKey, lacksStatement(programme, holding, pictures.lacks), pictures.signature));
  if (pictures && !isTrue) return refused('forged');
  const checked = { space, holding, lacks: pictures?.lacks, ops, proven, leftOut: read.ops.length - ops.length };
  return { ok: true, value: checked, from: { device: holding.device, person: giver.person, at: holding.at } };
}

/** The certificate by which the giver's word holds, the latest of them. */
async function giverOf(
  certificates: readonly Certificate[],
  { subtle, programme }: { subtle: HandoverSurroundings['subtle']; programme: string },
  holding: Holding,
): Promise<Certificate | null> {
  const statement = holdingStatement(programme, holding);
  for (const one of certificates.toSorted((a, b) => b.at - a.at))
    if (await isSignedBy(subtle, one.publicKey, statement, holding.signature)) return one;
  return null;
}

/** Null for bytes that no Vertti packed: they were closed with the space's key, so they are not cut. */
function contentsOf(bytes: Uint8Array<ArrayBuffer>, space: string): { head: SectionHead; ops: Op[] } | null {
  try {
    const reader = byteReader(bytes);
    const head = SectionHead.safeParse(JSON.parse(reader.text()));
    const ops = Ops.safeParse(unpackOps(reader, space));
    return head.success && ops.success && reader.isAtEnd() ? { head: head.data, ops: ops.data } : null;
  } catch (error) {
    if (error instanceof Unreadable || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Whether a section does not go on from what is here: an earlier one is needed, or what it says of the same places is another. */
async function misfitOf(reader: LogReader, { space, ops }: Checked): Promise<'gap' | 'forged' | null> {
  const heads = new Map((await reader.heads(space)).map(head => [head.writer, head]));
  const firsts = new Map(ops.toReversed().map(op => [op.writer, op]));
  for (const [writer, first] of firsts) {
    const head = heads.get(writer);
    if (first.seq > (head?.seq ?? 0) + 1) return 'gap';
    if (head ? (await hashAt(reader, head, first.seq - 1)) !== first.prev && first.seq > 1 : first.prev !== '') return 'forged';
  }
  for (const op of ops) {
    const head = heads.get(op.writer);
    if (head?.seq === op.seq && head.hash !== hashOp(op)) return 'forged';
  }
  return null;
}

async function storeSection(
  { membership, wall, pictureKinds }: HandoverSurroundings,
  tx: LogWriter,
  section: Checked,
): Promise<{ added: Op[]; missing: number; missingPictures: number }> {
  const { space, ops, proven, holding, lacks } = section;
  const { added } = await receiveOps(tx, space, ops);
  await keepSigned(
    tx,
    proven.heads.map(one => one.head),
    proven.certificates,
  );
  const own = new Set((await tx.memory<string[]>(ownWritersKey)) ?? []);
  const mine = vectorOf((await tx.heads(space)).filter(head => own.has(head.writer)));
  if (holding.device !== membership.device) await takeHolding(tx, holding, lacks, wall());
  const missingPictures = await ownPicturesLacked(tx, space, pictureKinds, lacks);
  return { added, missing: missingCount(mine, holding.vector), missingPictures };
}

/** The newer word wins. A clock that runs ahead shall not outlive the words that come after it. */
async function takeHolding(
  tx: LogWriter,
  { space, device, vector, at, open }: Holding,
  lacks: Lacks | undefined,
  now: number,
): Promise<void> {
  const before = (await tx.memory<TeamReceipts>(receiptsKey(space))) ?? { after: 0, devices: {} };
  const said = Math.min(at, Math.round(now));
  if ((before.devices[device]?.at ?? 0) > said) return;
  await tx.remember(receiptsKey(space), {
    ...before,
    devices: { ...before.devices, [device]: { vector, at: said, ...(open !== undefined && { open }), ...(lacks && { lacks }) } },
  } satisfies TeamReceipts);
}
