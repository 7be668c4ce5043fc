import { createHash, randomBytes } from 'node:crypto';

/** Without the letters and digits that are taken for each other: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V. */
const alphabet = '34679ACDEFGHJKMNPQRTVWXY';
const codeLength = 8;

/** 128 bits, in the characters of addresses. */
export function newSecret(): string {
  return randomBytes(16).toString('base64url');
}

/** What is typed when there is no camera: 8 characters, 36 bits; few tries make it enough. */
export function newCode(): string {
  let code = '';
  while (code.length < codeLength) {
    for (const byte of randomBytes(codeLength)) {
      // The rest of the division would favour some letters.
      if (byte < 240 && code.length < codeLength) code += alphabet[byte % alphabet.length];
    }
  }
  return code;
}

/** A code as it is typed: case, spaces and hyphens do not matter. */
export function normalCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s\p{Pd}]/gu, '');
}

export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

/** Secrets are stored only so. They are random, so they need neither salt nor slowness. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/**
 * The public name of a device. The id in its card stays between the device and the server: whoever knows it may repeat a
 * joining whose answer was lost, so it must not stand in the programme for all to read.
 */
export function deviceName(cardId: string): string {
  return createHash('sha256').update(`device ${cardId}`).digest('hex').slice(0, 32);
}
