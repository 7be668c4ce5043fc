import { toBase64 } from '#oplog/base64.ts';
import type { Head, LogReader } from '#oplog/log-store.ts';
import { serverAuthor } from '#oplog/op.ts';
import type { Vector } from '#oplog/vector.ts';
import type { KeysAnswer, KeysRequest } from '#protocol/keys.ts';
import { prove, type Proven } from '#protocol/proof.ts';
import {
  certificateStatement,
  headStatement,
  pointsToSign,
  serverDevice,
  sign,
  worthKeeping,
  type Certificate,
  type SignedHead,
} from '#protocol/signatures.ts';
import type { SyncRequest } from '#protocol/sync.ts';
import { ec, type KeyHandle } from '#protocol/subtle.ts';
import { signsFor } from '#server/store/writers.ts';
import { hashAt } from '#sync/signed-heads.ts';
import type { Chance } from './chance.ts';
import { plainSubtle } from './plain-subtle.ts';

/** What the plain server knows of keys and signatures: the rules of the real one's tables. */
export interface SimulatedKeys {
  answer(device: string, person: string, spaces: readonly string[], request: KeysRequest): Promise<KeysAnswer | null>;
  prove(request: SyncRequest, isCutOff: (device: string) => boolean): Promise<Proven>;
  /** Inside the transaction, of operations that are stored. */
  keep(
    reader: LogReader,
    proven: Proven,
    authors: ReadonlyMap<string, string>,
    originsOf: (device: string) => ReadonlySet<string>,
  ): Promise<void>;
  vouch(reader: LogReader, heads: readonly Head[], have: Vector, authors: ReadonlyMap<string, string>): Promise<Partial<Signatures>>;
  renew(spaces: readonly string[]): void;
  copy(): string;
  restore(copy: string): void;
}

interface Signatures {
  signed: SignedHead[];
  certificates: Certificate[];
}

interface Known {
  certificates: Certificate[];
  signed: Record<string, SignedHead[]>;
  spaceKeys: Record<string, string[]>;
}

export async function simulatedKeys(programme: string, now: () => number, chance: Chance): Promise<SimulatedKeys> {
  const pair: { privateKey: KeyHandle; publicKey: KeyHandle } = await plainSubtle.generateKey(ec, true, ['sign', 'verify']);
  const serverKey = toBase64(new Uint8Array(await plainSubtle.exportKey('raw', pair.publicKey)));
  const newKey = () => Buffer.from(chance.hex(32), 'hex').toString('base64');
  let known: Known = { certificates: [], signed: {}, spaceKeys: {} };
  const certificatesOf = (device: string) => known.certificates.filter(one => one.device === device);

  return {
    async answer(device, person, spaces, { publicKey }) {
      let certificate = certificatesOf(device).find(one => one.person === person && one.publicKey === publicKey);
      if (!certificate) {
        const said = { device, person, programme, publicKey, at: now() };
        certificate = { ...said, signature: await sign(plainSubtle, pair.privateKey, certificateStatement(said)) };
        known.certificates.push(certificate);
      }
      for (const space of spaces) known.spaceKeys[space] ??= [newKey()];
      const spaceKeys = spaces.flatMap(space => known.spaceKeys[space]!.map((key, index) => ({ space, generation: index + 1, key })));
      return { certificate, serverKey, spaceKeys };
    },
    prove: (request, isCutOff) => prove({ subtle: plainSubtle, serverKey, programme, certificatesOf, isCutOff }, request),
    async keep(reader, { heads, certificates }, authors, originsOf) {
      known.certificates.push(...certificates);
      for (const { head, persons } of heads) {
        const { space, writer, seq } = head;
        if (!persons || !signsFor(authors.get(writer) ?? null, persons, () => originsOf(head.device))) continue;
        const stored = await reader.head(space, writer);
        if (!stored || stored.seq < seq || (await hashAt(reader, stored, seq)) !== head.hash) continue;
        const key = `${space} ${writer}`;
        known.signed[key] = worthKeeping([...(known.signed[key] ?? []), head]);
      }
    },
    async vouch(reader, heads, have, authors) {
      const signed: SignedHead[] = [];
      for (const head of heads) {
        const { space, writer, seq } = head;
        const after = have[writer] ?? 0;
        if (seq <= after) continue;
        if (authors.get(writer) !== serverAuthor) signed.push(...(known.signed[`${space} ${writer}`] ?? []).filter(one => one.seq > after));
        else
          for (const point of pointsToSign(after, seq)) {
            const said = { space, writer, seq: point, hash: (await hashAt(reader, head, point))! };
            const signature = await sign(plainSubtle, pair.privateKey, headStatement(said));
            signed.push({ ...said, device: serverDevice, signature });
          }
      }
      const devices = new Set(signed.map(head => head.device));
      return signed.length ? { signed, certificates: known.certificates.filter(one => devices.has(one.device)) } : {};
    },
    renew: spaces => spaces.forEach(space => known.spaceKeys[space]?.push(newKey())),
    copy: () => JSON.stringify(known),
    restore: copy => void (known = JSON.parse(copy) as Known),
  };
}
