import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import type { KeyHandle, Subtle, Usage } from '#protocol/subtle.ts';

/**
 * The same P-256, AES-GCM and SHA-256 as WebCrypto's (what one signs or packs the other reads), done at once: days of the simulation are the same
 * each time, since nothing waits for a thread.
 */
export const plainSubtle: Subtle = {
  async generateKey(_algorithm, extractable, usages) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return {
      privateKey: handle('private', extractable, usages, privateKey),
      publicKey: handle('public', true, usages, publicKey),
    };
  },
  async exportKey(_format, key) {
    const { x = '', y = '' } = (objectOf(key) as KeyObject).export({ format: 'jwk' });
    return bufferOf(Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]));
  },
  async importKey(_format, bytes, algorithm, extractable, usages) {
    if (algorithm === 'AES-GCM') return handle('secret', extractable, usages, Buffer.from(bytes));
    if (bytes.length !== 65 || bytes[0] !== 4) throw new Error('no point');
    const name = Buffer.from(bytes).toString('base64');
    let key = points.get(name);
    if (!key) {
      const [x, y] = [bytes.slice(1, 33), bytes.slice(33)].map(part => Buffer.from(part).toString('base64url'));
      points.set(name, (key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })));
    }
    return handle('public', extractable, usages, key);
  },
  sign: async (_algorithm, key, data) => bufferOf(sign('sha256', data, { key: objectOf(key) as KeyObject, dsaEncoding: 'ieee-p1363' })),
  verify: async (_algorithm, key, signature, data) =>
    verify('sha256', data, { key: objectOf(key) as KeyObject, dsaEncoding: 'ieee-p1363' }, signature),
  async encrypt({ iv, additionalData }, key, data) {
    const cipher = createCipheriv('aes-256-gcm', objectOf(key) as Buffer, iv).setAAD(additionalData);
    return bufferOf(Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()]));
  },
  async decrypt({ iv, additionalData }, key, data) {
    const decipher = createDecipheriv('aes-256-gcm', objectOf(key) as Buffer, iv)
      .setAAD(additionalData)
      .setAuthTag(data.slice(-16));
    return bufferOf(Buffer.concat([decipher.update(data.slice(0, -16)), decipher.final()]));
  },
  digest: async (_algorithm, data) => bufferOf(createHash('sha256').update(data).digest()),
};

/** Reading a point is dearer than what it is read for. */
const points = new Map<string, KeyObject>();

interface PlainKey extends KeyHandle {
  object: KeyObject | Buffer;
}

function handle(type: KeyHandle['type'], extractable: boolean, usages: Usage[], object: PlainKey['object']): PlainKey {
  return { type, extractable, usages, algorithm: { name: type === 'secret' ? 'AES-GCM' : 'ECDSA' }, object };
}

function objectOf(key: KeyHandle): PlainKey['object'] {
  return (key as PlainKey).object;
}

function bufferOf(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}
