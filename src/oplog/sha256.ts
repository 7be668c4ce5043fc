/*
 * SHA-256 (FIPS 180-4), at once and without a library: each operation is hashed twice on each device, inside a transaction where
 * nothing may be awaited, and this takes a third of the time of the plain JavaScript of the libraries at hand. `sha256.test.ts` holds it
 * against Node's own.
 */

const block = 64;
/** The marker and the length stand after the text, in the last block or in one more. */
const ending = 9;

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const roundConstants = new Int32Array([
  0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01,
  0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc,
  0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147,
  0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
  0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116, 0x1e37_6c08,
  0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3, 0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
  0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
]);
/** The same of the square roots of the first eight. */
const startState = new Int32Array([0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19]);

const encoder = new TextEncoder();
const schedule = new Int32Array(64);
const state = new Int32Array(8);
let bytes = new Uint8Array(4_096);
let words = new DataView(bytes.buffer);

/** The eight words of the hash of the text's UTF-8. They are overwritten by the next call. */
export function sha256(text: string): Int32Array {
  // A UTF-16 unit takes three bytes at most.
  reserve(text.length * 3 + ending + block);
  const written = encodeInto(text);
  state.set(startState);
  finish(written, Math.ceil((written + ending) / block) * block, written);
  return state;
}

function reserve(most: number): void {
  if (bytes.length >= most) return;
  bytes = new Uint8Array(most * 2);
  words = new DataView(bytes.buffer);
}

/** Mixes in what is left to hash, up to `written`, with the marker and the whole length behind it, up to `end`. */
function finish(written: number, end: number, length: number): void {
  bytes.fill(0, written, end);
  bytes[written] = 0x80;
  words.setUint32(end - 8, Math.floor(length / 0x2000_0000));
  words.setUint32(end - 4, length << 3);
  for (let at = 0; at < end; at += block) mix(at);
}

/** Most of what is hashed is ASCII, and short: calling the encoder costs more than writing it down. */
function encodeInto(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) return encoder.encodeInto(text, bytes).written;
    bytes[at] = unit;
  }
  return text.length;
}

function mix(at: number): void {
  for (let index = 0; index < 16; index++) schedule[index] = words.getInt32(at + index * 4);
  for (let index = 16; index < 64; index++) {
    const a = schedule[index - 15]!;
    const b = schedule[index - 2]!;
    const sigma0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
    const sigma1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
    schedule[index] = (schedule[index - 16]! + sigma0 + schedule[index - 7]! + sigma1) | 0;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let index = 0; index < 64; index++) {
    const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const first = (h + sum1 + ((e & f) ^ (~e & g)) + roundConstants[index]! + schedule[index]!) | 0;
    const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const second = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  state[0] = state[0]! + a;
  state[1] = state[1]! + b;
  state[2] = state[2]! + c;
  state[3] = state[3]! + d;
  state[4] = state[4]! + e;
  state[5] = state[5]! + f;
  state[6] = state[6]! + g;
  state[7] = state[7]! + h;
}

/** SHA-256 of bytes in lower-case hex. Half a megabyte takes some milliseconds. */
export function hexDigest(data: Uint8Array): string {
  state.set(startState);
  const piece = 4_096;
  let at = 0;
  for (; data.length - at >= piece; at += piece) {
    bytes.set(data.subarray(at, at + piece));
    for (let offset = 0; offset < piece; offset += block) mix(offset);
  }
  const written = data.length - at;
  const end = Math.ceil((written + ending) / block) * block;
  reserve(end);
  bytes.set(data.subarray(at));
  finish(written, end, data.length);
  return Array.from(state, word => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** SHA-256 in base64 (44 characters), of the text's UTF-8. */
export function digest(text: string): string {
  const hash = sha256(text);
  let spelt = '';
  // 256 bits are 42 characters of six bits, and one of the last four.
  for (let at = 0; at < 252; at += 6) spelt += alphabet[sixBits(hash, at)]!;
  return `${spelt}${alphabet[(hash[7]! & 15) << 2]!}=`;
}

function sixBits(hash: Int32Array, at: number): number {
  const word = hash[at >> 5]!;
  const shift = 26 - (at & 31);
  if (shift >= 0) return (word >>> shift) & 63;
  return ((word << -shift) | (hash[(at >> 5) + 1]! >>> (32 + shift))) & 63;
}
