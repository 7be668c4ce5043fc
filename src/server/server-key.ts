import { webcrypto } from 'node:crypto';
import { toBase64 } from '#oplog/base64.ts';
import type { Json } from '#oplog/json.ts';
import type { Head } from '#oplog/log-store.ts';
import { headStatement, serverDevice, sign, type SignedHead } from '#protocol/signatures.ts';
import { ec } from '#protocol/subtle.ts';
import type { Database } from './store/database.ts';

/** What the server signs with. Its key is in the data folder, so that a restored copy is the same server to the devices. */
export interface ServerKey {
  /** In base64, as devices know it. */
  publicKey(): Promise<string>;
  sign(statement: Json): Promise<string>;
  /** Signs points of the server's own writers; none is signed twice. */
  signHeads(heads: readonly Head[]): Promise<SignedHead[]>;
}

const secretName = 'server-key';
const { subtle } = webcrypto;

interface Pair {
  privateKey: webcrypto.CryptoKey;
  publicKey: string;
}

export function createServerKey(database: Database): ServerKey {
  let pair: Promise<Pair> | null = null;
  const signed = new Map<string, Promise<SignedHead>>();

  /** A failure (a full disk) is tried anew by the next who needs it. */
  function key(): Promise<Pair> {
    pair ??= loadPair(database).catch((error: unknown) => {
      pair = null;
      throw error;
    });
    return pair;
  }

  const signStatement = async (statement: Json) => sign(subtle, (await key()).privateKey, statement);

  return {
    publicKey: async () => (await key()).publicKey,
    sign: signStatement,
    signHeads: heads =>
      Promise.all(
        heads.map(({ space, writer, seq, hash }) => {
          const name = `${space} ${writer} ${seq} ${hash}`;
          const known = signed.get(name);
          if (known) return known;
          if (signed.size > 10_000) signed.clear();
          const head = { space, writer, seq, hash };
          const made = signStatement(headStatement(head)).then(signature => ({ ...head, device: serverDevice, signature }));
          signed.set(name, made);
          return made;
        }),
      ),
  };
}

async function loadPair(database: Database): Promise<Pair> {
  const find = 'SELECT value FROM secrets WHERE name = ?';
  let stored = database.read.get<{ value: string }>(find, secretName)?.value;
  if (!stored) {
    const made = await subtle.generateKey(ec, true, ['sign', 'verify']);
    const jwk = JSON.stringify(await subtle.exportKey('jwk', made.privateKey));
    stored = await database.write(async sql => {
      sql.run('INSERT OR IGNORE INTO secrets (name, value) VALUES (?, ?)', secretName, jwk);
      return sql.get<{ value: string }>(find, secretName)!.value;
    });
  }
  const { d, ...open } = JSON.parse(stored) as webcrypto.JsonWebKey;
  const [privateKey, publicKey] = await Promise.all([
    subtle.importKey('jwk', { ...open, d, key_ops: ['sign'] }, ec, false, ['sign']),
    subtle.importKey('jwk', { ...open, key_ops: ['verify'] }, ec, true, ['verify']),
  ]);
  return { privateKey, publicKey: toBase64(new Uint8Array(await subtle.exportKey('raw', publicKey))) };
}
