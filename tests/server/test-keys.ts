import { toBase64 } from '#oplog/base64.ts';
import { hashOp, type Op } from '#oplog/op.ts';
import type { KeysAnswer } from '#protocol/keys.ts';
import { headStatement, sign, type SignedHead } from '#protocol/signatures.ts';
import { ec, type KeyHandle } from '#protocol/subtle.ts';
import type { TestDevice } from './test-device.ts';

export interface TestKey {
  publicKey: string;
  privateKey: KeyHandle;
  /** Registers it in a programme. */
  register(programme: string): Promise<KeysAnswer>;
  /** Signs for everything up to an operation. */
  head(op: Op, device?: string): Promise<SignedHead>;
}

export async function withKey(device: TestDevice): Promise<TestKey> {
  const { subtle } = crypto;
  const pair = await subtle.generateKey(ec, false, ['sign', 'verify']);
  const publicKey = toBase64(new Uint8Array(await subtle.exportKey('raw', pair.publicKey)));
  return {
    publicKey,
    privateKey: pair.privateKey,
    register: programme => device.ok<KeysAnswer>('/api/keys', { programme, publicKey }),
    async head(op, name = device.name) {
      const { space, writer, seq } = op;
      const point = { space, writer, seq, hash: hashOp(op) };
      return { ...point, device: name, signature: await sign(subtle, pair.privateKey, headStatement(point)) };
    },
  };
}
