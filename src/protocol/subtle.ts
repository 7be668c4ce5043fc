/**
 * The part of WebCrypto that is needed, the same in the browser (`crypto.subtle`) and in Node; whoever needs it gets it as an argument. None
 * of it may be awaited inside a transaction of the store: IndexedDB would commit.
 */
export interface Subtle {
  generateKey(algorithm: Ec, extractable: boolean, usages: Usage[]): Promise<{ privateKey: KeyHandle; publicKey: KeyHandle }>;
  exportKey(format: 'raw', key: KeyHandle): Promise<ArrayBuffer>;
  importKey(
    format: 'raw',
    bytes: Uint8Array<ArrayBuffer>,
    algorithm: Ec | 'AES-GCM',
    extractable: boolean,
    usages: Usage[],
  ): Promise<KeyHandle>;
  sign(algorithm: EcSigning, key: KeyHandle, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  verify(algorithm: EcSigning, key: KeyHandle, signature: Uint8Array<ArrayBuffer>, data: Uint8Array<ArrayBuffer>): Promise<boolean>;
  encrypt(algorithm: Gcm, key: KeyHandle, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  decrypt(algorithm: Gcm, key: KeyHandle, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  digest(algorithm: 'SHA-256', data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
}

/** A `CryptoKey`: it can be kept in IndexedDB, and one that is not extractable never leaves it. */
export interface KeyHandle {
  readonly type: 'private' | 'public' | 'secret';
  readonly extractable: boolean;
  readonly algorithm: { name: string };
  readonly usages: string[];
}

export type Usage = 'sign' | 'verify' | 'encrypt' | 'decrypt';

interface Ec {
  name: 'ECDSA';
  namedCurve: 'P-256';
}

interface EcSigning {
  name: 'ECDSA';
  hash: 'SHA-256';
}

interface Gcm {
  name: 'AES-GCM';
  iv: Uint8Array<ArrayBuffer>;
  additionalData: Uint8Array<ArrayBuffer>;
}

export const ec: Ec = { name: 'ECDSA', namedCurve: 'P-256' };
export const ecSigning: EcSigning = { name: 'ECDSA', hash: 'SHA-256' };
